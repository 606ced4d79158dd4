/**
 * How long runs work before the event loop is let in: a chain of thousands of nodes that end at once is no single turn, in
 * which nobody could stop it and no other run or call were answered.
 *
 *   A1. A turn of the event loop has one share, for all runs of the process, and for what is done before one begins or goes
 *       on: a large workflow is compiled, and a long log is read, over as many turns as it takes.
 *   A2. What is put off goes on in the next turns, first put off, first served: a long chain does not keep a short one
 *       waiting. Between two turns everything that is staged is stored, and what comes from outside is heard.
 */

import type { Steps } from '#shared/steps.ts'
import type { Clock } from '../ports/clock.ts'
import { Lane } from './step-queue.ts'

export interface Pace {
  /** Asked before each node of a step begins: whether the rest of the step is put off. */
  isSpent(): boolean
  /** The same between pieces of work that take a while each. */
  isOver(): boolean
  /** Goes on in a later turn of the event loop. */
  putOff(goOn: () => void): void
}

/** Less than a frame of the screen, and many steps of a long chain. */
const SHARE_MS = 10
/** Short chains never look at the clock. */
const NODES_A_LOOK = 16

export class TurnPace implements Pace {
  readonly #clock: Pick<Clock, 'monotonic'>
  #nodes = 0
  /** When the present turn was looked at first. */
  #since: number | undefined
  #isSpent = false
  readonly #putOff = new Lane<() => void>()

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }

  isSpent(): boolean {
    if (this.#isSpent) return true
    this.#nodes += 1
    if (this.#nodes < NODES_A_LOOK) return false
    this.#nodes = 0
    return this.#look()
  }

  isOver(): boolean {
    return this.#isSpent || this.#look()
  }

  #look(): boolean {
    const now = this.#clock.monotonic()
    if (this.#since === undefined) this.#begin(now)
    else this.#isSpent = now - this.#since >= SHARE_MS
    return this.#isSpent
  }

  putOff(goOn: () => void): void {
    this.#putOff.push(goOn)
    if (this.#since === undefined) this.#begin(this.#clock.monotonic())
  }

  #begin(now: number): void {
    this.#since = now
    setImmediate(() => this.#nextTurn())
  }

  #nextTurn(): void {
    this.#since = undefined
    this.#isSpent = false
    if (this.#putOff.first === undefined) return
    this.#begin(this.#clock.monotonic())
    for (let goOn = this.#putOff.take(); goOn; goOn = this.isOver() ? undefined : this.#putOff.take()) goOn()
  }
}

/** What it gives, at once where the present turn is enough. */
export function inTurns<T>(steps: Steps<T>, pace: Pace): T | Promise<T> {
  const first = untilSpent(steps, pace)
  if (first) return first.value
  return new Promise((resolve, reject) => {
    const goOn = () => {
      try {
        const end = untilSpent(steps, pace)
        if (end) resolve(end.value)
        else pace.putOff(goOn)
      } catch (error) {
        reject(error)
      }
    }
    pace.putOff(goOn)
  })
}

function untilSpent<T>(steps: Steps<T>, pace: Pace): { readonly value: T } | undefined {
  for (;;) {
    const step = steps.next()
    if (step.done) return { value: step.value }
    if (pace.isOver()) return undefined
  }
}
