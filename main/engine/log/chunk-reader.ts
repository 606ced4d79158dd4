/** Finds a run's chunks and reads its events back, a chunk at a time. */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { RunEvent } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { canonicalEvent } from './canonical-event.ts'
import { IS_SEALED, positionOf } from './chunk.ts'
import { type ChainEnd, place } from './event-store.ts'
import { wholeEvent } from './kept-event.ts'
import { chainHash } from './seal.ts'

/** Of small chunks many are read in one call, of large ones few: who reads in steps is to have short ones. */
const MOST_CHUNKS_A_READ = 128
const FEWEST_CHUNKS_A_READ = 4
const EVENTS_A_READ = 1_000

/** What the row of a run gives back to each of its events. */
export interface RunNames {
  readonly runId: string
  readonly correlationId: string
}

interface Start extends RunNames {
  readonly last: number
}

export class ChunkReader {
  readonly #start: StatementSyncInstance
  readonly #isEnd: StatementSyncInstance
  readonly #endAfter: StatementSyncInstance
  readonly #link: StatementSyncInstance
  readonly #chunk: StatementSyncInstance
  readonly #back: StatementSyncInstance
  readonly #many: StatementSyncInstance
  readonly #hash: StatementSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#start = database.prepare(
      'select id, correlation, last from run where key = ? and last is not null and not exists (select 1 from stub where run_key = key)',
    )
    this.#isEnd = database.prepare(`select 1 from chunk where position = ? and run_key = ? and ${IS_SEALED}`)
    // The end is looked for from the end of the log: a run whose row is behind was added to a moment ago.
    this.#endAfter = database.prepare(
      `select position from chunk where position >= ? and run_key = ? and ${IS_SEALED} order by position desc limit 1`,
    )
    this.#link = database.prepare('select prev, seq from chunk where position = ?')
    this.#chunk = database.prepare('select prev, seq, count, hash, body from chunk where position = ?')
    // Chunks of a run go up; anything else is a file that somebody changed, and no reason to go round for ever.
    this.#back = database.prepare(`
      with recursive back (position, prev, seq) as (
        select position, prev, seq from chunk where position = ?1
        union all
        select chunk.position, chunk.prev, chunk.seq from back join chunk on chunk.position = back.prev
        where back.seq > ?2 and back.prev < back.position
      )
      select position from back`)
    this.#many = database.prepare(`
      select min(seq) as seq, group_concat(body, char(10)) as body, json_group_array(count) as counts
      from (select seq, count, body from chunk where position in (select value from json_each(?)) order by position)`)
    this.#hash = database.prepare('select hash from chunk where position = ?')
  }

  end(runKey: number): ChainEnd | undefined {
    const start = this.#startOf(runKey)
    const row = start && this.#chunk.get(start.last)
    if (!row) return undefined
    const events = readChunk(Number(row.seq), String(row.body), start)
    const lastId = events.at(-1)?.id ?? null
    return { seq: Number(row.seq) + Number(row.count) - 1, hash: String(row.hash), chunk: start.last, lastId }
  }

  /** Rowids of the run's chunks, last first. */
  chunks(runKey: number): readonly number[] {
    const start = this.#startOf(runKey)
    return start ? this.#chunksFrom(start.last, 0) : []
  }

  /** The run's events from a seq on, with `position`; with `hash` too where it is asked for, which costs as much again. */
  *events(runKey: number, fromSeq: number, isHashed: boolean): Generator<RunEvent> {
    const start = this.#startOf(runKey)
    if (!start) return
    const chunks = this.#chunksFrom(start.last, fromSeq).reverse()
    let hash = isHashed ? this.#hashBefore(chunks[0]) : ''
    let size = FEWEST_CHUNKS_A_READ
    for (let from = 0; from < chunks.length; ) {
      const events = this.#readMany(chunks.slice(from, from + size), start)
      from += size
      if (events.length < EVENTS_A_READ) size = Math.min(size * 2, MOST_CHUNKS_A_READ)
      else size = FEWEST_CHUNKS_A_READ
      if (isHashed) hash = addHashes(events, hash)
      for (const event of events) if (event.seq >= fromSeq) yield event
    }
  }

  /** Many small chunks in one call: a call costs more than the chunk. */
  #readMany(chunks: readonly number[], names: RunNames): RunEvent[] {
    const row = this.#many.get(JSON.stringify(chunks))
    if (!row || row.seq === null) return []
    const events = readChunk(Number(row.seq), String(row.body), names)
    const counts = JSON.parse(String(row.counts)) as number[] // made by the query
    let index = 0
    for (const [which, count] of counts.entries())
      for (let within = 0; within < count && index < events.length; within += 1, index += 1)
        place(events[index] as RunEvent, positionOf(chunks[which] ?? 0, within), '')
    return events
  }

  #hashBefore(chunk: number | undefined): string {
    return this.hashOf(Number(this.#link.get(chunk ?? 0)?.prev ?? 0))
  }

  /** Of a chunk's last event; empty for none. */
  hashOf(chunk: number): string {
    return chunk > 0 ? String(this.#hash.get(chunk)?.hash ?? '') : ''
  }

  /** Back to the chunk that holds the seq, last first. */
  #chunksFrom(last: number, fromSeq: number): number[] {
    return this.#back.all(last, fromSeq).map((row) => Number(row.position))
  }

  /** The row of the run says where it ended when it was written; the rest was added since. */
  #startOf(runKey: number): Start | undefined {
    const row = this.#start.get(runKey)
    if (!row) return undefined
    const noted = Number(row.last)
    const last = this.#isEnd.get(noted, runKey)
      ? noted
      : Number((this.#endAfter.get(noted, runKey) ?? this.#endAfter.get(0, runKey))?.position ?? 0)
    return { runId: String(row.id), correlationId: String(row.correlation), last }
  }
}

/** The events of a chunk's body, or of several that follow each other, without `position` and `hash`. Throws CallError `run.damaged`. */
export function readChunk(seq: number, body: string, { runId, correlationId }: RunNames): RunEvent[] {
  const texts = body.split('\n')
  const events: RunEvent[] = []
  let at = ''
  try {
    for (let index = 0; index < texts.length; index += 1) {
      const event = wholeEvent(texts[index] ?? '', { runId, correlationId, seq: seq + index, at })
      at = event.at
      events.push(event)
    }
  } catch (error) {
    throw error instanceof SyntaxError ? damaged(runId, seq + events.length) : error
  }
  return events
}

function damaged(runId: string, seq: number): CallError {
  return new CallError(
    DAMAGED,
    `Event ${seq} of run ${runId} cannot be read: the log was changed or cut off there. "slashflow verify ${runId}" says what else was.`,
  )
}

/** What is wrong with a run that nobody can read, and so nobody can go on with. */
export const DAMAGED = 'run.damaged'

/** `previous`: the hash that the chain runs on from. */
export function placeHashed(events: readonly RunEvent[], chunk: number, previous: string): void {
  for (const [index, event] of events.entries()) place(event, positionOf(chunk, index), '')
  addHashes(events, previous)
}

function addHashes(events: readonly RunEvent[], previous: string): string {
  let hash = previous
  for (const event of events) {
    hash = chainHash(hash, canonicalEvent(event))
    place(event, event.position, hash)
  }
  return hash
}
