/** A process of the crash suite, as its parent sees it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { RunEvent } from '#shared/events/event.ts'
import { type Question, questionOf, type Said, type Told } from './messages.ts'

export interface ProcessPlace {
  readonly program: string
  readonly home: string
  readonly workspace: string
  readonly storyFile: string
}

const ENDED: ReadonlySet<string> = new Set(['run.succeeded', 'run.failed'])

export class CrashProcess {
  readonly events: RunEvent[] = []
  readonly bugs: string[] = []
  readonly answered: string[] = []
  /** Resolves when it has ended and all that it said was read. */
  readonly gone: Promise<NodeJS.Signals | null>
  readonly #child: ChildProcessWithoutNullStreams
  readonly #asked = new Set<string>()
  #roots: readonly string[] | undefined
  readonly #ended = new Set<string>()
  #stderr = ''
  #heard: () => void = () => undefined

  /** `dieAt`: see `dying-sqlite.ts`. */
  constructor({ program, home, workspace, storyFile }: ProcessPlace, dieAt?: string) {
    this.#child = spawn(process.execPath, [program, home, workspace, storyFile], {
      env: { ...process.env, ...(dieAt !== undefined && { DIE_AT: dieAt }) },
    })
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
    })
    this.#child.stdin.on('error', () => undefined) // it was killed
    const lines = createInterface({ input: this.#child.stdout })
    lines.on('line', (line) => this.#hear(line))
    const read = new Promise<void>((resolve) => lines.once('close', resolve))
    this.gone = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        if (signal === null && code !== 0) this.bugs.push(`It ended with ${code}: ${this.#stderr}`)
        read.then(() => resolve(signal))
        this.#heard()
      })
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Every root of the story has ended. */
  get hasEnded(): boolean {
    return this.#roots?.every((runId) => this.#ended.has(runId)) ?? false
  }

  #hear(line: string): void {
    if (!line.endsWith('}')) return // cut off by its death: it was not said
    this.#take(JSON.parse(line) as Said) // written by `say`
    this.#heard()
  }

  #take(said: Said): void {
    if ('bug' in said) this.bugs.push(said.bug)
    else if ('answered' in said) this.answered.push(said.answered)
    else if ('open' in said) for (const question of said.open) this.#answer(question)
    else if ('started' in said) {
      this.#roots = Object.values(said.started)
      for (const runId of said.ended) this.#ended.add(runId)
    } else if ('event' in said) {
      const { event } = said
      this.events.push(event)
      if (ENDED.has(event.type)) this.#ended.add(event.runId)
      const question = questionOf(event)
      if (question) this.#answer(question)
    }
  }

  #answer(question: Question): void {
    if (this.#asked.has(question.waitId)) return
    this.#asked.add(question.waitId)
    this.#tell({ answer: question })
  }

  #tell(told: Told): void {
    this.#child.stdin.write(`${JSON.stringify(told)}\n`)
  }

  /** Until it is so, or the process is gone. */
  async until(holds: (self: CrashProcess) => boolean): Promise<void> {
    let isGone = false
    void this.gone.then(() => {
      isGone = true
      this.#heard()
    })
    await new Promise<void>((resolve) => {
      this.#heard = () => {
        if (isGone || holds(this)) resolve()
      }
      this.#heard()
    })
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  close(): void {
    this.#tell({ close: true })
  }
}
