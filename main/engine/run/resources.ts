/** What one execution holds while it is active: a place, a lock, a timer. All are given back when it ends or is let go of. */
import type { Execution } from './execution.ts'

/** The family that takes a place among what runs at once (DESIGN 4.3). */
const TAKES_PLACE = 'work'

interface Given {
  giveBack(): void
}

function goesOn(execution: Execution): Given {
  return { giveBack: execution.run.whenGoing(execution, () => execution.placed()) }
}

export class Resources {
  readonly #execution: Execution
  #place: Given | undefined
  #giveLockBack: (() => void) | undefined
  #cancelTimer: (() => void) | undefined
  holdsLock = false
  /** It took its lock at once, which no event says. */
  isLockUntold = false

  constructor(execution: Execution) {
    this.#execution = execution
  }

  /** Answers by `execution.placed`, at once or later; a kind that takes no place waits only while the run is paused. */
  takePlace(): void {
    const execution = this.#execution
    const { run, node } = execution
    this.#place = node.kind.behaviour.family === TAKES_PLACE ? run.claims.place(execution) : goesOn(execution)
    // Whoever takes the run over takes the lock again before others do.
    if (this.isLockUntold && (run.isPaused || execution.placing === 'waits')) this.#tellLock()
  }

  /** Gives its place to others until the run goes on. */
  placeLater(): void {
    this.freePlace()
    this.takePlace()
  }

  #tellLock(): void {
    const { lock } = this.#execution.node.definition
    this.isLockUntold = false
    if (lock !== undefined) this.#execution.emit('lock.taken', { lock })
  }

  freePlace(): void {
    const place = this.#place
    this.#place = undefined
    place?.giveBack()
  }

  /** Calls `locked` at once or later; at once where the node has no lock. */
  takeLock(locked: () => void): void {
    const { run, node } = this.#execution
    const { lock } = node.definition
    if (lock === undefined) return locked()
    this.#giveLockBack = run.claims.lock(this.#execution, lock, () => {
      this.holdsLock = true
      locked()
    })
  }

  /** Instead of the timer that was armed before, if any. `at` in ms since 1970. */
  armTimer(at: number, due: () => void): void {
    this.#cancelTimer?.()
    const { run } = this.#execution
    this.#cancelTimer = run.clock.setTimer(at, () => run.step(this.#execution, due))
  }

  disarmTimer(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
  }

  release(): void {
    if (this.#cancelTimer) this.disarmTimer()
    if (this.#place) this.freePlace()
    if (this.#giveLockBack) this.#freeLock()
  }

  #freeLock(): void {
    const giveBack = this.#giveLockBack
    this.#giveLockBack = undefined
    this.isLockUntold = false
    giveBack?.()
  }
}
