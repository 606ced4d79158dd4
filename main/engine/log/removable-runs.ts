/**
 * Which runs may lose their events, and how much each would give back.
 *
 *   Only what has ended, and stands apart from everything that has not: no parent or child that is open, and nothing
 *   published that a run or a trigger may still be about to hear.
 */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { ChunkReader } from './chunk-reader.ts'

export interface RetentionRules {
  /** ISO: runs that ended before. */
  readonly endedBefore?: string
  /** Of ended runs, as many of the newest keep their events. */
  readonly maxRuns?: number
  /** What the database may take on disk. */
  readonly maxBytes?: number
}

export interface Removable {
  readonly key: number
  readonly id: string
  /** Why, in words for its stub. */
  readonly rule: string
  /** What its events take, with the large values that no other listed run refers to. 0 where nothing asks for it. */
  readonly bytes: number
}

interface Candidate {
  readonly key: number
  readonly id: string
  readonly ended_at: string
}

/** A large value's hash as it stands in events. */
const LARGE_VALUE = /"\$blob":"([0-9a-f]{64})"/g

export class RemovableRuns {
  readonly #database: DatabaseSyncInstance
  readonly #chunks: ChunkReader
  readonly #isRemovable: StatementSyncInstance
  readonly #chunkBody: StatementSyncInstance
  readonly #blobSize: StatementSyncInstance

  constructor(database: DatabaseSyncInstance, chunks: ChunkReader) {
    this.#database = database
    this.#chunks = chunks
    this.#isRemovable = database.prepare(`select 1 from run where key = ? and ${IS_REMOVABLE}`)
    this.#chunkBody = database.prepare('select body from chunk where position = ?')
    this.#blobSize = database.prepare('select length(body) as size from blob where hash = ?')
  }

  /** Asked again inside the transaction that removes it: another process may have resumed a child of it meanwhile. */
  isRemovable(key: number): boolean {
    return this.#isRemovable.get(key) !== undefined
  }

  /** The longest ended first; for `maxBytes`, until what they give back is enough. */
  *due(rules: RetentionRules): Generator<Removable> {
    const { endedBefore, maxRuns, maxBytes } = rules
    let surplusBytes = maxBytes === undefined ? 0 : this.usedBytes() - maxBytes
    if (endedBefore === undefined && maxRuns === undefined && surplusBytes <= 0) return
    const candidates = this.#candidates()
    const surplusRuns = maxRuns === undefined ? 0 : candidates.length - maxRuns
    const counted = new Set<string>()
    for (const [index, { key, id, ended_at }] of candidates.entries()) {
      const rule =
        endedBefore !== undefined && ended_at < endedBefore
          ? `runs that ended before ${endedBefore.slice(0, 10)}`
          : index < surplusRuns
            ? `more than ${maxRuns} ended runs`
            : maxBytes !== undefined && surplusBytes > 0
              ? `a log of more than ${Math.round(maxBytes / 1_000_000)} MB`
              : undefined
      if (rule === undefined) return
      const bytes = maxBytes === undefined ? 0 : this.#bytesOf(key, counted)
      surplusBytes -= bytes
      yield { key, id, rule, bytes }
    }
  }

  /** Without the pages that are free already. */
  usedBytes(): number {
    return (this.pragma('page_count') - this.pragma('freelist_count')) * this.pragma('page_size')
  }

  pragma(name: 'page_count' | 'page_size' | 'freelist_count'): number {
    return Number(Object.values(this.#database.prepare(`pragma ${name}`).get() ?? {})[0])
  }

  #candidates(): readonly Candidate[] {
    return this.#database
      .prepare(`select key, id, ended_at from run where ${IS_REMOVABLE} order by ended_at, key`)
      .all() as Candidate[] // the columns of this query
  }

  #bytesOf(key: number, counted: Set<string>): number {
    let bytes = 0
    for (const chunk of this.#chunks.chunks(key)) {
      const body = String(this.#chunkBody.get(chunk)?.body ?? '')
      bytes += body.length
      for (const [, hash = ''] of body.matchAll(LARGE_VALUE)) {
        if (counted.has(hash)) continue
        counted.add(hash)
        bytes += Number(this.#blobSize.get(hash)?.size ?? 0)
      }
    }
    return bytes
  }
}

const ENDED = "('succeeded', 'failed')"

const IS_REMOVABLE = `
  status in ${ENDED} and ended_at is not null and last is not null
  and not exists (select 1 from stub where stub.run_key = run.key)
  and not exists (select 1 from run as child where child.parent = run.id and child.status not in ${ENDED})
  and not exists (select 1 from run as parent where parent.id = run.parent and parent.status not in ${ENDED})
  and run.id not in (select run_id from emission where position > (select min(position) from cursor))
  and (
    run.ended_at < coalesce((select min(open.started_at) from run as open where open.status not in ${ENDED}), 'z')
    or run.id not in (select run_id from emission)
  )
`
