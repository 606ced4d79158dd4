/**
 * Runs that were taken out of the log whole, with their rows. What is left of them is a gap in the numbers of chunks and
 * of runs, and what others say of them: the run that called one, those that it called, what it published.
 *
 *   M1. The newest run leaves neither gap where it is taken out before another begins. What the log knows of its newest run
 *       (newest-run.ts) tells of it then, and names it as long as no other has begun.
 */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { RunEvent } from '#shared/events/event.ts'
import type { Finding } from './finding.ts'

const GAPS_TOLD = 3

/** Who else names a run, by table and column, with words for it. */
const TRACES: readonly { readonly query: string; readonly trace: string }[] = [
  { query: 'select parent as id, id as by from run where parent is not null', trace: 'called run' },
  { query: 'select correlation as id, id as by from run where correlation <> id', trace: 'led to run' },
  { query: 'select run_id as id, name as by from emission', trace: 'published the event' },
  { query: 'select run_id as id, id as by from letter where run_id is not null', trace: 'left the letter' },
  { query: 'select run_id as id, id as by from delivery where run_id is not null', trace: 'was begun by the delivery' },
]

export class MissingRuns {
  readonly #database: DatabaseSyncInstance
  /** The run that called it, by the id of the called one. */
  readonly #called = new Map<string, string>()

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
  }

  take(events: readonly RunEvent[]): void {
    for (const event of events) if (event.type === 'child.started') this.#called.set(event.data.runId, event.runId)
  }

  /** Each run that is named somewhere and is not there, once. */
  named(): readonly Finding[] {
    const isThere = this.#database.prepare('select 1 from run where id = ?')
    const found = new Map<string, string>()
    const note = (runId: string, words: string): void => {
      if (!found.has(runId) && !isThere.get(runId)) found.set(runId, words)
    }
    for (const [runId, by] of this.#called) note(runId, `was called by run ${by}`)
    for (const { query, trace } of TRACES)
      for (const { id, by } of this.#database
        .prepare(`select * from (${query}) where id not in (select id from run)`)
        .all())
        note(String(id), `${trace} ${by}`)
    return [...found].map(([runId, words]) => ({ runId, seq: 0, message: `This run is missing. It ${words}.` }))
  }

  /** Of `pieces` chunks that are gone with their runs. */
  gap(pieces: number): string {
    const gaps = this.#database
      .prepare(`
        select key - before - 1 as missing, id, started_at, before_id, before_at from (
          select key, id, started_at, lag(key, 1, 0) over (order by key) as before,
            lag(id) over (order by key) as before_id, lag(started_at) over (order by key) as before_at
          from run)
        where key > before + 1 limit ${GAPS_TOLD + 1}`)
      .all()
    const told = gaps.slice(0, GAPS_TOLD).map((gap) => {
      const since = gap.before_id === null ? '' : ` after run ${gap.before_id} (${gap.before_at})`
      const until = ` before run ${gap.id} (${gap.started_at})`
      return ` ${runs(Number(gap.missing))} that began${since}${since && ' and'}${until} can be theirs.`
    })
    const more = gaps.length > GAPS_TOLD ? ' So can others after these.' : ''
    const places = told.length === 0 ? ' They began last of all.' : told.join('') + more
    return `${pieces} pieces of the log are missing with the runs that they belong to.${places}`
  }
}

const runs = (count: number): string => (count === 1 ? 'A run' : `${count} runs`)
