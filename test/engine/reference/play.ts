import { readFlow } from './flow.ts'
import { Reference, type ReferenceOptions } from './interpreter.ts'
import { type Outcomes, outcomesOf } from './outcome.ts'
import type { Outcome, Recovery, Script } from './script.ts'

/** `out`, `fails`, `final` and `refused` as outcomes; any other word is a port. */
const readOutcome = (word: string): Outcome => {
  if (word === 'fails') return { fails: 'boom' }
  if (word === 'final') return { fails: 'boom', final: true }
  return word === 'refused' ? { refused: true } : { leaves: word }
}

/** By node id what its attempts do, in turn. */
export const readScript = (outcomes: Record<string, string>, recoveries: Record<string, Recovery> = {}): Script => ({
  outcomes: Object.fromEntries(Object.entries(outcomes).map(([id, words]) => [id, words.split(' ').map(readOutcome)])),
  recoveries,
})

/** A hand-written case: a flow in its notation, and by node id what its attempts do, in turn. */
export class Play {
  readonly reference: Reference

  constructor(text: string, outcomes: Record<string, string> = {}, options: PlayOptions = {}) {
    const script = readScript(outcomes, options.recoveries)
    this.reference = new Reference(readFlow(text), script, options)
  }

  /** Makes these moves, in order. */
  moves(...labels: readonly string[]): this {
    for (const label of labels) this.reference.move(label)
    return this
  }

  /** Makes the first possible move until there is none. */
  toEnd(): this {
    for (let first = this.reference.moves[0]; first !== undefined; first = this.reference.moves[0]) {
      this.reference.move(first)
    }
    return this
  }

  get possible(): string[] {
    return this.reference.moves
  }

  get outcomes(): Outcomes {
    return outcomesOf(this.reference.world)
  }

  /** The executions of a node, each in a word or two: its status, or the port by which it left. */
  of(node: string): string[] {
    return this.outcomes.executions
      .filter((executed) => executed.node === node)
      .map(({ status, port }) => (status === 'active' || status === 'interrupted' ? status : (port ?? status)))
  }

  /** The nodes skipped so far. */
  get skipped(): string[] {
    return this.outcomes.skips.map(({ name }) => name).sort()
  }
}

export interface PlayOptions extends ReferenceOptions {
  readonly recoveries?: Record<string, Recovery>
}
