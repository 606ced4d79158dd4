import { expect, it } from 'vitest'
import { driver } from '#test/support/scripted-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

it('runs a chain and ends with the output of its last node', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'a', kind: 'set', config: { value: '{{ args.n + 1 }}' } },
        { id: 'b', kind: 'work', config: { value: '{{ nodes.a * 2 }}' } },
      ],
      ['start -> a', 'a -> b'],
    ),
    { n: 2 },
  )
  await slashflow.settle()
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded', result: 6 })
  expect(
    slashflow.trace(run, ['node.activated', 'node.started', 'node.completed', 'run.started', 'run.succeeded']),
  ).toEqual([
    'run.started',
    'activated start',
    'started start',
    'completed start',
    'activated a',
    'started a',
    'completed a',
    'activated b',
    'started b',
    'completed b',
    'run.succeeded',
  ])
  expect(slashflow.verify()).toMatchObject({ ok: true, checked: { runs: 1 } })
})

it('goes round a loop with feedback and leaves it once', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'draft', kind: 'set', config: { value: 'draft {{ loop.iteration }} {{ loop.feedback }}' } },
        { id: 'ok', kind: 'approval' },
        { id: 'done', kind: 'end', config: { result: '{{ nodes.draft }}' } },
      ],
      ['start -> draft', 'draft -> ok', 'ok.approved -> done', { from: 'ok.rejected', to: 'draft', loop: { max: 2 } }],
    ),
  )
  await slashflow.settle()
  await slashflow.decide(run, 'ok', 'rejected', 'shorter')
  expect(slashflow.state(run).nodes.get('draft')).toMatchObject({ iteration: 1, output: 'draft 1 shorter' })
  await slashflow.decide(run, 'ok', 'approved')
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded', result: 'draft 1 shorter' })
})

it('fails the source when a loop has used up its passes', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'a', kind: 'set' },
        { id: 'b', kind: 'set', config: { port: 'other' } },
      ],
      ['start -> a', 'a -> b', { from: 'b.other', to: 'a', loop: { max: 2 } }],
    ),
  )
  await slashflow.settle()
  expect(slashflow.state(run)).toMatchObject({ status: 'failed', error: { code: 'loop.exhausted', nodeId: 'b' } })
  expect(slashflow.trace(run, ['node.completed'])).toEqual([
    'completed start',
    'completed a',
    'completed b',
    'completed a',
    'completed b',
    'completed a',
  ])
})

it('skips what only a dead path leads to, and joins what is left', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'a', kind: 'set' },
        { id: 'b', kind: 'set' },
        { id: 'c', kind: 'set' },
        { id: 'join', kind: 'set', config: { value: 'joined' } },
      ],
      ['start -> a', 'a.out -> b', 'a.other -> c', 'b -> join', 'c -> join'],
    ),
  )
  await slashflow.settle()
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded', result: 'joined' })
  expect(slashflow.state(run).nodes.get('c')?.status).toBe('skipped')
})

it('asks before an effect, and takes a refusal as a failure with the feedback', async () => {
  const slashflow = driver(async () => 'done')
  const graph = workflowOf(
    [
      { id: 'start', kind: 'start' },
      { id: 'push', kind: 'effect', approve: 'never', config: { value: 1 } },
    ],
    ['start -> push'],
  )
  const untrusted = await slashflow.start(graph, {}, false)
  await slashflow.settle()
  expect(slashflow.state(untrusted).nodes.get('push')?.status).toBe('awaiting')
  await slashflow.decide(untrusted, 'push', 'rejected', 'not today')
  expect(slashflow.state(untrusted)).toMatchObject({
    status: 'failed',
    error: { code: 'effect.rejected', message: 'Push was refused: not today' },
  })
  const trusted = await slashflow.start(graph, {}, true)
  await slashflow.settle()
  expect(slashflow.state(trusted)).toMatchObject({ status: 'succeeded', result: 'done' })
})

it('keeps values of any size out of the events and gives them whole to expressions', async () => {
  const big = 'x'.repeat(300_000)
  const slashflow = driver(async ({ nodeId }) => (nodeId === 'big' ? { text: big } : undefined))
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'big', kind: 'work' },
        { id: 'length', kind: 'set', config: { value: '{{ $length(nodes.big.text) }}' } },
      ],
      ['start -> big', 'big -> length'],
    ),
  )
  await slashflow.settle()
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded', result: 300_000 })
  for (const event of slashflow.events) expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(64 * 1_024)
})

it('works off a chain of thousands of nodes without depth', async () => {
  const ids = Array.from({ length: 3_000 }, (_, index) => `n${index}`)
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf(
      [{ id: 'start', kind: 'start' }, ...ids.map((id) => ({ id, kind: 'set', config: { value: 1 } }))],
      ['start -> n0', ...ids.slice(1).map((id, index) => `n${index} -> ${id}`)],
    ),
  )
  await slashflow.settle()
  expect(slashflow.state(run).status).toBe('succeeded')
})
