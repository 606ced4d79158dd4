/** Where in the log something was emitted: what waits and triggers look through. Written in the commit of the event itself. */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'

export interface Emission {
  /** Of the `event.emitted` event. */
  readonly position: number
  readonly name: string
  readonly runId: string
  readonly seq: number
  /** Absent where the run has no folder. */
  readonly workspace?: string
}

export class EmissionTable {
  readonly #database: DatabaseSyncInstance
  readonly #insert: StatementSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
    this.#insert = database.prepare(
      'insert into emission (position, name, run_id, seq, workspace) values (?, ?, ?, ?, ?)',
    )
  }

  /** Inside the log's transaction: see `EventLog.index`. */
  add({ position, name, runId, seq, workspace }: Emission): void {
    this.#insert.run(position, name, runId, seq, workspace ?? null)
  }

  /** Behind a position, in order, of any of the names. */
  since(names: readonly string[], position: number, limit: number): readonly Emission[] {
    return this.#database
      .prepare(
        'select * from emission where name in (select value from json_each(?)) and position > ? order by position limit ?',
      )
      .all(JSON.stringify(names), position, limit)
      .map(toEmission)
  }

  /** Behind a position, in order, whatever their name. */
  after(position: number, limit: number): readonly Emission[] {
    return this.#database
      .prepare('select * from emission where position > ? order by position limit ?')
      .all(position, limit)
      .map(toEmission)
  }

  /** 0 before the first. */
  lastPosition(): number {
    return Number(this.#database.prepare('select max(position) as position from emission').get()?.position ?? 0)
  }
}

function toEmission(row: Record<string, unknown>): Emission {
  return {
    position: Number(row.position),
    name: String(row.name),
    runId: String(row.run_id),
    seq: Number(row.seq),
    ...(row.workspace !== null && { workspace: String(row.workspace) }),
  }
}
