/** Finds a run's chunks and reads its events back, a chunk at a time. */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { RunEvent } from '#shared/events/event.ts'
import { IS_SEALED, positionOf } from './chunk.ts'
import { type ChainEnd, place } from './event-store.ts'
import { chainHash } from './seal.ts'

export class ChunkReader {
  readonly #noted: StatementSyncInstance
  readonly #isEnd: StatementSyncInstance
  readonly #endAfter: StatementSyncInstance
  readonly #link: StatementSyncInstance
  readonly #body: StatementSyncInstance
  readonly #hash: StatementSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#noted = database.prepare(
      'select last from run where key = ? and not exists (select 1 from stub where run_key = key)',
    )
    this.#isEnd = database.prepare(`select 1 from chunk where position = ? and run_key = ? and ${IS_SEALED}`)
    // The end is looked for from the end of the log: a run whose row is behind was added to a moment ago.
    this.#endAfter = database.prepare(
      `select position from chunk where position >= ? and run_key = ? and ${IS_SEALED} order by position desc limit 1`,
    )
    this.#link = database.prepare('select prev, seq from chunk where position = ?')
    this.#body = database.prepare('select prev, seq, count, hash, body from chunk where position = ?')
    this.#hash = database.prepare('select hash from chunk where position = ?')
  }

  end(runKey: number): ChainEnd | undefined {
    const chunk = this.#last(runKey)
    const row = chunk === undefined ? undefined : this.#body.get(chunk)
    if (chunk === undefined || !row) return undefined
    const body = String(row.body)
    const { id } = JSON.parse(body.slice(body.lastIndexOf('\n') + 1)) as RunEvent // written by SqliteStore
    return { seq: Number(row.seq) + Number(row.count) - 1, hash: String(row.hash), chunk, lastId: id }
  }

  /** Rowids of the run's chunks, last first. */
  chunks(runKey: number): readonly number[] {
    return this.#chunksFrom(runKey, 0)
  }

  /** The run's events from a seq on. */
  *events(runKey: number, fromSeq: number): Generator<RunEvent> {
    const chunks = this.#chunksFrom(runKey, fromSeq)
    let hash = ''
    for (let index = chunks.length - 1; index >= 0; index -= 1) {
      const chunk = chunks[index] ?? 0
      const row = this.#body.get(chunk)
      if (!row) return
      if (index === chunks.length - 1 && Number(row.prev) > 0) hash = String(this.#hash.get(row.prev)?.hash ?? '')
      for (const event of readChunk(chunk, String(row.body), hash)) {
        hash = event.hash
        if (event.seq >= fromSeq) yield event
      }
    }
  }

  /** From the run's last chunk back to the one that holds the seq. */
  #chunksFrom(runKey: number, fromSeq: number): number[] {
    const chunks: number[] = []
    for (let chunk = this.#last(runKey) ?? 0; chunk > 0; ) {
      chunks.push(chunk)
      const link = this.#link.get(chunk)
      const before = link && Number(link.seq) > fromSeq ? Number(link.prev) : 0
      // Chunks of a run go up; anything else is a file that somebody changed, and no reason to go round for ever.
      chunk = before < chunk ? before : 0
    }
    return chunks
  }

  /** The row of the run says where it ended when it was written; the rest was added since. */
  #last(runKey: number): number | undefined {
    const noted = this.#noted.get(runKey)?.last
    if (noted === null || noted === undefined) return undefined
    if (this.#isEnd.get(noted, runKey)) return Number(noted)
    const found = this.#endAfter.get(noted, runKey) ?? this.#endAfter.get(0, runKey)
    return found && Number(found.position)
  }
}

/** Its events with `position` and `hash`; `previous` is the hash that the chain runs on from. */
export function readChunk(chunk: number, body: string, previous: string): RunEvent[] {
  const texts = body.split('\n')
  const events: RunEvent[] = []
  let hash = previous
  for (let index = 0; index < texts.length; index += 1) {
    const text = texts[index] ?? ''
    hash = chainHash(hash, text)
    const event = JSON.parse(text) as RunEvent // written by SqliteStore from a typed event; `verify` is what distrusts the file
    place(event, positionOf(chunk, index), hash)
    events.push(event)
  }
  return events
}
