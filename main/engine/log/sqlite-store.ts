/** The log on disk: see chunk.ts for how events lie there. */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { RunEvent } from '#shared/events/event.ts'
import { CHUNK_EVENTS, FORKED, positionOf } from './chunk.ts'
import { ChunkReader } from './chunk-reader.ts'
import { messageOf } from './database.ts'
import {
  type Addition,
  type Batch,
  type Chain,
  type ChainEnd,
  type EventStore,
  ForkedError,
  place,
} from './event-store.ts'
import { EventTexts } from './event-texts.ts'
import { NewestRun } from './newest-run.ts'
import { hashOf, type SealKey } from './seal.ts'
import { WalRoom } from './wal-room.ts'

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
  readonly #texts = new EventTexts()
  readonly #newest: NewestRun
  readonly #room: WalRoom
  #synchronous: 'normal' | 'full' = 'normal'
  readonly #begin: StatementSyncInstance
  readonly #end: StatementSyncInstance
  readonly #insert: StatementSyncInstance
  readonly #insertBlob: StatementSyncInstance
  readonly #readBlob: StatementSyncInstance

  constructor(database: DatabaseSyncInstance, key: SealKey) {
    this.#database = database
    this.#key = key
    this.#chunks = new ChunkReader(database)
    this.#newest = new NewestRun(database, key)
    this.#room = new WalRoom(database)
    this.#begin = database.prepare('begin immediate')
    this.#end = database.prepare('commit')
    this.#insert = database.prepare(
      'insert into chunk (run_key, prev, seq, count, hash, seal, body) values (?, ?, ?, ?, ?, ?, ?)',
    )
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
    const written = isOneStatement(batch) ? this.#addAll(batch) : this.#transaction(batch)
    for (const { chain, runKey, hash, chunk } of written) {
      chain.runKey = runKey
      chain.hash = hash
      chain.chunk = chunk
    }
    if (batch.isDurable) this.#room.committed()
  }

  #transaction(batch: Batch): readonly Written[] {
    this.#begin.run()
    try {
      for (const [hash, body] of batch.blobs) this.#insertBlob.run(hash, body)
      const written = this.#addAll(batch)
      this.#countBegun(batch)
      if (batch.inside) {
        const now = new Map(written.map(({ chain, chunk }) => [chain, chunk]))
        batch.inside((chain) => now.get(chain) ?? chain.chunk)
      }
      this.#end.run()
      return written
    } catch (error) {
      this.#rollback()
      throw error
    }
  }

  #addAll(batch: Batch): readonly Written[] {
    return batch.additions.map((addition) => this.#add(addition))
  }

  #add({ chain, events, makeRow }: Addition): Written {
    const runKey = chain.runKey ?? makeRow?.()
    if (runKey === undefined) throw new Error(`Run ${chain.runId} has no row and nothing that makes one`)
    let end = { hash: chain.hash, chunk: chain.chunk }
    for (let from = 0; from < events.length; from += CHUNK_EVENTS) {
      const piece = events.length <= CHUNK_EVENTS ? events : events.slice(from, from + CHUNK_EVENTS)
      end = this.#addChunk(chain, runKey, piece, end)
    }
    return { chain, runKey, hash: end.hash, chunk: end.chunk }
  }

  #addChunk(
    chain: Chain,
    runKey: number,
    events: readonly RunEvent[],
    before: { readonly hash: string; readonly chunk: number },
  ): { hash: string; chunk: number } {
    const hashes: string[] = []
    const first = events[0]?.seq ?? 0
    const texts = this.#texts
    texts.begin(chain, first)
    let { hash } = before
    for (let index = 0; index < events.length; index += 1) {
      texts.write(events[index] as RunEvent, hash) // within its length
      hash = hashOf(texts.hashed)
      hashes.push(hash)
    }
    const { runId } = chain
    const seal = this.#key.end(runId, first + events.length - 1, hash)
    const chunk = this.#insertChunk(runId, [runKey, before.chunk, first, events.length, hash, seal, texts.kept])
    for (let index = 0; index < events.length; index += 1)
      place(events[index] as RunEvent, positionOf(chunk, index), hashes[index] ?? '') // as above
    return { hash, chunk }
  }

  /** The insert takes the seal off the chunk before it. */
  #insertChunk(runId: string, values: readonly (string | number)[]): number {
    try {
      return Number(this.#insert.run(...values).lastInsertRowid)
    } catch (error) {
      throw messageOf(error).includes(FORKED) ? new ForkedError(new Set([runId])) : error
    }
  }

  /** Their rows were made just now. */
  #countBegun({ additions }: Batch): void {
    let begun = 0
    let newest = ''
    for (const { chain } of additions) {
      if (chain.runKey !== undefined) continue
      begun += 1
      newest = chain.runId
    }
    if (begun > 0) this.#newest.begun(begun, newest)
  }

  #rollback(): void {
    this.#newest.forget()
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

/** One chunk and nothing beside it: the statement is a transaction by itself, which saves two calls of SQLite. */
function isOneStatement({ additions, blobs, inside }: Batch): boolean {
  const [only] = additions
  return (
    additions.length === 1 &&
    blobs.size === 0 &&
    inside === undefined &&
    only !== undefined &&
    only.chain.runKey !== undefined &&
    only.events.length <= CHUNK_EVENTS
  )
}
