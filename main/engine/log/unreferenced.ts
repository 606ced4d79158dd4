/**
 * Finds the large values that nothing refers to any more, and removes them a few at a time.
 *
 *   A value may refer to others, so references are followed from the events (and from memory and letters, which outlive
 *   runs) inwards. Only values that were there at the beginning are looked at, and each step looks again, inside its
 *   transaction, at what was written since: a value that an event has just begun to use stays.
 */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import { immediate } from './transaction.ts'

/** A value's hash as it stands in events: `{ "$blob": … }`, `version` for the workflow of a run, `recorded` for what a replay took over. */
const REFERENCE = /"(?:\$blob|version|recorded)":"([0-9a-f]{64})"/g

const CHUNKS_A_STEP = 200
const CHARACTERS_A_STEP = 1_000_000
const BLOBS_A_STEP = 200

/** Yields between steps, none of which takes long. Returns how many were removed. */
export function* removeUnreferenced(database: DatabaseSyncInstance): Generator<void, number> {
  const search = new Search(database)
  while (search.lookOn()) yield
  let removed = 0
  while (search.isOpen()) {
    removed += immediate(database, () => search.removeSome())
    yield
  }
  return removed
}

class Search {
  readonly #database: DatabaseSyncInstance
  readonly #unreferenced = new Set<string>()
  readonly #body: StatementSyncInstance
  readonly #chunks: StatementSyncInstance
  #chunk = 0

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
    this.#body = database.prepare('select body from blob where hash = ?')
    this.#chunks = database.prepare('select position, body from chunk where position > ? order by position limit ?')
    for (const row of database.prepare('select hash from blob').iterate()) this.#unreferenced.add(String(row.hash))
  }

  isOpen(): boolean {
    return this.#unreferenced.size > 0
  }

  /** Over the next chunks. False at the end of the log. */
  lookOn(): boolean {
    const before = this.#chunk
    let characters = 0
    for (const row of this.#chunks.iterate(before, CHUNKS_A_STEP)) {
      const body = String(row.body)
      this.#chunk = Number(row.position)
      this.#keep(body)
      characters += body.length
      if (characters >= CHARACTERS_A_STEP) break
    }
    return this.#chunk > before && this.isOpen()
  }

  removeSome(): number {
    while (this.lookOn());
    for (const row of this.#database.prepare('select value from memory union all select payload from letter').iterate())
      this.#keep(String(row.value))
    const remove = this.#database.prepare('delete from blob where hash = ?')
    const some = [...this.#unreferenced].slice(0, BLOBS_A_STEP)
    for (const hash of some) {
      remove.run(hash)
      this.#unreferenced.delete(hash)
    }
    return some.length
  }

  #keep(text: string): void {
    const pending = [text]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const [, hash = ''] of next.matchAll(REFERENCE))
        if (this.#unreferenced.delete(hash)) pending.push(String(this.#body.get(hash)?.body ?? ''))
    }
  }
}
