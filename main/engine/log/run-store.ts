/** Reading runs back, and the table of runs beside the log that makes lists cheap. The table follows from the events. */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { RunEvent } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import { chunkOf, positionOf } from './chunk.ts'
import { ChunkReader, placeHashed, readChunk } from './chunk-reader.ts'
import { type NewRun, type RunRow, type RunStanding, toRow } from './run-row.ts'
import { stubOf } from './stub.ts'
import { immediate } from './transaction.ts'

export interface RunFilter {
  readonly limit: number
  readonly workflow?: string
  readonly status?: readonly RunStatus[]
  /** Only runs that began before the one with this key: the next page. */
  readonly before?: number
  /** Without child runs. */
  readonly roots?: boolean
}

const NOT_BEGUN: RunStanding = { status: 'running', endedAt: undefined, waiting: 0, summary: () => '{}' }

const EVENTS_A_LOOK = 1_000
/** Of the status that is written. Who has ended needs no owner: that is known in the same commit. */
const HAS_ENDED = "?3 in ('succeeded', 'failed', 'interrupted')"

export class RunStore {
  readonly #database: DatabaseSyncInstance
  readonly #chunks: ChunkReader
  readonly #insert: StatementSyncInstance
  readonly #update: StatementSyncInstance
  readonly #byId: StatementSyncInstance
  readonly #since: StatementSyncInstance
  readonly #lastChunk: StatementSyncInstance
  readonly #childCount: StatementSyncInstance
  readonly #lists = new Map<string, StatementSyncInstance>()

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
    this.#chunks = new ChunkReader(database)
    this.#insert = database.prepare(
      `insert into run (id, owner, status, workflow, started_at, ended_at, waiting, parent, correlation, summary)
        values (?1, case when ${HAS_ENDED} then null else ?2 end, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)`,
    )
    this.#update = database.prepare(
      `update run set ended_at = ?1, waiting = ?2, status = ?3, summary = ?4, owner = case when ${HAS_ENDED} then null else owner end, last = coalesce(?6, last) where id = ?5`,
    )
    this.#byId = database.prepare('select * from run where id = ?')
    this.#since = database.prepare(
      'select position, prev, seq, body, id, correlation from chunk join run on run.key = run_key where position >= ? order by position limit 100',
    )
    this.#childCount = database.prepare('select count(*) as count from run where parent = ?')
    this.#lastChunk = database.prepare('select position, count from chunk order by position desc limit 1')
  }

  /** Makes the row of a new run; gives its key. */
  insert({ runId, owner, workflow, startedAt, parent, correlation = runId, standing = NOT_BEGUN }: NewRun): number {
    const { status, endedAt, waiting, summary } = standing
    const names = [runId, owner, status, workflow, startedAt] as const
    return Number(
      this.#insert.run(...names, endedAt ?? null, waiting, parent ?? null, correlation, summary()).lastInsertRowid,
    )
  }

  /** `last`: the run's last chunk, where that is known; it stays as it is with 0. */
  update(runId: string, { status, endedAt, waiting, summary }: RunStanding, last = 0): void {
    this.#update.run(endedAt ?? null, waiting, status, summary(), runId, last > 0 ? last : null)
  }

  find(runId: string): RunRow | undefined {
    const row = this.#byId.get(runId)
    return row && toRow(row)
  }

  /** Only of a run without events. */
  remove(runId: string): void {
    this.#database.prepare('delete from run where id = ? and last is null').run(runId)
  }

  /** Newest first. */
  list(filter: RunFilter): readonly RunRow[] {
    const { limit, workflow, status = [], before, roots = false } = filter
    const conditions = [
      ...(workflow === undefined ? [] : ['workflow = ?']),
      ...(status.length === 0 ? [] : [`status in (${status.map(() => '?').join(', ')})`]),
      ...(before === undefined ? [] : ['key < ?']),
      ...(roots ? ['parent is null'] : []),
    ]
    const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
    const values = [workflow, ...status, before].filter((value) => value !== undefined)
    return this.#listing(where)
      .all(...values, limit)
      .map(toRow)
  }

  #listing(where: string): StatementSyncInstance {
    const known = this.#lists.get(where)
    if (known) return known
    const made = this.#database.prepare(`select * from run ${where} order by key desc limit ?`)
    this.#lists.set(where, made)
    return made
  }

  /** The runs that a run called, oldest first. */
  children(runId: string): readonly RunRow[] {
    return this.#database.prepare('select * from run where parent = ? order by key').all(runId).map(toRow)
  }

  childCount(runId: string): number {
    return Number(this.#childCount.get(runId)?.count ?? 0)
  }

  /** A run and all that it led to, oldest first. */
  byCorrelation(id: string): readonly RunRow[] {
    return this.#database.prepare('select * from run where correlation = ? order by key').all(id).map(toRow)
  }

  /** Runs that have not ended and are not stopped. */
  open(): readonly RunRow[] {
    return this.#database
      .prepare("select * from run where status in ('running', 'paused', 'stopping', 'compensating') order by key")
      .all()
      .map(toRow)
  }

  /** A run's events from a seq on, read a chunk at a time as they are needed. Throws CallError `run.retained`. */
  events(key: number, fromSeq = 0): Generator<RunEvent> {
    return this.#read(key, fromSeq, true)
  }

  /** As `events`, in half the time: `hash` is left empty. For folding, which does not look at it. */
  replay(key: number, fromSeq = 0): Generator<RunEvent> {
    return this.#read(key, fromSeq, false)
  }

  *#read(key: number, fromSeq: number, isHashed: boolean): Generator<RunEvent> {
    let isEmpty = true
    for (const event of this.#chunks.events(key, fromSeq, isHashed)) {
      isEmpty = false
      yield event
    }
    if (isEmpty) this.refuseRetained(key)
  }

  /** Whether retention has removed the run's events. */
  isRetained(key: number): boolean {
    return stubOf(this.#database, key) !== undefined
  }

  /** Throws CallError `run.retained` where retention has removed that event of the run. */
  refuseRetained(key: number, seq = 0): void {
    const stub = stubOf(this.#database, key)
    if (stub && seq <= stub.seq)
      throw new CallError(
        'run.retained',
        `The ${stub.seq + 1} events of this run were removed on ${stub.removedAt.slice(0, 10)} to keep the log small (${stub.rule}). Its summary is kept.`,
      )
  }

  /** Events behind a position, of every process; about 1,000 a call. */
  since(position: number): readonly RunEvent[] {
    const events: RunEvent[] = []
    for (const row of this.#since.iterate(chunkOf(position))) {
      const names = { runId: String(row.id), correlationId: String(row.correlation) }
      const read = readChunk(Number(row.seq), String(row.body), names)
      placeHashed(read, Number(row.position), this.#chunks.hashOf(Number(row.prev)))
      for (const event of read) if (event.position > position) events.push(event)
      if (events.length >= EVENTS_A_LOOK) break
    }
    return events
  }

  lastPosition(): number {
    const row = this.#lastChunk.get()
    return row ? positionOf(Number(row.position), Number(row.count) - 1) : 0
  }

  /** Changes when another connection has committed; reading it costs next to nothing. */
  dataVersion(): number {
    return Number(this.#database.prepare('pragma data_version').get()?.data_version ?? 0)
  }

  /**
   * Takes a run over from an owner that is gone, or that let go of it. `isAlive` is asked inside the transaction, so two
   * processes cannot both take it. Returns the owner afterwards.
   */
  claim(runId: string, owner: string, isAlive: (other: string) => boolean): string | undefined {
    return immediate(this.#database, () => {
      const row = this.find(runId)
      const isTaken = row !== undefined && (row.owner === null || row.owner === owner || !isAlive(row.owner))
      if (isTaken) this.#database.prepare('update run set owner = ? where id = ?').run(owner, runId)
      return isTaken ? owner : (row?.owner ?? undefined)
    })
  }

  release(runId: string, owner: string): void {
    this.#database.prepare('update run set owner = null where id = ? and owner = ?').run(runId, owner)
  }
}
