/** Deliveries of triggers by their id, so that one that comes twice is taken once. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { immediate } from './transaction.ts'

export interface Delivery {
  /** The run that it started; absent where it started none. */
  readonly runId?: string
  /** When it was taken, ISO. */
  readonly at: string
}

export class DeliveryTable {
  readonly #database: DatabaseSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
  }

  /** True the first time. Inside the transaction that stores `run.started`, so that neither stands without the other. */
  take(id: string, at: string, runId?: string): boolean {
    return immediate(
      this.#database,
      () =>
        this.#database
          .prepare('insert or ignore into delivery (id, run_id, at) values (?, ?, ?)')
          .run(id, runId ?? null, at).changes === 1,
    )
  }

  find(id: string): Delivery | undefined {
    const row = this.#database.prepare('select run_id, at from delivery where id = ?').get(id)
    return row && { ...(row.run_id !== null && { runId: String(row.run_id) }), at: String(row.at) }
  }
}
