/**
 * Which runs may lose their events, and how much each would give back.
 *
 *   M1. Only what has ended, and stands apart from everything that has not: no parent or child that is open, and nothing
 *       published that a run or a trigger may still be about to hear.
 *   M2. The table of runs is gone through a page at a time, and what is asked of one run costs the same however many there
 *       are: a history of 100,000 runs holds nobody up.
 */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { RunStatus } from '#shared/state/run-state.ts'
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
  readonly endedAt: string
}

const ROWS_A_PAGE = 500

/** A large value's hash as it stands in events. */
const LARGE_VALUE = /"\$blob":"([0-9a-f]{64})"/g

export class RemovableRuns {
  readonly #database: DatabaseSyncInstance
  readonly #chunks: ChunkReader
  readonly #page: StatementSyncInstance
  readonly #isRemovable: StatementSyncInstance
  readonly #oldestOpen: StatementSyncInstance
  readonly #id: StatementSyncInstance
  readonly #chunkBody: StatementSyncInstance
  readonly #blobSize: StatementSyncInstance

  constructor(database: DatabaseSyncInstance, chunks: ChunkReader) {
    this.#database = database
    this.#chunks = chunks
    this.#page = database.prepare(
      `select key, ended_at from run where key > ?2 and key <= ?3 and ${IS_REMOVABLE} order by key`,
    )
    this.#isRemovable = database.prepare(`select 1 from run where key = ?2 and ${IS_REMOVABLE}`)
    this.#oldestOpen = database.prepare(`select min(started_at) as at from run where status in ${OPEN}`)
    this.#id = database.prepare('select id from run where key = ?')
    this.#chunkBody = database.prepare('select body from chunk where position = ?')
    this.#blobSize = database.prepare('select length(body) as size from blob where hash = ?')
  }

  /** Asked again inside the transaction that removes it: another process may have resumed a child of it meanwhile. */
  isRemovable(key: number): boolean {
    return this.#isRemovable.get(this.#openSince(), key) !== undefined
  }

  /** The longest ended first; for `maxBytes`, until what they give back is enough. Undefined between two pages. */
  *due(rules: RetentionRules): Generator<Removable | undefined> {
    const { endedBefore, maxRuns, maxBytes } = rules
    let surplusBytes = maxBytes === undefined ? 0 : this.usedBytes() - maxBytes
    if (endedBefore === undefined && maxRuns === undefined && surplusBytes <= 0) return
    const candidates = yield* this.#candidates()
    const surplusRuns = maxRuns === undefined ? 0 : candidates.length - maxRuns
    const counted = new Set<string>()
    for (const [index, { key, endedAt }] of candidates.entries()) {
      const rule = ruleFor(rules, endedAt, { runs: surplusRuns - index, bytes: surplusBytes })
      if (rule === undefined) return
      const bytes = maxBytes === undefined ? 0 : this.#bytesOf(key, counted)
      surplusBytes -= bytes
      yield { key, id: String(this.#id.get(key)?.id), rule, bytes }
    }
  }

  /** Without the pages that are free already. */
  usedBytes(): number {
    return (this.pragma('page_count') - this.pragma('freelist_count')) * this.pragma('page_size')
  }

  pragma(name: 'page_count' | 'page_size' | 'freelist_count'): number {
    return Number(Object.values(this.#database.prepare(`pragma ${name}`).get() ?? {})[0])
  }

  /** By key, in which most are in the order of their ends already: to sort them costs little. */
  *#candidates(): Generator<undefined, readonly Candidate[]> {
    const found: Candidate[] = []
    const last = Number(this.#database.prepare('select max(key) as last from run').get()?.last)
    for (let from = 0; from < last; from += ROWS_A_PAGE) {
      for (const { key, ended_at } of this.#page.all(this.#openSince(), from, Math.min(from + ROWS_A_PAGE, last)))
        found.push({ key: Number(key), endedAt: String(ended_at) })
      yield
    }
    return found.sort((a, b) => (a.endedAt < b.endedAt ? -1 : a.endedAt > b.endedAt ? 1 : a.key - b.key))
  }

  /** What was published before may be waited for by a run that began before it. */
  #openSince(): string {
    return String(this.#oldestOpen.get()?.at ?? 'z')
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

/** `surplus`: what is still too much. Undefined where no rule takes the run, nor any that ended later. */
function ruleFor(
  { endedBefore, maxRuns, maxBytes }: RetentionRules,
  endedAt: string,
  surplus: { readonly runs: number; readonly bytes: number },
): string | undefined {
  if (endedBefore !== undefined && endedAt < endedBefore) return `runs that ended before ${endedBefore.slice(0, 10)}`
  if (surplus.runs > 0) return `more than ${maxRuns} ended runs`
  if (maxBytes !== undefined && surplus.bytes > 0) return `a log of more than ${Math.round(maxBytes / 1_000_000)} MB`
  return undefined
}

const ENDED = "('succeeded', 'failed')"

/** Named one by one, which the index of statuses can find: this is asked before each removal. */
const OPEN_STATUSES = {
  running: true,
  paused: true,
  stopping: true,
  compensating: true,
  interrupted: true,
} satisfies Record<Exclude<RunStatus, 'succeeded' | 'failed'>, true>
/** As SQL. */
export const OPEN = `(${Object.keys(OPEN_STATUSES)
  .map((status) => `'${status}'`)
  .join(', ')})`

/** ?1: when the oldest open run began. */
const IS_REMOVABLE = `
  status in ${ENDED} and ended_at is not null and last is not null
  and not exists (select 1 from stub where stub.run_key = run.key)
  and not exists (select 1 from run as child where child.parent = run.id and child.status not in ${ENDED})
  and not exists (select 1 from run as parent where parent.id = run.parent and parent.status not in ${ENDED})
  and run.id not in (select run_id from emission where position > (select min(position) from cursor))
  and (run.ended_at < ?1 or run.id not in (select run_id from emission))
`
