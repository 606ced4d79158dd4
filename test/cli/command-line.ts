/** `it` for the command line: a data folder, a repository and a model server of the test's own, and the processes it starts. */

import { rmSync } from 'node:fs'
import { test } from 'vitest'
import type { Home } from '#test/support/home.ts'
import type { ModelServer } from '#test/support/model-server.ts'
import { type OwnParts, ownParts } from '#test/support/own-parts.ts'
import { SlashflowProcess } from '#test/support/slashflow-process.ts'

export interface StartChoices {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly terminal?: boolean
  /** The built-in demo model answers. */
  readonly demo?: boolean
}

/** Runs Slashflow in one data folder, and ends what is left of it. */
export class CommandLine {
  readonly home: Home
  readonly model: ModelServer
  readonly #cwd: string
  readonly #processes: SlashflowProcess[] = []

  constructor(home: Home, model: ModelServer, cwd: string) {
    this.home = home
    this.model = model
    this.#cwd = cwd
  }

  start(
    words: readonly string[],
    { cwd = this.#cwd, env = {}, terminal = false, demo = false }: StartChoices = {},
  ): SlashflowProcess {
    const place = { cwd, env: this.home.env(demo ? undefined : this.model, env) }
    const started = terminal ? SlashflowProcess.startOnTerminal(words, place) : SlashflowProcess.start(words, place)
    this.#processes.push(started)
    return started
  }

  /** Waits for its end. */
  async run(words: readonly string[], choices: StartChoices = {}): ReturnType<SlashflowProcess['ended']> {
    return this.start(words, choices).ended()
  }

  /** The run's events as the log has them. */
  async log(runId: string): Promise<SlashflowProcess['events']> {
    const shown = this.start(['show', runId, '--json'])
    await shown.exit
    return shown.events
  }

  async end(): Promise<void> {
    for (const process of this.#processes) process.kill('SIGKILL')
    await Promise.allSettled(this.#processes.map(({ exit }) => exit))
  }
}

interface Parts extends OwnParts {
  slashflow: CommandLine
}

export const it = test.extend<Parts>({
  ...ownParts,
  slashflow: async ({ home, model, repository }, use) => {
    const slashflow = new CommandLine(home, model, repository.folder)
    await use(slashflow)
    await slashflow.end()
  },
})

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
