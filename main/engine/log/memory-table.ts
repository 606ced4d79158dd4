/** Memory across runs: what the `store` node keeps, by scope and key. Correct across processes: each call is one transaction. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Json } from '#shared/json.ts'
import type { MemoryPort } from '../ports/memory.ts'
import { immediate } from './transaction.ts'

/** A key that was deleted keeps its row without a value, so that who deleted it is told the same once more. */
interface Row {
  readonly value: string | null
  readonly by: string
  /** Whether there was a value before whoever wrote it. */
  readonly existed: boolean
}

export class MemoryTable implements MemoryPort {
  readonly #database: DatabaseSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
  }

  /** Undefined where nothing is kept, which is not the same as null. */
  get(scope: string, key: string): Json | undefined {
    const value = this.#row(scope, key)?.value
    return value == null ? undefined : (JSON.parse(value) as Json) // written by `set` and `add`
  }

  /** `by`: the delivery key of the execution that asks; the same one is answered the same again. */
  set(scope: string, key: string, value: Json, by: string): boolean {
    return this.#write(scope, key, JSON.stringify(value), by)
  }

  /**
   * Keeps the value where none is kept. Asked again with the same `by` it says `added` again: an execution that died before
   * it could tell what came of it must not find itself in its own way.
   */
  add(scope: string, key: string, value: Json, by: string): 'added' | 'exists' {
    return immediate(this.#database, () => {
      const row = this.#row(scope, key)
      if (row && row.value !== null) return row.by === by ? 'added' : 'exists'
      this.#put(scope, key, JSON.stringify(value), by, false)
      return 'added'
    })
  }

  /** Whether there was something to delete. */
  delete(scope: string, key: string, by: string): boolean {
    return this.#write(scope, key, null, by)
  }

  keys(scope: string): readonly string[] {
    return this.#database
      .prepare('select key from memory where scope = ? and value is not null order by key')
      .all(scope)
      .map((row) => String(row.key))
  }

  #write(scope: string, key: string, value: string | null, by: string): boolean {
    return immediate(this.#database, () => {
      const row = this.#row(scope, key)
      const existed = row?.by === by ? row.existed : row != null && row.value !== null
      if (row || value !== null) this.#put(scope, key, value, by, existed)
      return existed
    })
  }

  #row(scope: string, key: string): Row | undefined {
    const row = this.#database
      .prepare('select value, by, existed from memory where scope = ? and key = ?')
      .get(scope, key)
    return (
      row && {
        value: row.value === null ? null : String(row.value),
        by: String(row.by),
        existed: Number(row.existed) === 1,
      }
    )
  }

  #put(scope: string, key: string, value: string | null, by: string, existed: boolean): void {
    this.#database
      .prepare('insert or replace into memory (scope, key, value, by, existed) values (?, ?, ?, ?, ?)')
      .run(scope, key, value, by, existed ? 1 : 0)
  }
}
