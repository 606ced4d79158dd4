/** What the metrics say of a data folder in which something has run, and how a scraper reads them. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { App } from '#main/app.ts'
import { ProcessFigures } from '#main/services/telemetry/process-figures.ts'
import { prometheusText } from '#main/services/telemetry/prometheus.ts'
import { composedApp } from '#test/support/composed-app.ts'
import { Home } from '#test/support/home.ts'

const home = new Home()
let app: App

beforeEach(async () => {
  home.write('workflows/quick.flow.json', JSON.stringify(quick))
  app = await composedApp(home, true)
})
afterEach(async () => {
  await app.close()
  home.remove()
})

it('counts runs by status and command, steps, commits, waits and the size of the log', async () => {
  await ended('/quick')
  await app.call('run.start', { line: '/hello', workspace: '' })

  const metrics = await app.call('metrics.read', {})
  expect(metrics).toMatchObject({
    lastHour: { byStatus: { succeeded: 1, running: 1 } },
    process: { liveRuns: 1, placesLimit: 32, commitMs: { p50: expect.any(Number) } },
    openRuns: 1,
    runsInAll: 2,
    letters: [],
    sinks: [],
  })
  expect(metrics.lastDay.byCommand).toContainEqual({
    workflow: 'quick',
    runs: 1,
    failed: 0,
    medianMs: expect.any(Number),
    p95Ms: expect.any(Number),
  })
  expect(metrics.process.steps).toBeGreaterThanOrEqual(2)
  expect(metrics.logBytes).toBeGreaterThan(10_000)
  const text = prometheusText(metrics)
  expect(text).toContain('# TYPE slashflow_runs gauge\n')
  expect(text).toContain('slashflow_runs{window="1h",status="succeeded"} 1\n')
  expect(text).toMatch(/^slashflow_run_seconds\{window="24h",workflow="quick",quantile="0.5"\} [\d.]+$/m)
})

it('has as many places as the settings say, as soon as they say so', async () => {
  await app.call('settings.change', { nodesAtOnceInAll: 5 })
  expect(await app.call('metrics.read', {})).toMatchObject({ process: { placesLimit: 5 } })
})

it('forgets in its rates what is older than a minute', () => {
  let time = 0
  const figures = new ProcessFigures(() => time)
  for (let count = 0; count < 120; count += 1) figures.event({ type: 'node.completed' })
  expect(figures.read()).toMatchObject({ events: 120, stepsPerSecond: 2 })
  time = 61_000
  expect(figures.read()).toMatchObject({ events: 120, stepsPerSecond: 0 })
})

async function ended(line: string): Promise<void> {
  const done = new Promise<void>((resolve) => app.on('run.event', ({ type }) => type === 'run.succeeded' && resolve()))
  await app.call('run.start', { line, workspace: '' })
  await done
}

const quick = {
  format: 'slashflow/1',
  name: 'quick',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'text', kind: 'transform', config: { value: 'done' } },
  ],
  edges: [{ from: 'start', to: 'text' }],
}
