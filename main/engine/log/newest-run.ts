/**
 * How many runs were begun in this log, and which is the newest: one sealed row, so that the newest run cannot be taken out
 * whole without a trace, also where another begins afterwards and gets its number.
 *
 *   N1. It is written in the transaction that makes the row of a run, once however many begin in that: it cannot be behind
 *       after a crash, a power loss or in a backup, and a step costs nothing.
 *   N2. What does not fit is never sealed anew: a row that was changed or removed stays so, for `verify` to find.
 */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { Finding } from './finding.ts'
import type { SealKey } from './seal.ts'

interface Newest {
  /** Of which events were stored. */
  readonly runs: number
  readonly runId: string
  readonly seal: string
}

const WRITE = 'insert or replace into newest_run (key, runs, run, seal) values (1, ?, ?, ?)'
const BEGUN = 'from run where last is not null'

export class NewestRun {
  readonly #database: DatabaseSyncInstance
  readonly #key: SealKey
  readonly #advance: StatementSyncInstance
  /** As this process wrote it last. */
  #known: Newest | undefined

  constructor(database: DatabaseSyncInstance, key: SealKey) {
    this.#database = database
    this.#key = key
    this.#advance = database.prepare('update newest_run set runs = ?, run = ?, seal = ? where seal = ?')
  }

  /** So many more have their first events, the last of them this one. Inside the transaction of these. */
  begun(more: number, runId: string): void {
    if (this.#known && this.#advanced(this.#known, more, runId)) return
    this.#known = undefined
    const newest = newestOf(this.#database)
    if (newest && newest.seal === sealOf(newest, this.#key)) this.#advanced(newest, more, runId)
    // Else it was changed or removed (N2), or these are the first of all.
    else if (!newest && countOf(this.#database) === more) writeNewest(this.#database, this.#key)
  }

  /** The transaction was taken back. */
  forget(): void {
    this.#known = undefined
  }

  /** False where another process has written since. */
  #advanced(before: Newest, more: number, runId: string): boolean {
    const now = { runs: before.runs + more, runId }
    const seal = sealOf(now, this.#key)
    if (this.#advance.run(now.runs, runId, seal, before.seal).changes === 0) return false
    this.#known = { ...now, seal }
    return true
  }
}

function newestOf(database: DatabaseSyncInstance): Newest | undefined {
  const row = database.prepare('select runs, run, seal from newest_run').get()
  return row && { runs: Number(row.runs), runId: String(row.run), seal: String(row.seal) }
}

function sealOf({ runs, runId }: Omit<Newest, 'seal'>, key: SealKey): string {
  return key.newest(runId, runs)
}

function countOf(database: DatabaseSyncInstance): number {
  return Number(database.prepare(`select count(*) as runs ${BEGUN}`).get()?.runs)
}

/** As the table of runs stands: of the first runs of all, and of a log that did not have it. */
export function writeNewest(database: DatabaseSyncInstance, key: SealKey): void {
  const last = database.prepare(`select id ${BEGUN} order by key desc limit 1`).get()
  if (!last) return
  const newest = { runs: countOf(database), runId: String(last.id) }
  database.prepare(WRITE).run(newest.runs, newest.runId, sealOf(newest, key))
}

/** What the row says that is not so, or what was done to it. `explained`: runs of which something was found already. */
export function newestFinding(
  database: DatabaseSyncInstance,
  key: SealKey,
  explained: ReadonlySet<string>,
): Finding | undefined {
  const of = (message: string, runId = 'unknown'): Finding => ({ runId, seq: 0, message })
  const newest = newestOf(database)
  if (!newest && countOf(database) === 0) return undefined
  if (!newest) return of('What the log knows of its newest run was removed, so runs may be missing after the last one.')
  if (newest.seal !== sealOf(newest, key))
    return of('What the log knows of its newest run was changed, or was sealed with another key.')
  const missing = newest.runs - countOf(database)
  if (!database.prepare('select 1 from run where id = ?').get(newest.runId)) {
    const others = missing > 1 ? ` So are ${missing - 1} that began before it.` : ''
    return explained.has(newest.runId)
      ? undefined
      : of(`This run is missing, with all its events. It was the newest of this log.${others}`, newest.runId)
  }
  if (missing <= 0 || explained.size > 0) return undefined
  return of(`${newest.runs} runs were begun in this log, and ${missing} of them are missing, with all their events.`)
}
