/** Memory across runs: what the `store` node keeps, by scope and key. Correct across processes: each call is one transaction. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Json } from '#shared/json.ts'
import type { MemoryPort } from '../ports/memory.ts'
import { immediate } from './transaction.ts'

export class MemoryTable implements MemoryPort {
  readonly #database: DatabaseSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
  }

  /** Undefined where nothing is kept, which is not the same as null. */
  get(scope: string, key: string): Json | undefined {
    const row = this.#database.prepare('select value from memory where scope = ? and key = ?').get(scope, key)
    return row && (JSON.parse(String(row.value)) as Json) // written by `set` and `add`
  }

  /** `by`: the delivery key of the execution that asks. Returns whether there was a value before. */
  set(scope: string, key: string, value: Json, by: string): boolean {
    return immediate(this.#database, () => {
      const existed = this.get(scope, key) !== undefined
      this.#database
        .prepare('insert or replace into memory (scope, key, value, by) values (?, ?, ?, ?)')
        .run(scope, key, JSON.stringify(value), by)
      return existed
    })
  }

  /**
   * Keeps the value where none is kept. Asked again with the same `by` it says `added` again: an execution that died before
   * it could tell what came of it must not find itself in its own way.
   */
  add(scope: string, key: string, value: Json, by: string): 'added' | 'exists' {
    return immediate(this.#database, () => {
      const { changes } = this.#database
        .prepare('insert or ignore into memory (scope, key, value, by) values (?, ?, ?, ?)')
        .run(scope, key, JSON.stringify(value), by)
      if (changes === 1) return 'added'
      const row = this.#database.prepare('select by from memory where scope = ? and key = ?').get(scope, key)
      return row?.by === by ? 'added' : 'exists'
    })
  }

  /** Whether there was something to delete. */
  delete(scope: string, key: string): boolean {
    return immediate(
      this.#database,
      () => this.#database.prepare('delete from memory where scope = ? and key = ?').run(scope, key).changes === 1,
    )
  }

  keys(scope: string): readonly string[] {
    return this.#database
      .prepare('select key from memory where scope = ? order by key')
      .all(scope)
      .map((row) => String(row.key))
  }
}
