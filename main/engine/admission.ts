/**
 * How many runs begin in one turn of the event loop. Runs that go on side by side are all in memory until their common
 * commit; begun a few at a time, the first are stored and let go of before the last are made, and what comes from outside
 * is heard between them.
 *
 *   A1. In the order in which they were asked for, a share each turn.
 *   A2. What is yet to be made ready takes its share when it is.
 *   A3. A run that only waits once it has begun takes no share: nothing of it goes on.
 */
import { canMove } from '#shared/state/can-move.ts'
import type { RunState } from '#shared/state/run-state.ts'
import { Lane } from './run/step-queue.ts'

/** Fewer make more commits, more keep more in memory. */
const SHARE = 16

export class Admission {
  #left = SHARE
  #isTurnSet = false
  #coming = 0
  readonly #waiting = new Lane<() => void>()

  /** Nobody waits to begin. */
  get isEmpty(): boolean {
    return this.#waiting.first === undefined && this.#coming === 0
  }

  /** A2. */
  async enterOnce<T>(ready: Promise<void>, begin: () => Promise<T>): Promise<T> {
    this.#coming += 1
    try {
      await ready
    } finally {
      this.#coming -= 1
    }
    return this.enter(begin)
  }

  /** Now, or in a later turn. */
  enter<T>(begin: () => Promise<T>): Promise<T> {
    if (this.#left > 0) return begin()
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          begin().then(resolve, reject)
        } catch (error) {
          reject(error)
        }
      })
    })
  }

  /** A run has begun, in whichever way. */
  begun(state: RunState): void {
    if (state.waits.size > 0 && !canMove(state, false)) return
    this.#left -= 1
    if (this.#isTurnSet) return
    this.#isTurnSet = true
    setImmediate(() => this.#nextTurn())
  }

  #nextTurn(): void {
    this.#isTurnSet = false
    this.#left = SHARE
    while (this.#left > 0 && this.#waiting.first !== undefined) this.#waiting.take()?.()
  }
}
