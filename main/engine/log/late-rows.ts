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
  /** Since when a row is behind (monotonic), oldest first. */
  readonly #behind = new Map<Chain, number>()
  // Of the transaction under way: rows that it writes, rows that are whole as they are made, and rows that can wait.
  #written: Chain[] = []
  #made: Chain[] = []
  #later: Chain[] = []
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
    this.#beginAnew()
    for (let at = 0; at < additions.length; at += 1) {
      const { chain, makeRow } = additions[at] as Addition // within its length
      const shows = table.shows(chain.runId)
      if (shows === undefined) continue
      if (!makeRow && chain.shown === shows) this.#later.push(chain)
      else this.#take(chain, shows, makeRow ? this.#made : this.#written)
    }
    if (this.#behind.size > 0) this.#addLate(table)
    return this.#written.length > 0
  }

  /** Of a transaction that failed, all is asked once more. */
  #beginAnew(): void {
    for (const chain of this.#made) chain.showing = undefined
    for (const chain of this.#written) chain.showing = undefined
    this.#made = []
    this.#written = []
    this.#later = []
  }

  #take(chain: Chain, shows: string, rows: Chain[]): void {
    chain.showing = shows
    rows.push(chain)
  }

  /** Inside the transaction. */
  write(chunkOf: (chain: Chain) => number): void {
    for (const chain of this.#written) this.table?.write(chain.runId, chunkOf(chain))
  }

  #addLate(table: RunTable): void {
    const now = this.#clock.monotonic()
    for (const [chain, since] of this.#behind) {
      if (!this.#isHurried && now - since < LATE_AFTER_MS) return
      const shows = table.shows(chain.runId)
      if (shows === undefined) this.#behind.delete(chain)
      else if (chain.showing === undefined) this.#take(chain, shows, this.#written)
    }
  }

  /** The transaction is done. */
  stored(): void {
    for (const chain of this.#later)
      if (chain.showing === undefined && !this.#behind.has(chain)) this.#behind.set(chain, this.#clock.monotonic())
    for (const chain of this.#made) chain.shown = chain.showing
    for (const chain of this.#written) {
      chain.shown = chain.showing
      this.#behind.delete(chain)
    }
    this.#beginAnew()
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
