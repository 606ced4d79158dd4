/** The dead letters: what could not be processed, looked at, changed, delivered again or thrown away. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { ParsedInput } from '#shared/ipc/contract.ts'
import type { LetterView } from '#shared/ipc/views/run-views.ts'
import type { Json } from '#shared/json.ts'
import { openLetter } from '../engine/dead-letters.ts'
import type { Engine } from '../engine/engine.ts'
import type { Letter, LetterTable } from '../engine/log/letter-table.ts'
import type { Clock } from '../engine/ports/clock.ts'
import { type CommandSource, runnable } from './start-run.ts'

export interface LettersOptions {
  readonly table: LetterTable
  readonly engine: Engine
  readonly commands: CommandSource
  readonly clock: Clock
}

export class Letters {
  readonly #options: LettersOptions

  constructor(options: LettersOptions) {
    this.#options = options
  }

  list({ limit, open, code }: ParsedInput<'letters.list'>): readonly LetterView[] {
    return this.#options.table.list({ limit, open, ...(code !== undefined && { code }) }).map(toView)
  }

  /** One after the other; the first that cannot be delivered ends it, and those before it have been. */
  async replay({ ids, payload }: ParsedInput<'letters.replay'>, by: string) {
    if (payload !== undefined && ids.length > 1)
      throw new CallError('letter.one-payload', 'Change one letter at a time: these would all get the same payload.')
    const letters = [...new Set(ids)].map((id) => openLetter(this.#options.table, id))
    const runs: { letterId: string; runId: string }[] = []
    for (const letter of letters)
      runs.push({ letterId: letter.id, runId: await this.#replayOne(letter, payload ?? letter.payload, by) })
    return { runs }
  }

  async #replayOne(letter: Letter, payload: Json, by: string): Promise<string> {
    const { engine, commands } = this.#options
    const { id, workflow: name = '', workspace = '', source } = letter
    const document = await commands.byName(name, workspace)
    if (!document) throw new CallError('command.unknown', `There is no command /${name} any more, so ${id} stays.`)
    const { workflow, args } = runnable(document, {})
    // The delivery's id is the letter's, so that it is delivered once.
    const delivery = `${id}#replay`
    const start = { workflow, args, workspace, trusted: document.trusted, by, entry: source, payload, delivery }
    const { runId } = await engine.start({ ...start, letter: id })
    return runId
  }

  discard({ ids }: ParsedInput<'letters.discard'>): { discarded: number } {
    const at = new Date(this.#options.clock.now()).toISOString()
    for (const id of ids) openLetter(this.#options.table, id)
    return { discarded: ids.filter((id) => this.#options.table.discard(id, at)).length }
  }
}

function toView({ cause, ...letter }: Letter): LetterView {
  return { ...letter, ...cause }
}
