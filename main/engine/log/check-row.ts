/**
 * Holds the rows of the table of runs against what the events of each run say: lists and the inbox show the rows alone.
 *
 *   W1. A state is held while its run is open only; of a run that went on after it had been stopped the events are read again.
 *   W2. Of an open run a row may be a little behind (EventLog L6): what may be is not held against it.
 *   W3. A fold that says something else of old events than the row says needs a migration that writes the rows anew.
 */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { RunEvent } from '#shared/events/event.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { applyRunEvent, foldRun } from '#shared/state/fold-run.ts'
import { newRunState, RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import { clipped } from '../clipped.ts'
import { canonicalJson } from './canonical-event.ts'
import { ChunkReader } from './chunk-reader.ts'
import type { Fault } from './finding.ts'
import { runSummaryText } from './run-summary.ts'

/** A row made by an earlier version has the time of its commit, which may have waited for room on the disk. */
const MOST_STARTED_LATER_MS = 60_000
const LONGEST_SHOWN = 80
/** A row made by an earlier version has none. */
const UNDONE = 'summary.undone'

interface Columns {
  readonly [column: string]: Json
}

export class RowChecks {
  readonly #database: DatabaseSyncInstance
  readonly #open = new Map<number, RunState>()
  /** What was found of a run when it had ended, by key. */
  readonly #found = new Map<number, readonly Fault[]>()
  readonly #wentOn = new Set<number>()

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
  }

  /** The next events of a run, known to be as they were written. */
  take(runKey: number, runId: string, events: readonly RunEvent[]): void {
    if (this.#found.has(runKey)) this.#wentOn.add(runKey)
    if (this.#wentOn.has(runKey)) return
    const state = this.#open.get(runKey) ?? newRunState(runId)
    for (const event of events) applyRunEvent(state, event)
    if (!RUN_ENDED.has(state.status)) {
      this.#open.set(runKey, state)
      return
    }
    this.#open.delete(runKey)
    this.#found.set(runKey, this.#faultsOf(runKey, state))
  }

  /** What of its row is not what its events say, once all of them were taken. */
  faultsOf(runKey: number, runId: string): readonly Fault[] {
    if (!this.#wentOn.has(runKey)) {
      const open = this.#open.get(runKey)
      return open ? this.#faultsOf(runKey, open) : (this.#found.get(runKey) ?? [])
    }
    const events = new ChunkReader(this.#database).events(runKey, 0, false)
    return this.#faultsOf(runKey, foldRun(events, runId))
  }

  #faultsOf(runKey: number, state: RunState): readonly Fault[] {
    const row = this.#database.prepare('select * from run where key = ?').get(runKey)
    if (!row) return []
    const [found, expected] = [foundIn(row), expectedOf(state, String(row.started_at))]
    return Object.keys({ ...found, ...expected }).flatMap((column) => {
      if (column in expected && canonicalJson(found[column] ?? null) === canonicalJson(expected[column] ?? null))
        return []
      if (column === UNDONE && found[column] === undefined) return []
      if (!RUN_ENDED.has(state.status) && mayBeBehind(column, found, expected)) return []
      return [faultOf(state.seq, column, found[column], expected[column])]
    })
  }
}

/** How far the steps are, and which of as many questions are open. */
function mayBeBehind(column: string, found: Columns, expected: Columns): boolean {
  const asked = ({ 'summary.waits': waits }: Columns): string =>
    canonicalJson(Array.isArray(waits) ? waits.map(waitId) : null)
  return (
    column === 'summary.steps' || column === UNDONE || (column === 'summary.waits' && asked(found) !== asked(expected))
  )
}

function waitId(wait: Json): Json {
  return isJsonObject(wait) ? (wait.waitId ?? null) : null
}

function foundIn(row: Record<string, unknown>): Columns {
  return {
    status: String(row.status),
    workflow: String(row.workflow),
    started_at: String(row.started_at),
    ended_at: row.ended_at === null ? null : String(row.ended_at),
    waiting: Number(row.waiting),
    parent: row.parent === null ? null : String(row.parent),
    ...summaryIn(String(row.summary)),
  }
}

function expectedOf(state: RunState, startedAt: string): Columns {
  const later = Date.parse(startedAt) - Date.parse(state.startedAt)
  return {
    status: state.status,
    workflow: state.workflow,
    started_at: later >= 0 && later <= MOST_STARTED_LATER_MS ? startedAt : state.startedAt,
    ended_at: state.endedAt ?? null,
    waiting: state.waits.size,
    parent: state.parent?.runId ?? null,
    ...summaryIn(runSummaryText(state)),
  }
}

function summaryIn(text: string): Columns {
  try {
    const summary: Record<string, Json> = JSON.parse(text) // an object, or the spread below has no fields
    return Object.fromEntries(Object.entries(summary).map(([field, value]) => [`summary.${field}`, value]))
  } catch {
    return { summary: text }
  }
}

function faultOf(seq: number, column: string, found: Json | undefined, expected: Json | undefined): Fault {
  const are =
    typeof (found ?? expected) === 'object'
      ? 'is not what the events say'
      : `is ${shown(found)}, but the events say ${shown(expected)}`
  return { seq, message: `The table of runs was changed: its “${column}” ${are}.` }
}

function shown(value: Json | undefined): string {
  return value === undefined || value === null ? 'nothing' : clipped(JSON.stringify(value), LONGEST_SHOWN)
}
