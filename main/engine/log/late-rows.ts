/** When the row of a run is written: at once where a list shows a difference, else a little late and many at a time. */
import type { Clock } from '../ports/clock.ts'
import type { Addition, Chain } from './event-store.ts'

const LATE_AFTER_MS = 250

/** The table of runs, as the log sees it. */
export interface RunTable {
  /** What must never be late (status, number of waits), in any words: a row is written when they change. Undefined: no such run here. */
  shows(runId: string): string | undefined
  /** `last`: the run's last chunk, 0 where it has none. */
  write(runId: string, last: number): void
}

export class LateRows {
  table: RunTable | undefined
  readonly #clock: Clock
  readonly #flush: () => void
  readonly #shown = new Map<Chain, string>()
  /** Since when a row is behind (monotonic), oldest first. */
  readonly #behind = new Map<Chain, number>()
  /** Of the transaction under way. */
  readonly #written = new Map<Chain, string>()
  /** Of the same, whole as their rows were made. */
  readonly #made = new Map<Chain, string>()
  readonly #later: Chain[] = []
  /** Of the rows that are behind. */
  #oldest = Number.POSITIVE_INFINITY
  #takeBack: (() => void) | undefined
  #isHurried = false

  constructor(clock: Clock, flush: () => void) {
    this.#clock = clock
    this.#flush = flush
  }

  /** Whose rows the next transaction writes, with these additions. False where none is. */
  gather(additions: readonly Addition[]): boolean {
    const { table } = this
    if (!table) return false
    if (this.#written.size > 0) this.#written.clear()
    if (this.#made.size > 0) this.#made.clear()
    this.#later.length = 0
    for (const { chain, makeRow } of additions) {
      const shows = table.shows(chain.runId)
      if (shows === undefined) continue
      if (makeRow) this.#made.set(chain, shows)
      else if (this.#shown.get(chain) === shows) this.#later.push(chain)
      else this.#written.set(chain, shows)
    }
    if (this.#behind.size > 0) this.#addLate(table)
    return this.#written.size > 0
  }

  /** Inside the transaction. */
  write(chunkOf: (chain: Chain) => number): void {
    for (const chain of this.#written.keys()) this.table?.write(chain.runId, chunkOf(chain))
  }

  #addLate(table: RunTable): void {
    const now = this.#clock.monotonic()
    for (const [chain, since] of this.#behind) {
      if (!this.#isHurried && now - since < LATE_AFTER_MS) return
      const shows = table.shows(chain.runId)
      if (shows === undefined) this.#behind.delete(chain)
      else this.#written.set(chain, shows)
    }
  }

  /** The transaction is done. */
  stored(): void {
    for (const [chain, shows] of this.#made) this.#shown.set(chain, shows)
    for (const [chain, shows] of this.#written) {
      this.#shown.set(chain, shows)
      this.#behind.delete(chain)
    }
    for (const chain of this.#later)
      if (!this.#behind.has(chain) && !this.#written.has(chain)) this.#behind.set(chain, this.#clock.monotonic())
    this.#oldest = Number.POSITIVE_INFINITY
    for (const since of this.#behind.values()) {
      this.#oldest = since
      break
    }
    if (this.#behind.size > 0)
      this.#takeBack ??= this.#clock.setTimer(this.#clock.now() + LATE_AFTER_MS, () => this.#late())
  }

  areLate(): boolean {
    if (this.#behind.size === 0) return false
    return this.#isHurried || this.#clock.monotonic() - this.#oldest >= LATE_AFTER_MS
  }

  /** Every row that is behind is written with the next transaction. */
  hurry(): void {
    this.#isHurried = true
  }

  forget(chain: Chain): void {
    this.#behind.delete(chain)
    this.#shown.delete(chain)
  }

  stop(): void {
    this.#takeBack?.()
    this.#takeBack = undefined
  }

  #late(): void {
    this.#takeBack = undefined
    this.#flush()
    if (this.#behind.size > 0 && !this.#takeBack)
      this.#takeBack = this.#clock.setTimer(this.#clock.now() + LATE_AFTER_MS, () => this.#late())
  }
}
