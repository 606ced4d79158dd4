/** The log on disk: see chunk.ts for how events lie there. */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { RunEvent } from '#shared/events/event.ts'
import { canonicalEvent } from './canonical-event.ts'
import { CHUNK_EVENTS, IS_SEALED, positionOf, SUPERSEDED } from './chunk.ts'
import { ChunkReader } from './chunk-reader.ts'
import {
  type Addition,
  type Batch,
  type Chain,
  type ChainEnd,
  type EventStore,
  ForkedError,
  place,
} from './event-store.ts'
import { chainHash, type SealKey } from './seal.ts'

interface Written {
  readonly chain: Chain
  readonly runKey: number
  readonly hash: string
  readonly chunk: number
}

export class SqliteStore implements EventStore {
  readonly #database: DatabaseSyncInstance
  readonly #key: SealKey
  readonly #chunks: ChunkReader
  #synchronous: 'normal' | 'full' = 'normal'
  readonly #begin: StatementSyncInstance
  readonly #end: StatementSyncInstance
  readonly #insert: StatementSyncInstance
  readonly #supersede: StatementSyncInstance
  readonly #supersedeAll: StatementSyncInstance
  readonly #first: StatementSyncInstance
  readonly #last: StatementSyncInstance
  readonly #insertBlob: StatementSyncInstance
  readonly #readBlob: StatementSyncInstance

  constructor(database: DatabaseSyncInstance, key: SealKey) {
    this.#database = database
    this.#key = key
    this.#chunks = new ChunkReader(database)
    this.#begin = database.prepare('begin immediate')
    this.#end = database.prepare('commit')
    this.#insert = database.prepare(
      'insert into chunk (run_key, prev, seq, count, hash, seal, body) values (?, ?, ?, ?, ?, ?, ?)',
    )
    this.#supersede = database.prepare(
      `update chunk set seal = '${SUPERSEDED}' where position = ? and run_key = ? and ${IS_SEALED}`,
    )
    this.#supersedeAll = database.prepare(
      `update chunk set seal = '${SUPERSEDED}' where position in (select value from json_each(?)) and ${IS_SEALED}`,
    )
    this.#first = database.prepare('update run set last = ? where key = ? and last is null')
    this.#last = database.prepare('update run set last = ? where key = ?')
    this.#insertBlob = database.prepare('insert or ignore into blob (hash, body) values (?, ?)')
    this.#readBlob = database.prepare('select body from blob where hash = ?')
  }

  end(runKey: number): ChainEnd {
    return this.#chunks.end(runKey) ?? { seq: -1, hash: '', chunk: 0, lastId: null }
  }

  blob(hash: string): string | undefined {
    const row = this.#readBlob.get(hash)
    return row && String(row.body)
  }

  commit(batch: Batch): void {
    this.#setSynchronous(batch.isDurable ? 'full' : 'normal')
    this.#begin.run()
    let written: readonly Written[]
    try {
      written = this.#write(batch)
      this.#end.run()
    } catch (error) {
      this.#rollback()
      throw error
    }
    for (const { chain, runKey, hash, chunk } of written) Object.assign(chain, { runKey, hash, chunk })
  }

  #write(batch: Batch): readonly Written[] {
    for (const [hash, body] of batch.blobs) this.#insertBlob.run(hash, body)
    const written: Written[] = []
    for (const addition of batch.additions) written.push(this.#add(addition))
    this.#supersedeBefore(written)
    const rows = batch.inside()
    if (rows.length > 0) this.#noteEnds(rows, written)
    return written
  }

  #add({ chain, events, makeRow }: Addition): Written {
    const runKey = chain.runKey ?? makeRow?.()
    if (runKey === undefined) throw new Error(`Run ${chain.runId} has no row and nothing that makes one`)
    let { hash, chunk } = chain
    for (let from = 0; from < events.length; from += CHUNK_EVENTS) {
      const piece = events.length <= CHUNK_EVENTS ? events : events.slice(from, from + CHUNK_EVENTS)
      const isLast = from + CHUNK_EVENTS >= events.length
      ;({ hash, chunk } = this.#addChunk(chain, runKey, piece, { hash, chunk, isLast }))
    }
    return { chain, runKey, hash, chunk }
  }

  #addChunk(
    chain: Chain,
    runKey: number,
    events: readonly RunEvent[],
    before: { readonly hash: string; readonly chunk: number; readonly isLast: boolean },
  ): { hash: string; chunk: number } {
    const hashes: string[] = []
    let hash = before.hash
    let body = ''
    for (const event of events) {
      const text = canonicalEvent(event)
      hash = chainHash(hash, text)
      hashes.push(hash)
      body = body === '' ? text : `${body}\n${text}`
    }
    const seq = events[0]?.seq ?? 0
    const seal = before.isLast ? this.#key.end(chain.runId, seq + events.length - 1, hash) : SUPERSEDED
    const { lastInsertRowid } = this.#insert.run(runKey, before.chunk, seq, events.length, hash, seal, body)
    const chunk = Number(lastInsertRowid)
    for (let index = 0; index < events.length; index += 1)
      place(events[index] as RunEvent, positionOf(chunk, index), hashes[index] ?? '')
    return { hash, chunk }
  }

  /** Takes the seals off the chunks that were the last ones so far. One that has none any more was added to by another process. */
  #supersedeBefore(written: readonly Written[]): void {
    const before: number[] = []
    let changed = 0
    for (const { chain, runKey, chunk } of written) {
      if (chain.chunk > 0) before.push(chain.chunk)
      else if (this.#first.run(chunk, runKey).changes !== 1) throw this.#forked(written)
    }
    if (before.length === 1)
      changed = this.#supersede.run(before[0], written.find(({ chain }) => chain.chunk > 0)?.runKey).changes
    else if (before.length > 1) changed = this.#supersedeAll.run(JSON.stringify(before)).changes
    if (changed !== before.length) throw this.#forked(written)
  }

  #forked(written: readonly Written[]): ForkedError {
    this.#rollback()
    const isEnd = this.#database.prepare(`select 1 from chunk where position = ? and run_key = ? and ${IS_SEALED}`)
    const isNew = this.#database.prepare('select 1 from run where key = ? and last is null')
    const forked = written.filter(({ chain, runKey }) =>
      chain.chunk > 0 ? !isEnd.get(chain.chunk, runKey) : chain.runKey !== undefined && !isNew.get(runKey),
    )
    return new ForkedError(new Set(forked.map(({ chain }) => chain.runId)))
  }

  #noteEnds(rows: readonly Chain[], written: readonly Written[]): void {
    const now = new Map(written.map((one) => [one.chain, one]))
    for (const chain of rows) {
      const { chunk, runKey } = now.get(chain) ?? chain
      if (chunk > 0 && runKey !== undefined) this.#last.run(chunk, runKey)
    }
  }

  #rollback(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec('rollback')
    } catch {
      // SQLite has rolled back by itself (a full disk does that).
    }
  }

  #setSynchronous(mode: 'normal' | 'full'): void {
    if (this.#synchronous === mode) return
    this.#database.exec(`pragma synchronous = ${mode}`)
    this.#synchronous = mode
  }
}
