/** The built command line as a process of its own, with what it prints as events and text to wait for. */
import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { EventOf, EventType, RunEvent } from '#shared/events/event.ts'
import { ROOT } from './home.ts'

export const BUILT_ENTRY = resolve(ROOT, 'out/cli/slashflow.js')

export interface ProcessPlace {
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
}

export interface Exit {
  /** Null where a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export class SlashflowProcess {
  stdout = ''
  stderr = ''
  readonly exit: Promise<Exit>
  readonly #child: ChildProcess
  readonly #waiting = new Set<() => void>()
  readonly #words: string
  #ended: Exit | undefined

  private constructor(child: ChildProcess, words: string) {
    this.#child = child
    this.#words = words
    child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#hear(() => (this.stdout += text)))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#hear(() => (this.stderr += text)))
    this.exit = new Promise((settle, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) => {
        this.#hear(() => (this.#ended = { code, signal }))
        settle({ code, signal })
      })
    })
  }

  /** Standard input is closed at once, so that nothing can ask: a program in CI. */
  static start(words: readonly string[], { env, cwd }: ProcessPlace): SlashflowProcess {
    const child = spawn(process.execPath, [BUILT_ENTRY, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    return new SlashflowProcess(child, words.join(' '))
  }

  /** The same on a pseudo terminal, which `script` makes; `type` types on it. */
  static startOnTerminal(words: readonly string[], { env, cwd }: ProcessPlace): SlashflowProcess {
    const line = [process.execPath, BUILT_ENTRY, ...words].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
    const child = spawn('script', ['-qefc', line, '/dev/null'], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    return new SlashflowProcess(child, words.join(' '))
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error(`slashflow ${this.#words} was not started`)
    return this.#child.pid
  }

  /** What `--json` printed so far. Throws on a line that is not one event. */
  get events(): readonly RunEvent[] {
    const lines = this.stdout.split('\n').slice(0, -1)
    return lines.map((line) => JSON.parse(line) as RunEvent) // the tests compare whole events with the log
  }

  get runId(): string {
    const [first] = this.events
    if (!first) throw new Error(`slashflow ${this.#words} has printed no event\n${this.stderr}`)
    return first.runId
  }

  type(text: string): void {
    this.#child.stdin?.write(text)
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Rejects where the process ends without it. */
  event<T extends EventType>(type: T, nodeId?: string, count = 1): Promise<EventOf<T>> {
    const wanted = (event: RunEvent): event is EventOf<T> =>
      event.type === type && (nodeId === undefined || event.nodeId === nodeId)
    return this.#until(`${type}${nodeId ? ` of ${nodeId}` : ''}`, () => this.events.filter(wanted)[count - 1])
  }

  /** On standard output or standard error, for the `count`-th time. */
  says(text: string, count = 1): Promise<string> {
    return this.#until(JSON.stringify(text), () =>
      [this.stdout, this.stderr].find((said) => said.split(text).length > count),
    )
  }

  /** Exit status, and the two texts. */
  async ended(): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
    const { code } = await this.exit
    return { code, stdout: this.stdout, stderr: this.stderr }
  }

  #hear(change: () => unknown): void {
    change()
    for (const look of [...this.#waiting]) look()
  }

  #until<T>(what: string, find: () => T | undefined): Promise<T> {
    return new Promise((settle, reject) => {
      const look = (): void => {
        const found = find()
        if (found === undefined && !this.#ended) return
        this.#waiting.delete(look)
        if (found !== undefined) settle(found)
        else
          reject(
            new Error(
              `slashflow ${this.#words} ended (${JSON.stringify(this.#ended)}) without ${what}\n${this.stdout}\n${this.stderr}`,
            ),
          )
      }
      this.#waiting.add(look)
      look()
    })
  }
}
