/**
 * Drives a run of the engine and the reference side by side: the engine makes a move, the reference makes the same one,
 * and after each step both must offer the same moves and have executed the same. Where the rules leave an order open
 * within a step, the reference follows the engine's.
 */
import { Reference } from '#test/engine/reference/interpreter.ts'
import { CLOCK } from '#test/engine/reference/moves.ts'
import { type Outcomes, outcomesOf } from '#test/engine/reference/outcome.ts'
import type { Case, Interruption } from '#test/support/graphs/cases.ts'
import { KNOWN_WRONG_RESULT } from './known-deviations.ts'
import { observedOfEvents, observedOfReference, type Seen, skipsOfEvents, skipsOfReference } from './observed.ts'
import { inOrderOf } from './order-of-endings.ts'

/** What the simulator needs of an engine. `moves` are named as the reference names them, without the clock. */
export interface Lockstep {
  readonly moves: readonly string[]
  /** All events of the run so far, with the step in which they came. */
  readonly seen: readonly Seen[]
  start(): Promise<void>
  move(label: string): Promise<void>
  turn(ms: number): Promise<void>
  stop(undo: boolean): Promise<void>
  resume(): Promise<void>
  crash(): Promise<void>
  close(): Promise<void>
}

/** Runs that take longer are compared as far as they have come. */
const MOST_MOVES = 150

/** The two disagree, and about what. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch'
}

const differing = (what: string, expected: readonly string[], actual: readonly string[]): void => {
  const missing = expected.filter((line) => !actual.includes(line))
  const surplus = actual.filter((line) => !expected.includes(line))
  if (missing.length + surplus.length === 0 && expected.length === actual.length) return
  const lines = [
    ...missing.map((line) => `  reference only: ${line}`),
    ...surplus.map((line) => `  engine only:    ${line}`),
  ]
  throw new Mismatch([`${what}:`, ...(lines.length > 0 ? lines : ['  the same, but not equally often'])].join('\n'))
}

export class Simulator {
  readonly #case: Case
  readonly #engine: Lockstep
  #reference: Reference | undefined
  #seen = 0
  readonly steps: string[] = []

  constructor(of: Case, engine: Lockstep) {
    this.#case = of
    this.#engine = engine
  }

  get reference(): Reference {
    if (this.#reference === undefined) throw new Error('The simulation has not been started.')
    return this.#reference
  }

  /** Throws a Mismatch where the two part. */
  async play(): Promise<void> {
    const { flow, script, schedule } = this.#case
    await this.#engine.start()
    this.#reference = new Reference(flow, script, { prefer: inOrderOf(flow, this.#engine.seen) })
    this.#compare()
    for (let move = 0; move < MOST_MOVES; move += 1) {
      for (const { at, what } of this.#case.interruptions) if (at === move) await this.#interrupt(what)
      const { moves } = this.reference
      if (moves.length === 0) return
      await this.#move(moves[(schedule[move] ?? 0) % moves.length] ?? '')
    }
  }

  async #move(label: string): Promise<void> {
    const { untilDue } = this.reference
    await this.#step(
      label,
      () => (label === CLOCK ? this.#engine.turn(untilDue) : this.#engine.move(label)),
      () => this.reference.move(label),
    )
  }

  async #interrupt(what: Interruption): Promise<void> {
    const engine = this.#engine
    if (this.reference.world.status !== 'running') return
    if (what === 'crash')
      return this.#step(
        what,
        () => engine.crash(),
        () => this.reference.crash(),
      )
    const undo = what === 'undo'
    await this.#step(
      what,
      () => engine.stop(undo),
      () => this.reference.stop({ undo }),
    )
    if (!undo)
      await this.#step(
        'resume',
        () => engine.resume(),
        () => this.reference.resume(),
      )
  }

  async #step(what: string, engine: () => Promise<void>, reference: () => void): Promise<void> {
    this.steps.push(what)
    this.#seen = this.#engine.seen.length
    await engine()
    this.reference.prefer = inOrderOf(this.#case.flow, this.#engine.seen.slice(this.#seen))
    reference()
    this.#compare()
  }

  #compare(): void {
    const outcomes = outcomesOf(this.reference.world)
    const [expected, actual] = [observedOfReference(outcomes), observedOfEvents(this.#engine.seen)]
    differing('executions', expected.executions, actual.executions)
    this.#compareSkips(outcomes)
    differing(
      'possible moves',
      this.reference.moves.filter((label) => label !== CLOCK),
      this.#engine.moves,
    )
    const ending = ({ status, result, error }: typeof expected): string[] => [
      `status ${status}`,
      `result ${KNOWN_WRONG_RESULT(this.#case.flow) ? '' : JSON.stringify(result)}`,
      `error ${JSON.stringify(error)}`,
    ]
    differing('the run', ending(expected), ending(actual))
    differing('compensations', expected.compensations, actual.compensations)
  }

  /** Where the run ends in this step by an `end` or a failure, it does not matter how far the dead paths were followed. */
  #compareSkips(outcomes: Outcomes): void {
    const { status, step } = this.reference.world
    const settled = status === 'running' ? step : step - 1
    const upTo = (lines: readonly string[]): string[] => lines.filter((line) => Number(line.split('@')[1]) <= settled)
    const skips = skipsOfReference(outcomes)
    const skipped = upTo(skipsOfEvents(this.#engine.seen))
    const lasting = upTo(skips.lasting)
    const relevant = skipped.filter((line) => lasting.includes(line) || !skips.all.includes(line))
    differing('skipped', [...new Set(lasting)], [...new Set(relevant)])
  }
}
