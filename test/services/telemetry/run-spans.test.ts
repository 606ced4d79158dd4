/** Traces: the run, its nodes and its child runs as spans that hang together across processes. */
import { expect, it } from 'vitest'
import { RunSpans, type SpanDraft } from '#main/services/telemetry/run-spans.ts'
import { nodeSpanId, runSpanId, traceIdOf } from '#main/services/telemetry/span-ids.ts'
import type { EventDraft } from '#shared/events/event.ts'
import { eventsOf } from './events.ts'

const started: EventDraft = {
  type: 'run.started',
  data: { workflow: 'review', version: 'v1', args: {}, workspace: '', trusted: true, by: 'cli' },
}
const at = { nodeId: 'ask', iteration: 0 }
const course: readonly EventDraft[] = [
  started,
  { type: 'node.activated', data: { loop: { iteration: 0 } }, ...at, attempt: 1 },
  { type: 'node.started', data: { input: {} }, ...at, attempt: 1 },
  {
    type: 'node.failed',
    data: { code: 'model.busy', message: 'Busy.', retryAt: '2026-01-01T00:00:09Z' },
    ...at,
    attempt: 1,
  },
  { type: 'node.retried', data: {}, ...at, attempt: 2 },
  { type: 'node.failed', data: { code: 'model.down', message: 'Down.' }, ...at, attempt: 2 },
  { type: 'run.failed', data: { code: 'model.down', message: 'Down.', nodeId: 'ask' } },
]

const spansOf = (spans: RunSpans, events: ReturnType<typeof eventsOf>): SpanDraft[] =>
  events.flatMap((event) => spans.take(event))

it('makes a span of the run and one of each execution, with its attempts as events and why it failed', () => {
  const [node, run, ...more] = spansOf(new RunSpans('r1'), eventsOf('r1', course))

  expect(more).toEqual([])
  expect(node).toMatchObject({
    name: 'ask',
    traceId: traceIdOf('r1'),
    parentSpanId: runSpanId('r1', 0),
    startedAt: '2026-01-01T00:00:01.000Z',
    endedAt: '2026-01-01T00:00:05.000Z',
    error: 'model.down: Down.',
    attributes: { 'slashflow.attempts': 2 },
    events: [
      { name: 'started' },
      { name: 'failed: Busy. (model.busy), tried again' },
      { name: 'tried again, attempt 2' },
      { name: 'failed: Down. (model.down)' },
    ],
  })
  expect(run).toMatchObject({ name: '/review', spanId: runSpanId('r1', 0), parentSpanId: undefined })
})

it('hangs a child run below the node that called it, in the trace of its parent', () => {
  const parent = { runId: 'r1', nodeId: 'call', path: 'all[2]', iteration: 1, depth: 1 }
  const child: EventDraft = { ...started, data: { ...started.data, parent } } as EventDraft // of the same type
  const [run] = spansOf(
    new RunSpans('r2'),
    eventsOf('r2', [child, { type: 'run.succeeded', data: { result: null } }], 0, 'r1'),
  )
  expect(run).toMatchObject({ traceId: traceIdOf('r1'), parentSpanId: nodeSpanId('r1', 'all[2]/call/1') })
})

it('gives the same spans in the process that took the run over, and none twice', () => {
  const events = eventsOf('r1', course)
  const all = spansOf(new RunSpans('r1'), events)
  const other = new RunSpans('r1')
  spansOf(other, events.slice(0, 4))
  expect(spansOf(other, events)).toEqual(all)
})
