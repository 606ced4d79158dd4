/** How far a named reader of the log has come. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { immediate } from './transaction.ts'

export class CursorTable {
  readonly #database: DatabaseSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
  }

  /** Undefined for a reader that has not begun. */
  get(name: string): number | undefined {
    const row = this.#database.prepare('select position from cursor where name = ?').get(name)
    return row && Number(row.position)
  }

  set(name: string, position: number): void {
    immediate(this.#database, () =>
      this.#database.prepare('insert or replace into cursor (name, position) values (?, ?)').run(name, position),
    )
  }
}
