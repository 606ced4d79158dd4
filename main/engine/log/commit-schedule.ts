/**
 * When the log commits: at the end of each turn of the event loop in which something was staged.
 *
 *   S1. One turn of the event loop never asks for two.
 *   S2. What follows from a commit at once is committed in the same turn, but not without end: the event loop is let in
 *       after some, and the rest is committed in the next turn.
 *   S3. A commit that fails is tried again a second later: once, however many ask for it meanwhile. The trouble is told
 *       once as long as it stays the same.
 */
import type { Clock } from '../ports/clock.ts'
import { messageOf } from './database.ts'

const RETRY_MS = 1_000
const COMMITS_A_TURN = 16

export interface Commits {
  /** Something waits for a commit. */
  readonly isDue: boolean
  /** Throws where it could not be stored; all is as it was then. */
  commit(): void
}

export interface CommitScheduleOptions {
  readonly clock: Clock
  /** Commits fail (with the reason) or work again (null). */
  readonly onTrouble: (message: string | null) => void
}

export class CommitSchedule {
  /** A turn that commits is asked for. */
  isSet = false
  readonly #log: Commits
  readonly #options: CommitScheduleOptions
  /** What keeps it from storing, while it does. */
  #trouble: string | undefined
  #takeRetryBack: (() => void) | undefined

  constructor(log: Commits, options: CommitScheduleOptions) {
    this.#log = log
    this.#options = options
  }

  /** Commits at the end of this turn. While commits fail, the next try does. */
  set(): void {
    if (this.isSet || this.#trouble !== undefined) return
    this.isSet = true
    this.#nextTurn()
  }

  // Apart from the above, which is called with every event: a function that makes another costs that each time.
  #nextTurn(): void {
    // Also after a flush in between: S1.
    setImmediate(() => {
      this.isSet = false
      this.#commitShare()
    })
  }

  /** What waits, without waiting for the end of the turn. While commits fail, the next try does. */
  hurry(): void {
    if (this.#trouble === undefined) this.#commitShare()
  }

  /** S2. */
  #commitShare(): void {
    for (let commits = 0; this.#log.isDue; commits += 1) {
      if (commits === COMMITS_A_TURN) return this.set()
      if (!this.#commit()) return
    }
  }

  /** All that waits, with all that follows from it at once. Returns false where the disk refused; it will be tried again. */
  flush(): boolean {
    while (this.#log.isDue) if (!this.#commit()) return false
    return true
  }

  /** Nothing is tried any more. */
  end(): void {
    this.#takeRetryBack?.()
    this.#takeRetryBack = undefined
  }

  #commit(): boolean {
    try {
      this.#log.commit()
    } catch (error) {
      this.#failed(error)
      return false
    }
    return true
  }

  /** A commit has worked. */
  worked(): void {
    if (this.#trouble === undefined) return
    this.#trouble = undefined
    this.#options.onTrouble(null)
  }

  #failed(error: unknown): void {
    const trouble = `Slashflow cannot write its log: ${messageOf(error)}. Runs hold, and go on by themselves when it can.`
    if (trouble !== this.#trouble) this.#options.onTrouble(trouble)
    this.#trouble = trouble
    const { clock } = this.#options
    this.#takeRetryBack ??= clock.setTimer(clock.now() + RETRY_MS, () => this.#retry())
  }

  #retry(): void {
    this.#takeRetryBack = undefined
    this.#commitShare()
  }
}
