/** The metrics in Prometheus's text format. */
import type { MetricsView } from '#shared/ipc/views/metrics-views.ts'

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number | undefined]

export function prometheusText(metrics: MetricsView): string {
  const { process, lastHour, lastDay, letters, sinks } = metrics
  const windows = [
    ['1h', lastHour],
    ['24h', lastDay],
  ] as const
  return [
    family('events_total', 'counter', 'Events that this process stored.', [[{}, process.events]]),
    family('steps_total', 'counter', 'Node executions that this process ended.', [[{}, process.steps]]),
    family('commits_total', 'counter', 'Transactions of the log.', [[{}, process.commits]]),
    family('commit_seconds', 'gauge', 'How long the latest commits took.', [
      [{ quantile: '0.5' }, seconds(process.commitMs?.p50)],
      [{ quantile: '0.95' }, seconds(process.commitMs?.p95)],
    ]),
    family('staged_events', 'gauge', 'Events that wait for the next commit.', [[{}, process.staged]]),
    family('places_used', 'gauge', 'Places that work takes.', [[{}, process.placesUsed]]),
    family('places_limit', 'gauge', 'Places that there are.', [[{}, process.placesLimit]]),
    family('places_queued', 'gauge', 'Nodes that wait for a place.', [[{}, process.placesQueued]]),
    family('live_runs', 'gauge', 'Runs that this process owns.', [[{}, process.liveRuns]]),
    family('open_runs', 'gauge', 'Runs of the data folder that have not ended.', [[{}, metrics.openRuns]]),
    family('open_waits', 'gauge', 'Questions that wait for a person.', [[{}, metrics.openWaits]]),
    family('log_bytes', 'gauge', 'Size of the log.', [[{}, metrics.logBytes]]),
    family(
      'runs',
      'gauge',
      'Runs that began in the window, by how they stand.',
      windows.flatMap(([window, figures]) =>
        Object.entries(figures.byStatus).map(([status, count]): Sample => [{ window, status }, count]),
      ),
    ),
    family(
      'run_seconds',
      'gauge',
      'How long runs of the window took that have ended, by command.',
      windows.flatMap(([window, figures]) =>
        figures.byCommand.flatMap(({ workflow, medianMs, p95Ms }): Sample[] => [
          [{ window, workflow, quantile: '0.5' }, seconds(medianMs)],
          [{ window, workflow, quantile: '0.95' }, seconds(p95Ms)],
        ]),
      ),
    ),
    family(
      'letters_open',
      'gauge',
      'Dead letters, by cause.',
      letters.map(({ code, open }): Sample => [{ code }, open]),
    ),
    family(
      'sink_queued_events',
      'gauge',
      'Events that wait to be sent to a sink.',
      sinks.map(({ name, queued }): Sample => [{ sink: name }, queued]),
    ),
    family(
      'sink_failures_total',
      'counter',
      'Attempts to send to a sink that failed.',
      sinks.map(({ name, failures }): Sample => [{ sink: name }, failures]),
    ),
  ].join('')
}

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1_000)

function family(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string {
  const lines = samples.flatMap(([labels, value]) =>
    value === undefined ? [] : [`slashflow_${name}${labelText(labels)} ${value}\n`],
  )
  if (lines.length === 0) return ''
  return `# HELP slashflow_${name} ${help}\n# TYPE slashflow_${name} ${type}\n${lines.join('')}`
}

function labelText(labels: Sample[0]): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
