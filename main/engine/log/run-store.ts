/** Reading runs back, and the table of runs beside the log that makes lists cheap. The table follows from the events. */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { RunEvent } from '#shared/events/event.ts'
import type { RunStatus } from '#shared/state/run-state.ts'

export interface RunRow {
  readonly key: number
  readonly runId: string
  readonly owner: string | null
  readonly status: RunStatus
  readonly workflow: string
  readonly startedAt: string
  readonly endedAt: string | undefined
  readonly waiting: number
  /** JSON, as the engine wrote it. */
  readonly summary: string
}

export class RunStore {
  readonly #database: DatabaseSyncInstance
  readonly #update: StatementSyncInstance
  readonly #byId: StatementSyncInstance
  readonly #events: StatementSyncInstance
  readonly #since: StatementSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
    this.#update = database.prepare('update run set status = ?, ended_at = ?, waiting = ?, summary = ? where id = ?')
    this.#byId = database.prepare('select * from run where id = ?')
    this.#events = database.prepare(
      'select position, body, hash from event where run_key = ? and seq >= ? order by seq',
    )
    this.#since = database.prepare(
      'select position, body, hash from event where position > ? order by position limit 1000',
    )
  }

  /** Makes the row of a new run, owned by `owner`. */
  insert(runId: string, owner: string, workflow: string, startedAt: string): number {
    const result = this.#database
      .prepare(
        "insert into run (id, owner, status, workflow, started_at, summary) values (?, ?, 'running', ?, ?, '{}')",
      )
      .run(runId, owner, workflow, startedAt)
    return Number(result.lastInsertRowid)
  }

  update(runId: string, row: Pick<RunRow, 'status' | 'endedAt' | 'waiting' | 'summary'>): void {
    this.#update.run(row.status, row.endedAt ?? null, row.waiting, row.summary, runId)
  }

  find(runId: string): RunRow | undefined {
    const row = this.#byId.get(runId)
    return row && toRow(row)
  }

  /** Only of a run without events. */
  remove(runId: string): void {
    this.#database
      .prepare('delete from run where id = ? and not exists (select 1 from event where event.run_key = run.key)')
      .run(runId)
  }

  list(limit: number, workflow?: string): readonly RunRow[] {
    const rows = workflow
      ? this.#database.prepare('select * from run where workflow = ? order by key desc limit ?').all(workflow, limit)
      : this.#database.prepare('select * from run order by key desc limit ?').all(limit)
    return rows.map(toRow)
  }

  /** Runs that have not ended and are not stopped. */
  open(): readonly RunRow[] {
    return this.#database
      .prepare("select * from run where status in ('running', 'paused', 'stopping') order by key")
      .all()
      .map(toRow)
  }

  /** A run's events from a seq on, read as they are needed. */
  *events(key: number, fromSeq = 0): Generator<RunEvent> {
    for (const row of this.#events.iterate(key, fromSeq)) yield toEvent(row)
  }

  /** Events behind a position, of every process; at most 1,000 a call. */
  since(position: number): readonly RunEvent[] {
    return this.#since.all(position).map(toEvent)
  }

  lastPosition(): number {
    return Number(this.#database.prepare('select max(position) as position from event').get()?.position ?? 0)
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
    this.#database.exec('begin immediate')
    try {
      const row = this.find(runId)
      const taken = row !== undefined && (row.owner === null || row.owner === owner || !isAlive(row.owner))
      if (taken) this.#database.prepare('update run set owner = ? where id = ?').run(owner, runId)
      this.#database.exec('commit')
      return taken ? owner : (row?.owner ?? undefined)
    } catch (error) {
      this.#database.exec('rollback')
      throw error
    }
  }

  release(runId: string, owner: string): void {
    this.#database.prepare('update run set owner = null where id = ? and owner = ?').run(runId, owner)
  }
}

function toRow(row: Record<string, unknown>): RunRow {
  return {
    key: Number(row.key),
    runId: String(row.id),
    owner: row.owner === null ? null : String(row.owner),
    status: String(row.status) as RunStatus, // written by `update` alone
    workflow: String(row.workflow),
    startedAt: String(row.started_at),
    endedAt: row.ended_at === null ? undefined : String(row.ended_at),
    waiting: Number(row.waiting),
    summary: String(row.summary),
  }
}

function toEvent(row: Record<string, unknown>): RunEvent {
  // Written by EventLog.stage from a typed draft; `verify` is what distrusts the file.
  return { ...JSON.parse(String(row.body)), position: Number(row.position), hash: String(row.hash) } as RunEvent
}
