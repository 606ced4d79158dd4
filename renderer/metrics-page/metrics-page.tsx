/** How much runs, how fast, and what waits: figures of this data folder, renewed while the page is looked at. */
import { useEffect, useState } from 'react'
import type { CommandFigures, MetricsView, RunFigures } from '#shared/ipc/views/metrics-views.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { atWords, bytesWords, durationWords } from '../glyphs/time.ts'
import { CommandName } from '../parts/command-name.tsx'
import './metrics-page.css'

const RENEW_MS = 2_000

export function MetricsPage() {
  const { metrics, error } = useMetrics()
  return (
    <div className="page metrics-page" tabIndex={-1}>
      <h1 className="visually-hidden">Metrics</h1>
      {error && (
        <p className="wrong runs-note" role="alert">
          {error}
        </p>
      )}
      {metrics && <Metrics metrics={metrics} />}
    </div>
  )
}

function useMetrics(): { readonly metrics: MetricsView | undefined; readonly error: string } {
  const [metrics, setMetrics] = useState<MetricsView>()
  const [error, setError] = useState('')
  useEffect(() => {
    let isGone = false
    const read = async () => {
      if (document.hidden) return
      try {
        const next = await bridge.call('metrics.read', {})
        if (isGone) return
        setMetrics(next)
        setError('')
      } catch (failure) {
        if (!isGone) setError(errorSentence(failure))
      }
    }
    void read()
    const timer = setInterval(() => void read(), RENEW_MS)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [])
  return { metrics, error }
}

function Metrics({ metrics }: { readonly metrics: MetricsView }) {
  const { process, letters, sinks } = metrics
  const lettersOpen = letters.reduce((sum, { open }) => sum + open, 0)
  return (
    <>
      <Group title="Now">
        <Figure value={metrics.openRuns} what="open runs" />
        <Figure value={metrics.openWaits} what="questions for a person" />
        <Figure value={`${process.placesUsed} of ${process.placesLimit}`} what="places in use" />
        <Figure value={process.placesQueued} what="nodes wait for a place" />
        <Figure value={rateWords(process.stepsPerSecond)} what="steps a second" />
        <Figure value={rateWords(process.eventsPerSecond)} what="events a second" />
      </Group>
      <Group title="The log">
        <Figure value={msWords(process.commitMs?.p50)} what="commit, median" />
        <Figure value={msWords(process.commitMs?.p95)} what="commit, 95 %" />
        <Figure value={msWords(process.commitMs?.longest)} what="slowest commit" />
        <Figure value={bytesWords(metrics.logBytes)} what="size" />
        <Figure value={countWords(metrics.runsInAll)} what="runs kept" />
        <Figure value={lettersOpen} what="dead letters" />
      </Group>
      <div className="metrics-windows">
        <Runs title="Last hour" figures={metrics.lastHour} />
        <Runs title="Last 24 hours" figures={metrics.lastDay} />
      </div>
      {sinks.length > 0 && <Sinks sinks={sinks} />}
      <p className="hint metrics-foot tabular">
        This process has stored {countWords(process.events)} events and ended {countWords(process.steps)} steps since{' '}
        {atWords(metrics.since)}.
      </p>
    </>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="metrics-group" aria-label={title}>
      <h2>{title}</h2>
      <dl className="metrics-figures">{children}</dl>
    </section>
  )
}

function Figure({ value, what }: { readonly value: string | number; readonly what: string }) {
  return (
    <div>
      <dd>{value}</dd>
      <dt>{what}</dt>
    </div>
  )
}

const STATUS_WORDS: readonly (readonly [RunStatus, string])[] = [
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['running', 'running'],
  ['paused', 'paused'],
  ['stopping', 'stopping'],
  ['compensating', 'being undone'],
  ['interrupted', 'interrupted'],
]

function Runs({ title, figures }: { readonly title: string; readonly figures: RunFigures }) {
  const words = STATUS_WORDS.flatMap(([status, word]) => {
    const count = figures.byStatus[status] ?? 0
    return count > 0 ? [`${countWords(count)} ${word}`] : []
  })
  return (
    <section className="metrics-group" aria-label={title}>
      <h2>
        {title}
        <span className="hint tabular">{words.join(', ') || 'no run'}</span>
      </h2>
      {figures.byCommand.length > 0 && <Commands commands={figures.byCommand} />}
    </section>
  )
}

function Commands({ commands }: { readonly commands: readonly CommandFigures[] }) {
  const longest = Math.max(1, ...commands.map(({ p95Ms = 0 }) => p95Ms))
  return (
    <table className="metrics-table">
      <thead>
        <tr>
          <th scope="col">Command</th>
          <th scope="col">Runs</th>
          <th scope="col">Failed</th>
          <th scope="col">Median</th>
          <th scope="col">95 %</th>
          <th scope="col">
            <span className="visually-hidden">Time against the longest</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {commands.map(({ workflow, runs, failed, medianMs, p95Ms }) => (
          <tr key={workflow}>
            <th scope="row">
              <CommandName name={workflow} />
            </th>
            <td>{countWords(runs)}</td>
            <td className={failed > 0 ? 'wrong' : undefined}>{failed > 0 ? countWords(failed) : ''}</td>
            <td>{tookWords(medianMs)}</td>
            <td>{tookWords(p95Ms)}</td>
            <td className="metrics-bar">
              {p95Ms !== undefined && (
                <span style={{ width: `${Math.max(2, (p95Ms / longest) * 56)}px` }}>
                  <span style={{ width: `${((medianMs ?? 0) / Math.max(1, p95Ms)) * 100}%` }} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Sinks({ sinks }: { readonly sinks: MetricsView['sinks'] }) {
  return (
    <section className="metrics-group" aria-label="Who else hears events">
      <h2>Who else hears events</h2>
      <ul className="metrics-sinks">
        {sinks.map(({ name, sent, queued, failures, lastError }) => (
          <li key={name}>
            <span className="mono cut">{name}</span>
            <span className="tabular">
              {countWords(sent)} sent, {countWords(queued)} wait
              {failures > 0 && `, ${countWords(failures)} failures`}
            </span>
            {lastError !== undefined && queued > 0 && <span className="wrong cut">{lastError}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

const countWords = (count: number): string => count.toLocaleString('en')
const tookWords = (ms: number | undefined): string => (ms === undefined ? '' : durationWords(ms))
const rateWords = (rate: number): string =>
  rate < 0.05 ? '0' : rate < 10 ? rate.toFixed(1) : countWords(Math.round(rate))
const msWords = (ms: number | undefined): string =>
  ms === undefined ? 'none' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
