/** The dead letters: what could not be processed, looked at, changed, delivered again or thrown away. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { ParsedInput } from '#shared/ipc/contract.ts'
import type { LetterView } from '#shared/ipc/views/run-views.ts'
import type { Json } from '#shared/json.ts'
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
    const runs: { letterId: string; runId: string }[] = []
    for (const id of ids) runs.push({ letterId: id, runId: await this.#replayOne(this.#open(id), payload, by) })
    return { runs }
  }

  async #replayOne(letter: Letter, edited: Json | undefined, by: string): Promise<string> {
    const { engine, commands, clock, table } = this.#options
    const { id, workflow: name = '', workspace = '', source } = letter
    const document = await commands.byName(name, workspace)
    if (!document) throw new CallError('command.unknown', `There is no command /${name} any more, so ${id} stays.`)
    const payload = edited ?? letter.payload
    const { workflow, args } = runnable(document, {})
    // Of two people who replay it, one delivers it: the delivery's id is the letter's.
    const delivery = `${id}#replay`
    const start = { workflow, args, workspace, trusted: document.trusted, by, entry: source, payload, delivery }
    const { runId } = await engine.start({ ...start, letter: id })
    table.markReplayed(id, { runId, payload, at: new Date(clock.now()).toISOString() })
    return runId
  }

  discard({ ids }: ParsedInput<'letters.discard'>): { discarded: number } {
    const at = new Date(this.#options.clock.now()).toISOString()
    for (const id of ids) this.#open(id)
    return { discarded: ids.filter((id) => this.#options.table.discard(id, at)).length }
  }

  #open(id: string): Letter {
    const letter = this.#options.table.find(id)
    if (!letter) throw new CallError('letter.unknown', `There is no letter ${id}.`)
    if (letter.state === 'open') return letter
    const became = letter.state === 'replayed' ? `was replayed as run ${letter.replayedAs}` : 'was discarded'
    throw new CallError('letter.settled', `The letter ${id} ${became} already.`)
  }
}

function toView({ cause, ...letter }: Letter): LetterView {
  return { ...letter, ...cause }
}
