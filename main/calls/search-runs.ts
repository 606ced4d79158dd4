/**
 * Runs in which a text stands, newest first. One call looks for a moment and says where to go on: a log of 100,000 runs is gone
 * through in many calls. A long run may take a call longer; that lets the process do what it is there for meanwhile.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ParsedInput } from '#shared/ipc/contract.ts'
import type { FoundRun, RunSummary, SearchedRuns } from '#shared/ipc/views/run-views.ts'
import type { RunSearch } from '../engine/log/run-search.ts'
import type { RunStore } from '../engine/log/run-store.ts'
import type { RunQueries } from './run-queries.ts'

const WORK_MS = 25
const TURN_MS = 10
const ROWS_A_LOOK = 50

export interface SearchOptions {
  readonly store: RunStore
  readonly search: RunSearch
  readonly queries: RunQueries
  /** Milliseconds, for the time that one call takes. */
  readonly now: () => number
}

export class SearchRuns {
  readonly #options: SearchOptions

  constructor(options: SearchOptions) {
    this.#options = options
  }

  /** Throws CallError `run.unknown` where `before` is none. */
  async search({ text, limit, before, status }: ParsedInput<'runs.search'>): Promise<SearchedRuns> {
    const { store, queries, now } = this.#options
    const until = now() + WORK_MS
    const summaryOf = queries.summaries()
    const runs: FoundRun[] = []
    let looked = 0
    let last = before === undefined ? undefined : queries.row(before)
    for (;;) {
      const rows = store.list({
        limit: ROWS_A_LOOK,
        ...(last && { before: last.key }),
        ...(status && { status }),
      })
      for (const row of rows) {
        last = row
        looked += 1
        const found = await this.#look(row.key, summaryOf(row), text)
        if (found) runs.push(found)
        if (runs.length === limit || now() >= until) return { runs, looked, next: row.runId }
      }
      if (rows.length < ROWS_A_LOOK) return { runs, looked, next: null }
    }
  }

  async #look(key: number, summary: RunSummary, text: string): Promise<FoundRun | undefined> {
    if (saysInRow(summary, text.toLowerCase())) return summary
    const { search, now } = this.#options
    const steps = search.find(key, text)
    let until = now() + TURN_MS
    for (;;) {
      const { done, value } = steps.next()
      if (done) return value && { ...summary, found: value }
      if (now() < until) continue
      await nextTurn()
      until = now() + TURN_MS
    }
  }
}

/** What the list shows anyway, also of a run whose events are gone. */
function saysInRow({ workflow, args, workspace, errorMessage = '', runId }: RunSummary, wanted: string): boolean {
  const given = Object.entries(args).map(([name, value]) =>
    `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`.toLowerCase(),
  )
  return [`/${workflow}`, workspace, errorMessage, runId, ...given].some((said) => said.toLowerCase().includes(wanted))
}
