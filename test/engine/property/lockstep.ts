/**
 * Drives a run of the engine and the reference side by side: the engine makes a move, the reference makes the same one,
 * and after each step both must offer the same moves and have executed the same. Where the rules leave an order open
 * within a step, the reference follows the engine's.
 */
import { Reference } from '#test/engine/reference/interpreter.ts'
import { CLOCK } from '#test/engine/reference/moves.ts'
import { type Outcomes, outcomesOfAll } from '#test/engine/reference/outcome.ts'
import type { Prefer } from '#test/engine/reference/prefer.ts'
import { withdrawnRuns } from '#test/engine/reference/world.ts'
import type { Case, Interruption } from '#test/support/graphs/cases.ts'
import {
  nameOfEvent,
  type Observed,
  observedOfEvents,
  observedOfReference,
  type Seen,
  skipsOfEvents,
  skipsOfReference,
} from './observed.ts'
import { inOrderOf, ORDERS } from './open-order.ts'

/** What the simulator needs of an engine. `moves` are named as the reference names them, without the clock. */
export interface Lockstep {
  readonly moves: readonly string[]
  /** All events of the run so far, with the step in which they came. */
  readonly seen: readonly Seen[]
  start(): Promise<void>
  move(label: string): Promise<void>
  turn(ms: number): Promise<void>
  stop(undo: boolean): Promise<void>
  stopOne(label: string): Promise<void>
  resume(): Promise<void>
  pause(): Promise<void>
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

const numbered = (names: readonly string[]): string[] => names.map((name, index) => `${index + 1}. ${name}`)

interface Step {
  readonly what: string
  readonly act: (reference: Reference) => void
  /** Made anew each time the step is played. */
  readonly prefer: () => Prefer
}

export class Simulator {
  readonly #case: Case
  readonly #limit: number | undefined
  readonly #engine: Lockstep
  #reference: Reference | undefined
  readonly #steps: Step[] = []
  readonly #compensable: ReadonlySet<string>

  /** `limit`: how much of a run works at once. */
  constructor(of: Case, engine: Lockstep, limit?: number) {
    this.#limit = limit
    this.#case = of
    this.#engine = engine
    const named = of.flow.nodes.filter(({ compensate }) => compensate !== undefined)
    this.#compensable = new Set(named.map(({ id }) => id))
  }

  /** The moves made so far. */
  get steps(): string[] {
    return this.#steps.map(({ what }) => what)
  }

  /** What the reference did; nothing where the two did not even begin. */
  get trace(): readonly string[] {
    return this.#reference?.world.trace ?? []
  }

  get reference(): Reference {
    if (this.#reference === undefined) throw new Error('The simulation has not been started.')
    return this.#reference
  }

  /** Throws a Mismatch where the two part. */
  async play(): Promise<void> {
    const { schedule } = this.#case
    await this.#step(
      'start',
      () => this.#engine.start(),
      () => {},
    )
    for (let move = 0; move < MOST_MOVES; move += 1) {
      for (const { at, what } of this.#case.interruptions) if (at === move) await this.#interrupt(what)
      const { moves, world } = this.reference
      if (moves.length === 0 && world.paused && world.status === 'running') {
        await this.#interrupt('go on')
        continue
      }
      if (moves.length === 0) return
      await this.#move(moves[(schedule[move] ?? 0) % moves.length] ?? '')
    }
  }

  #move(label: string): Promise<void> {
    const { untilDue } = this.reference
    const engine = (): Promise<void> => (label === CLOCK ? this.#engine.turn(untilDue) : this.#engine.move(label))
    return this.#step(label, engine, (reference) => reference.move(label))
  }

  async #interrupt(what: Interruption): Promise<void> {
    const engine = this.#engine
    const { status, paused } = this.reference.world
    const isUnder = status === 'running' || status === 'compensating'
    const step = (act: Step['act'], real: () => Promise<void>): Promise<void> => this.#step(what, real, act)
    if (what === 'crash' && isUnder)
      return step(
        (reference) => reference.crash(),
        () => engine.crash(),
      )
    if (what === 'stop' && isUnder) return this.#stopAndResume()
    if (status !== 'running') return
    if (what === 'undo')
      return step(
        (reference) => reference.stop({ undo: true }),
        () => engine.stop(true),
      )
    if (what === 'pause' && !paused)
      return step(
        (reference) => reference.pause(),
        () => engine.pause(),
      )
    if (what === 'go on' && paused)
      return step(
        (reference) => reference.goOn(),
        () => engine.resume(),
      )
    if (what === 'stop one') await this.#stopOne()
  }

  async #stopAndResume(): Promise<void> {
    await this.#step(
      'stop',
      () => this.#engine.stop(false),
      (reference) => reference.stop(),
    )
    await this.#step(
      'resume',
      () => this.#engine.resume(),
      (reference) => reference.resume(),
    )
  }

  /** Which one follows from the case, as everything does. */
  async #stopOne(): Promise<void> {
    const { stoppable } = this.reference
    const label = stoppable[(this.#case.schedule[this.#steps.length] ?? 0) % stoppable.length]
    if (label === undefined) return
    await this.#step(
      `stop ${label}`,
      () => this.#engine.stopOne(label),
      (reference) => reference.stopOne(label),
    )
  }

  /** The engine goes first. Where its own order does not explain what it did, another one may. */
  async #step(what: string, engine: () => Promise<void>, act: Step['act']): Promise<void> {
    const before = this.#engine.seen.length
    await engine()
    const seen = this.#engine.seen.slice(before)
    const steps = ORDERS.map((order) => ({ what, act, prefer: () => inOrderOf(this.#case.flow, seen, order) }))
    const mismatches = []
    for (const step of steps) {
      const mismatch = this.#triedWith(step)
      if (mismatch === undefined) return
      mismatches.push(mismatch)
      this.#steps.pop()
      this.#reference = undefined
    }
    if (steps[0] !== undefined) this.#take(steps[0])
    throw mismatches[0]
  }

  #triedWith(step: Step): unknown {
    try {
      this.#take(step)
      this.#compare()
      return undefined
    } catch (error) {
      return error
    }
  }

  /** Plays the reference one step on; from the start where the latest step was taken back. */
  #take(step: Step): void {
    const { flow, script } = this.#case
    this.#steps.push(step)
    const [first = step] = this.#steps
    const later = this.#reference === undefined ? this.#steps.slice(1) : [step]
    const reference = this.#reference ?? new Reference(flow, script, this.#options(first))
    for (const { act, prefer } of later) {
      reference.prefer = prefer()
      act(reference)
    }
    this.#reference = reference
  }

  #options({ prefer }: Step): ConstructorParameters<typeof Reference>[2] {
    return { prefer: prefer(), ...(this.#limit !== undefined && { limit: this.#limit }) }
  }

  #compare(): void {
    const moves = this.reference.moves.filter((label) => label !== CLOCK)
    const outcomes = outcomesOfAll(this.reference.world)
    const { seen } = this.#engine
    for (const { root } of withdrawnRuns(this.reference.world)) outcomes.delete(root.path)
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
    const settled = closedIn === undefined ? this.reference.world.step : closedIn - 1
    const upTo = (lines: readonly string[]): string[] =>
      lines.filter((line) => Number(line.split('@').at(-1)) <= settled)
    const skips = skipsOfReference(outcomes)
    const skipped = upTo(skipsOfEvents(seen))
    const lasting = upTo(skips.lasting)
    const relevant = skipped.filter((line) => lasting.includes(line) || !skips.all.includes(line))
    differing('skipped', [...new Set(lasting)], [...new Set(relevant)])
  }
}
