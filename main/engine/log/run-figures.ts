/** Counts over the table of runs, for metrics. Reads rows, folds no events. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { RunStatus } from '#shared/state/run-state.ts'

export interface RunTiming {
  readonly status: RunStatus
  readonly workflow: string
  readonly startedAt: string
  readonly endedAt: string | undefined
}

export interface RunTotals {
  readonly openRuns: number
  readonly openWaits: number
  readonly runsInAll: number
  /** The database, with what it has freed and not given back yet. */
  readonly logBytes: number
}

const OPEN = "status in ('running', 'paused', 'stopping', 'compensating')"

export class RunFiguresTable {
  readonly #database: DatabaseSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
  }

  /** Runs that began at or after a time, newest first. Keys grow with time, so the first that is older ends the search. */
  since(startedAt: string): readonly RunTiming[] {
    const found: RunTiming[] = []
    const rows = this.#database
      .prepare('select status, workflow, started_at, ended_at from run order by key desc')
      .iterate()
    for (const row of rows) {
      const began = String(row.started_at)
      if (began < startedAt) break
      found.push({
        status: String(row.status) as RunStatus, // written by RunStore alone
        workflow: String(row.workflow),
        startedAt: began,
        endedAt: row.ended_at === null ? undefined : String(row.ended_at),
      })
    }
    return found
  }

  totals(): RunTotals {
    const open = this.#database
      .prepare(`select count(*) as runs, coalesce(sum(waiting), 0) as waits from run where ${OPEN}`)
      .get()
    const all = this.#database.prepare('select count(*) as runs from run').get()
    const pages = this.#database.prepare('pragma page_count').get()
    const size = this.#database.prepare('pragma page_size').get()
    return {
      openRuns: Number(open?.runs),
      openWaits: Number(open?.waits),
      runsInAll: Number(all?.runs),
      logBytes: Number(pages?.page_count) * Number(size?.page_size),
    }
  }
}
