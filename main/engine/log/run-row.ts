/** A row of the table of runs: what lists say of a run without folding its events. */
import type { RunStatus } from '#shared/state/run-state.ts'

export interface RunRow {
  /** Grows with every new run of the data folder. */
  readonly key: number
  readonly runId: string
  readonly owner: string | null
  readonly status: RunStatus
  readonly workflow: string
  readonly startedAt: string
  readonly endedAt: string | undefined
  readonly waiting: number
  /** The run that called this one. */
  readonly parent: string | undefined
  /** Shared by a message, its run and all child runs. */
  readonly correlation: string
  /** JSON, as the engine wrote it. */
  readonly summary: string
}

/** What makes the row of a run; owned by `owner`. */
export interface NewRun {
  readonly runId: string
  readonly owner: string
  readonly workflow: string
  readonly startedAt: string
  readonly parent?: string | undefined
  /** The run's own id where it is left out. */
  readonly correlation?: string | undefined
  /** Where it is known how the run stands by its first events. */
  readonly standing?: RunStanding | undefined
}

/** What a row says that follows from the events. */
export interface RunStanding extends Pick<RunRow, 'status' | 'endedAt' | 'waiting'> {
  /** Asked for where a row keeps it. */
  summary(): string
}

/** `row`: with all columns of the table. */
export function toRow(row: Record<string, unknown>): RunRow {
  return {
    key: Number(row.key),
    runId: String(row.id),
    owner: row.owner === null ? null : String(row.owner),
    status: String(row.status) as RunStatus, // written by `update` alone
    workflow: String(row.workflow),
    startedAt: String(row.started_at),
    endedAt: row.ended_at === null ? undefined : String(row.ended_at),
    waiting: Number(row.waiting),
    parent: row.parent === null ? undefined : String(row.parent),
    correlation: String(row.correlation),
    summary: String(row.summary),
  }
}
