/** The built command line as a process of its own, on a data folder of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunEvent } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'
import { BUILT_ENTRY } from '#test/support/slashflow-process.ts'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Workshop {
  readonly home: string
  readonly workspace: string
  /** Writes a workflow into the workspace and returns its path. */
  file(name: string, content: Json | string): Promise<string>
  /** Runs to its end. */
  slashflow(...words: string[]): Promise<Ended>
  /** The same by a clock that is an hour behind, so that what was to come within the hour is over. */
  anHourAgo(...words: string[]): Promise<Ended>
  /** Starts, and leaves it running. */
  begin(...words: string[]): Running
  clean(): Promise<void>
}

export async function workshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'slashflow-cli-'))
  const home = join(folder, 'home')
  const workspace = join(folder, 'work')
  await mkdir(workspace)
  const running: Running[] = []
  const start = (words: readonly string[], env: Readonly<Record<string, string>> = {}): Running => {
    const started = new Running(words, { workspace, env: { SLASHFLOW_HOME: home, ...env } })
    running.push(started)
    return started
  }
  return {
    home,
    workspace,
    async file(name, content) {
      const path = join(workspace, name)
      await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
      return path
    },
    slashflow: (...words) => start(words).ended,
    anHourAgo: (...words) => start(words, { NODE_OPTIONS: `--import=${AN_HOUR_BEHIND}` }).ended,
    begin: (...words) => start(words),
    async clean() {
      for (const one of running) one.process.kill('SIGKILL')
      await Promise.all(running.map(({ ended }) => ended))
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

const AN_HOUR_BEHIND = 'data:text/javascript,const{now}=Date;Date.now=()=>now()-36e5'

export class Running {
  readonly process: ChildProcessWithoutNullStreams
  readonly ended: Promise<Ended>
  #out = ''
  #err = ''

  constructor(
    words: readonly string[],
    { workspace, env: own }: { readonly workspace: string; readonly env: Readonly<Record<string, string>> },
  ) {
    const { OPENAI_BASE_URL: _url, OPENAI_API_KEY: _key, SLASHFLOW_MODEL: _model, ...inherited } = process.env
    const env = { ...inherited, NO_COLOR: '1', ...own }
    this.process = spawn(process.execPath, [BUILT_ENTRY, ...words], { cwd: workspace, env })
    this.process.stdout.on('data', (piece: Buffer) => {
      this.#out += piece.toString('utf8')
    })
    this.process.stderr.on('data', (piece: Buffer) => {
      this.#err += piece.toString('utf8')
    })
    this.ended = once(this.process, 'close').then(([code]) => ({
      code: code as number | null,
      out: this.#out,
      err: this.#err,
    })) // `close` tells the code
  }

  /** The first event of that type among the lines of `--json`. */
  async event<T extends RunEvent['type']>(type: T): Promise<Extract<RunEvent, { type: T }>> {
    for (;;) {
      const found = eventsOf(this.#out).find((event) => event.type === type)
      if (found) return found as Extract<RunEvent, { type: T }> // its type was compared
      if (this.process.exitCode !== null)
        throw new Error(`It ended with ${this.process.exitCode} before ${type}:\n${this.#out}\n${this.#err}`)
      await Promise.race([once(this.process.stdout, 'data'), this.ended])
    }
  }
}

/** Whole lines only: the last one may still be on its way. */
export function eventsOf(out: string): RunEvent[] {
  const lines = out.split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line) as RunEvent) // printed by the program under test
}
