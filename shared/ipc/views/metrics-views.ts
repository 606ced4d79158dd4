/** What is measured of the runs, and where it is sent. */
import type { RunStatus } from '../../state/run-state.ts'

/** Figures of runs that began in a window of time. Durations in ms, of those that have ended. */
export interface RunFigures {
  readonly byStatus: Readonly<Partial<Record<RunStatus, number>>>
  readonly byCommand: readonly CommandFigures[]
}

export interface CommandFigures {
  readonly workflow: string
  readonly runs: number
  readonly failed: number
  readonly medianMs: number | undefined
  readonly p95Ms: number | undefined
}

export interface MetricsView {
  readonly at: string
  /** When this process began to count. */
  readonly since: string
  readonly lastHour: RunFigures
  readonly lastDay: RunFigures
  /** Of this process, since it started; rates over the last minute. */
  readonly process: {
    readonly events: number
    readonly steps: number
    readonly eventsPerSecond: number
    readonly stepsPerSecond: number
    /** Events staged for the next commit. */
    readonly staged: number
    readonly commits: number
    /** Absent before the first commit. */
    readonly commitMs: { readonly p50: number; readonly p95: number; readonly longest: number } | undefined
    readonly placesUsed: number
    readonly placesLimit: number
    readonly placesQueued: number
    readonly liveRuns: number
  }
  /** Of the whole data folder. */
  readonly openRuns: number
  readonly openWaits: number
  readonly runsInAll: number
  readonly logBytes: number
  /** Open letters, the most frequent cause first. */
  readonly letters: readonly { readonly code: string; readonly open: number; readonly message: string }[]
  /** Where events are sent to, and how that goes. */
  readonly sinks: readonly SinkFigures[]
}

export interface SinkFigures {
  readonly name: string
  readonly sent: number
  /** Events that wait to be sent. */
  readonly queued: number
  readonly failures: number
  readonly lastError: string | undefined
}
