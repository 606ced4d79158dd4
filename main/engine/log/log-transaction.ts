/** A transaction of the log: what all runs have staged, the rows that follow from it, and what is written beside it. All of it or nothing. */
import type { Chain, EventStore } from './event-store.ts'
import type { JoinedWrites } from './joined-writes.ts'
import type { LargeValues } from './large-values.ts'
import type { LateRows } from './late-rows.ts'
import type { Staging } from './staging.ts'

export interface TransactionParts {
  readonly staging: Staging
  readonly values: LargeValues
  readonly rows: LateRows
  readonly joined: JoinedWrites
}

export class LogTransaction {
  readonly #store: EventStore
  readonly #parts: TransactionParts

  constructor(store: EventStore, parts: TransactionParts) {
    this.#store = store
    this.#parts = parts
  }

  /** Something waits to be stored. */
  get isDue(): boolean {
    const { staging, values, rows, joined } = this.#parts
    return staging.additions.length > 0 || !joined.isEmpty || values.staged.size > 0 || rows.areLate()
  }

  /** Throws ForkedError; after anything else all is as it was, and can be tried again. */
  store(isDurable: boolean): void {
    const { staging, values, rows, joined } = this.#parts
    const { additions, events } = staging
    const areRowsDue = rows.gather(additions)
    const hasJoined = joined.gather(events)
    this.#store.commit({
      additions,
      blobs: values.staged,
      isDurable,
      inside: areRowsDue || hasJoined ? (chunkOf) => this.#inside(chunkOf) : undefined,
    })
    staging.stored()
    rows.stored()
    values.stored()
    joined.stored()
  }

  #inside(chunkOf: (chain: Chain) => number): void {
    this.#parts.joined.write()
    this.#parts.rows.write(chunkOf)
  }

  /** Forgets what these runs have staged. */
  drop(runIds: ReadonlySet<string>): void {
    this.#parts.staging.drop(runIds)
    this.#parts.joined.drop(runIds)
  }
}
