/** How much the data folder runs and how this process does, from the table of runs and this process's own figures. */
import type { CommandFigures, MetricsView, RunFigures } from '#shared/ipc/views/metrics-views.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import type { Engine } from '../engine/engine.ts'
import type { EventLog } from '../engine/log/event-log.ts'
import type { LetterTable } from '../engine/log/letter-table.ts'
import type { RunFiguresTable, RunTiming } from '../engine/log/run-figures.ts'
import type { Clock } from '../engine/ports/clock.ts'

const HOUR_MS = 3_600_000
const MOST_COMMANDS = 20

export interface MetricsOptions {
  readonly clock: Clock
  readonly engine: Pick<Engine, 'placeFigures' | 'liveRuns'>
  readonly log: Pick<EventLog, 'staged'>
  readonly table: RunFiguresTable
  readonly letters: Pick<LetterTable, 'groups'>
  readonly process: {
    readonly since: string
    read(): Pick<
      MetricsView['process'],
      'events' | 'steps' | 'eventsPerSecond' | 'stepsPerSecond' | 'commits' | 'commitMs'
    >
  }
  readonly sinks: () => MetricsView['sinks']
}

export function readMetrics({ clock, engine, log, table, letters, process, sinks }: MetricsOptions): MetricsView {
  const now = clock.now()
  const { used, limit, queued } = engine.placeFigures
  const { openRuns, openWaits, runsInAll, logBytes } = table.totals()
  const day = table.since(new Date(now - 24 * HOUR_MS).toISOString())
  const hourAgo = new Date(now - HOUR_MS).toISOString()
  return {
    at: new Date(now).toISOString(),
    since: process.since,
    lastHour: figuresOf(day.filter(({ startedAt }) => startedAt >= hourAgo)),
    lastDay: figuresOf(day),
    process: {
      ...process.read(),
      staged: log.staged,
      placesUsed: used,
      placesLimit: limit,
      placesQueued: queued,
      liveRuns: engine.liveRuns().length,
    },
    openRuns,
    openWaits,
    runsInAll,
    logBytes,
    letters: letters.groups().map(({ code, open, message }) => ({ code, open, message })),
    sinks: sinks(),
  }
}

function figuresOf(runs: readonly RunTiming[]): RunFigures {
  const byStatus: Partial<Record<RunStatus, number>> = {}
  const byCommand = new Map<string, RunTiming[]>()
  for (const run of runs) {
    byStatus[run.status] = (byStatus[run.status] ?? 0) + 1
    const of = byCommand.get(run.workflow)
    if (of) of.push(run)
    else byCommand.set(run.workflow, [run])
  }
  const commands = [...byCommand].map(([workflow, of]) => commandFigures(workflow, of))
  return { byStatus, byCommand: commands.sort((a, b) => b.runs - a.runs).slice(0, MOST_COMMANDS) }
}

function commandFigures(workflow: string, runs: readonly RunTiming[]): CommandFigures {
  const took = runs
    .flatMap(({ startedAt, endedAt, status }) =>
      // The row is made a moment after the first event, so a run of a few milliseconds may seem to end before.
      endedAt === undefined || status === 'interrupted'
        ? []
        : [Math.max(0, Date.parse(endedAt) - Date.parse(startedAt))],
    )
    .sort((a, b) => a - b)
  return {
    workflow,
    runs: runs.length,
    failed: runs.filter(({ status }) => status === 'failed').length,
    medianMs: took.length === 0 ? undefined : nearestRank(took, 0.5),
    p95Ms: took.length === 0 ? undefined : nearestRank(took, 0.95),
  }
}

const nearestRank = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
