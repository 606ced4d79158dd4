/** What one execution holds while it is active: a place, a lock, a timer. All are given back when it ends or is let go of. */
import { deadlineNow } from '#shared/state/deadline.ts'
import type { PlaceTaker } from '../places.ts'
import type { Execution } from './execution.ts'

/** The family that takes a place among what runs at once (DESIGN 4.3). */
const TAKES_PLACE = 'work'

interface Given {
  giveBack(): void
}

export class Resources implements PlaceTaker {
  readonly #execution: Execution
  #place: Given | undefined
  #giveLockBack: (() => void) | undefined
  #cancelTimer: (() => void) | undefined
  /** From the request for a place until it begins; `let`: it waits for one in a paused run, by a single step. */
  placing: 'asks' | 'waits' | 'let' | 'has come' | undefined
  holdsLock = false
  /** It took its lock at once, which no event says. */
  isLockUntold = false

  constructor(execution: Execution) {
    this.#execution = execution
  }

  /** Answers by `execution.placed`, at once or in a step of its own; a kind that takes no place waits only while the run is paused. */
  takePlace(): void {
    const execution = this.#execution
    const { run, node } = execution
    this.#place = node.kind.behaviour.family === TAKES_PLACE ? run.claims.place(execution) : this.#whenGoing()
    // Whoever takes the run over takes the lock again before others do.
    if (this.isLockUntold && (run.isPaused || this.placing === 'waits')) this.#tellLock()
  }

  #whenGoing(): Given {
    return { giveBack: this.#execution.run.whenGoing(this.#execution, () => this.placed()) }
  }

  placed(): void {
    const { placing } = this
    this.placing = placing === 'waits' ? 'has come' : undefined
    const { run } = this.#execution
    // It got its place within a step of another node: what that one brings comes first.
    if (placing === 'waits' || placing === 'let') run.act(() => run.afterStep(this))
    else run.act(this)
  }

  /** It has its place. In a run that was paused while it waited others may have that until the run goes on. */
  proceed(): void {
    const execution = this.#execution
    const isHeld = this.placing === 'has come' && execution.run.isPaused
    this.placing = undefined
    if (!isHeld || !execution.isActive) return execution.placed()
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

  /** The same of a deadline that stands in the log since `setAt` (ISO). */
  armDeadline(at: number, setAt: string | undefined, due: () => void): void {
    this.armTimer(deadlineNow(at, setAt, this.#execution.run.clock.now()), due)
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
