/** `wait` and `emit`: events of the bus, heard in the whole data folder. */
import { expect, it } from 'vitest'
import type { Json } from '#shared/json.ts'
import { Feature } from './support/feature.ts'

const wait = (config: object = {}, id = 'wait') => ({
  id,
  kind: 'wait',
  config: { events: [{ port: 'heard', event: 'news' }], ...config } as never, // a config as a file has it
})

const emits = (feature: Feature, data: Json, event = 'news') =>
  feature.run([{ id: 'tell', kind: 'emit', config: { event, data } }], ['start -> tell'])

it('hears what comes after it began, and not what came before', async () => {
  const feature = new Feature()
  await emits(feature, 'old')
  const run = await feature.run([wait()], ['start -> wait'])
  expect(feature.end(run)).toEqual({ status: 'running' })
  await emits(feature, 'fresh')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'fresh' })
})

it('hears what came since its run started, where it is told to', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run([{ id: 'a', kind: 'work' }, wait({ since: 'run' })], ['start -> a', 'a -> wait'])
  await emits(feature, 'first')
  await emits(feature, 'second')
  await feature.release('a')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'first' })
})

it('leaves by the port of the event that came first', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      wait({
        events: [
          { port: 'good', event: 'done' },
          { port: 'bad', event: 'failed' },
        ],
      }),
      { id: 'a', kind: 'set', config: { value: 'good' } },
      { id: 'b', kind: 'set', config: { value: '{{ nodes.wait }}' } },
    ],
    ['start -> wait', 'wait.good -> a', 'wait.bad -> b'],
  )
  await emits(feature, 'why', 'failed')
  await emits(feature, 'late', 'done')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'why' })
})

it('passes over events for which its condition does not hold', async () => {
  const feature = new Feature()
  const events = [{ port: 'heard', event: 'news', when: '{{ event.n > args.least }}' }]
  const run = await feature.run([wait({ events })], ['start -> wait'], { least: 2 })
  await emits(feature, { n: 1 })
  await emits(feature, { n: 2 })
  expect(feature.end(run)).toEqual({ status: 'running' })
  await emits(feature, { n: 3 })
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: { n: 3 } })
})

it('fails where its condition cannot be evaluated', async () => {
  const feature = new Feature()
  const events = [{ port: 'heard', event: 'news', when: '{{ $sqrt(event.n) }}' }]
  const run = await feature.run([wait({ events })], ['start -> wait'])
  await emits(feature, { n: -1 })
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'expression.failed' } })
})

it('leaves by timeout where that leads somewhere, and fails where it does not', async () => {
  const feature = new Feature()
  const caught = await feature.run(
    [wait({ timeout: '1m' }), { id: 'late', kind: 'set', config: { value: 'late' } }],
    ['start -> wait', 'wait.timeout -> late'],
  )
  const uncaught = await feature.run([wait({ timeout: '1m' })], ['start -> wait'])
  await feature.slashflow.turn(60_000)
  expect(feature.end(caught)).toEqual({ status: 'succeeded', result: 'late' })
  expect(feature.end(uncaught)).toMatchObject({ status: 'failed', error: { code: 'node.unanswered' } })
})

it('hears what came while its process was dead', async () => {
  const feature = new Feature()
  const run = await feature.run([wait()], ['start -> wait'])
  await emits(feature, 'before the crash')
  const other = await feature.run([wait({}, 'later')], ['start -> later'])
  await feature.crash()
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'before the crash' })
  expect(feature.end(other)).toEqual({ status: 'running' })
  await emits(feature, 'after the crash')
  expect(feature.end(other)).toEqual({ status: 'succeeded', result: 'after the crash' })
})

it('hears what another process publishes', async () => {
  const feature = new Feature()
  const run = await feature.run([wait()], ['start -> wait'])
  const second = feature.slashflow.another()
  await second.start({
    workflow: {
      format: 'slashflow/1',
      name: 'other',
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'tell', kind: 'emit', config: { event: 'news', data: 'from elsewhere' } },
      ],
      edges: [{ from: 'start', to: 'tell' }],
    },
    args: {},
    workspace: '',
    trusted: true,
    by: 'test',
  })
  await feature.settle()
  expect(feature.end(run)).toEqual({ status: 'running' })
  await feature.slashflow.look()
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'from elsewhere' })
  await second.close()
})

it('names the event that it heard as the cause of what follows', async () => {
  const feature = new Feature()
  const run = await feature.run([wait()], ['start -> wait'])
  const teller = await emits(feature, 1)
  const emitted = feature.slashflow.events.find(({ type, runId }) => type === 'event.emitted' && runId === teller)
  const completed = feature.slashflow.events.find(
    ({ type, runId, nodeId }) => type === 'node.completed' && runId === run && nodeId === 'wait',
  )
  expect(completed?.causationId).toBe(emitted?.id)
})

it('hears one event in every run that waits for it', async () => {
  const feature = new Feature()
  const runs = [await feature.run([wait()], ['start -> wait']), await feature.run([wait()], ['start -> wait'])]
  await emits(feature, 'all')
  expect(runs.map((run) => feature.end(run))).toEqual([
    { status: 'succeeded', result: 'all' },
    { status: 'succeeded', result: 'all' },
  ])
})

it('is quiet when its run is stopped, and hears on when that is resumed, also what came between', async () => {
  const feature = new Feature()
  const run = await feature.run([wait()], ['start -> wait'])
  await feature.slashflow.stop(run)
  await emits(feature, 'between')
  expect(feature.end(run)).toEqual({ status: 'interrupted' })
  await feature.resume(run)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'between' })
})
