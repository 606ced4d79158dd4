/**
 * Drives a run of the engine and the reference side by side: the engine makes a move, the reference makes the same one,
 * and after each step both must offer the same moves and have executed the same. Where the rules leave an order open
 * within a step, the reference follows the engine's.
 */
import { Reference } from '#test/engine/reference/interpreter.ts'
import { CLOCK } from '#test/engine/reference/moves.ts'
import type { Prefer } from '#test/engine/reference/prefer.ts'
import type { Case, Interruption } from '#test/support/graphs/cases.ts'
import { compare } from './compared.ts'
import type { Seen } from './observed.ts'
import { inOrderOf } from './open-order.ts'
import { ORDERS } from './orders.ts'

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
  /** The ways in which each of them could be made. */
  readonly #ways: (readonly Step[])[] = []
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

  /**
   * The engine goes first. Where its own order does not explain what it did, another one may; or another one of a step
   * before: which one was right may show only later, such as in who waits for a lock.
   */
  async #step(what: string, engine: () => Promise<void>, act: Step['act']): Promise<void> {
    const before = this.#engine.seen.length
    await engine()
    const seen = this.#engine.seen.slice(before)
    const ways = ORDERS.map((order) => ({ what, act, prefer: () => inOrderOf(this.#case.flow, seen, order) }))
    const mismatch = this.#firstThatFits(ways)
    if (mismatch !== undefined && !this.#fitsOtherwise(ways)) {
      if (ways[0]) this.#take(ways[0])
      throw mismatch
    }
    this.#ways.push(ways)
  }

  /** Takes it; answers with why the first does not fit where none does. */
  #firstThatFits(ways: readonly Step[]): unknown {
    const mismatches = []
    for (const way of ways) {
      const mismatch = this.#triedWith(way)
      if (mismatch === undefined) return undefined
      mismatches.push(mismatch)
      this.#steps.pop()
      this.#reference = undefined
    }
    return mismatches[0]
  }

  #fitsOtherwise(ways: readonly Step[]): boolean {
    for (let at = this.#steps.length - 1; at >= 0; at -= 1) {
      const taken = this.#steps[at]
      for (const other of this.#ways[at] ?? []) {
        this.#steps[at] = other
        this.#reference = undefined
        if (this.#firstThatFits(ways) === undefined) return true
      }
      if (taken) this.#steps[at] = taken
    }
    this.#reference = undefined
    return false
  }

  #triedWith(step: Step): unknown {
    try {
      this.#take(step)
      compare(this.reference, this.#engine, this.#compensable)
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
}
