/** The engine and the reference held against each other at one moment. */
import type { Reference } from '#test/engine/reference/interpreter.ts'
import { CLOCK } from '#test/engine/reference/moves.ts'
import { type Outcomes, outcomesOfAll } from '#test/engine/reference/outcome.ts'
import { withdrawnRuns } from '#test/engine/reference/world.ts'
import type { Lockstep } from './lockstep.ts'
import {
  nameOfEvent,
  type Observed,
  observedOfEvents,
  observedOfReference,
  type Seen,
  skipsOfEvents,
  skipsOfReference,
} from './observed.ts'

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

const numbered = (names: readonly string[]): string[] => names.map((name, index) => `${index + 1}. ${name}`)

/** Both must offer the same moves and have executed the same. `compensable`: ids of nodes that name a compensator. Throws a Mismatch. */
export const compare = (
  reference: Reference,
  engine: Pick<Lockstep, 'moves' | 'seen'>,
  compensable: ReadonlySet<string>,
): void => new Comparison(reference, engine, compensable).compare()

class Comparison {
  readonly #reference: Reference
  readonly #engine: Pick<Lockstep, 'moves' | 'seen'>
  readonly #compensable: ReadonlySet<string>

  constructor(reference: Reference, engine: Pick<Lockstep, 'moves' | 'seen'>, compensable: ReadonlySet<string>) {
    this.#reference = reference
    this.#engine = engine
    this.#compensable = compensable
  }

  compare(): void {
    const moves = this.#reference.moves.filter((label) => label !== CLOCK)
    const outcomes = outcomesOfAll(this.#reference.world)
    const { seen } = this.#engine
    for (const { root } of withdrawnRuns(this.#reference.world)) outcomes.delete(root.path)
    const begun = new Set(seen.map(({ run }) => run))
    const withdrawn = this.#withdrawnCalls(seen)
    differing(
      'runs',
      [...outcomes.keys()],
      [...begun].filter((run) => !withdrawn(run)),
    )
    for (const [run, expected] of outcomes)
      this.#compareRun(
        run,
        expected,
        seen.filter((one) => one.run === run),
      )
    differing('possible moves', moves, this.#engine.moves)
  }

  /** As `withdrawnRuns` says of the reference. */
  #withdrawnCalls(seen: readonly Seen[]): (run: string) => boolean {
    const calls = seen.flatMap(({ event, run }) => {
      if (event.type !== 'child.started') return []
      const isOf = ({ event: other, run: of }: Seen): boolean =>
        other.type === 'node.interrupted' &&
        of === run &&
        nameOfEvent(other) === nameOfEvent(event) &&
        other.iteration === event.iteration
      return seen.some(isOf) ? [event.data.runId] : []
    })
    const paths = [...new Set(seen.filter(({ event }) => calls.includes(event.runId)).map(({ run }) => run))]
    return (run) => paths.some((path) => run === path || run.startsWith(`${path}/`))
  }

  #compareRun(run: string, outcomes: Outcomes, seen: readonly Seen[]): void {
    const [expected, actual] = [observedOfReference(outcomes), observedOfEvents(seen)]
    differing('executions', expected.executions, actual.executions)
    differing('items', expected.items, actual.items)
    const completed = seen.flatMap(({ event }) =>
      event.type === 'node.completed' && this.#compensable.has(event.nodeId ?? '') ? [nameOfEvent(event)] : [],
    )
    differing('order of what can be compensated', numbered(outcomes.compensable), numbered(completed))
    this.#compareSkips(outcomes, seen)
    differing(run === '' ? 'the run' : `the run of ${run}`, this.#ending(expected), this.#ending(actual))
    differing('compensations', expected.compensations, actual.compensations)
  }

  #ending({ status, result, error }: Observed): string[] {
    return [`status ${status}`, `result ${JSON.stringify(result)}`, `error ${JSON.stringify(error)}`]
  }

  /** In the step in which an `end` or a failure closes the run it does not matter how far the dead paths were followed. */
  #compareSkips(outcomes: Outcomes, seen: readonly Seen[]): void {
    const { closedIn } = outcomes
    const settled = closedIn === undefined ? this.#reference.world.step : closedIn - 1
    const upTo = (lines: readonly string[]): string[] =>
      lines.filter((line) => Number(line.split('@').at(-1)) <= settled)
    const skips = skipsOfReference(outcomes)
    const skipped = upTo(skipsOfEvents(seen))
    const lasting = upTo(skips.lasting)
    const relevant = skipped.filter((line) => lasting.includes(line) || !skips.all.includes(line))
    differing('skipped', [...new Set(lasting)], [...new Set(relevant)])
  }
}
