import { expect, it } from 'vitest'
import { NodeError } from '#main/engine/node-error.ts'
import { driver, until } from '#test/support/scripted-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

it('tries again after a failure, with a deadline that is in the log', async () => {
  const slashflow = driver(async ({ attempt }) => (attempt < 3 ? new NodeError('boom', 'It broke.') : 'fine'))
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'a', kind: 'work', retry: { attempts: 3, delay: '1s', jitter: false } },
      ],
      ['start -> a'],
    ),
  )
  await slashflow.settle()
  expect(slashflow.state(run).nodes.get('a')).toMatchObject({ status: 'retrying', error: { code: 'boom' } })
  await slashflow.turn(1_000)
  await slashflow.turn(2_000)
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded', result: 'fine' })
  expect(slashflow.trace(run, ['node.failed', 'node.retried', 'node.started'])).toEqual([
    'started start',
    'started a',
    'failed a',
    'retried a',
    'started a',
    'failed a',
    'retried a',
    'started a',
  ])
})

it('ends work that takes longer than its timeout, and leaves by error', async () => {
  const slashflow = driver(({ signal }) => until(signal))
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'a', kind: 'work', timeout: '5s' },
        { id: 'caught', kind: 'set', config: { value: '{{ nodes.a.error.code }}' } },
      ],
      ['start -> a', 'a.error -> caught'],
    ),
  )
  await slashflow.settle()
  await slashflow.turn(5_000)
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded', result: 'node.timeout' })
})

it('fails the run where nothing catches an error, and withdraws what is active', async () => {
  const slashflow = driver(async ({ nodeId, signal }) =>
    nodeId === 'bad' ? new NodeError('boom', 'It broke.') : until(signal),
  )
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'long', kind: 'work' },
        { id: 'bad', kind: 'work' },
      ],
      ['start -> long', 'start -> bad'],
    ),
  )
  await slashflow.settle()
  expect(slashflow.state(run)).toMatchObject({
    status: 'failed',
    error: { code: 'boom', message: 'It broke.', nodeId: 'bad' },
  })
  expect(slashflow.state(run).nodes.get('long')).toMatchObject({ status: 'interrupted' })
})

it('stops with a receipt of everything that was active, and resumes', async () => {
  let calls = 0
  const slashflow = driver(async ({ signal, holds, stream }) => {
    calls += 1
    if (calls > 1) return 'second'
    const ended = holds('model stream of a')
    stream('Hello')
    return until(signal).finally(() => ended('aborted'))
  })
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'a', kind: 'work' },
        { id: 'ok', kind: 'approval' },
      ],
      ['start -> a', 'start -> ok'],
    ),
  )
  await slashflow.settle()
  const receipt = await slashflow.engine.live(run)?.ending.stop('test', false)
  expect(receipt).toEqual([
    { what: 'approval “Sure?”', how: 'kept', ms: 0, nodeId: 'ok' },
    { what: 'model stream of a', how: 'aborted', ms: 0, nodeId: 'a' },
  ])
  expect(slashflow.state(run)).toMatchObject({ status: 'interrupted', receipt })
  await slashflow.engine.resume(run, 'test')
  await slashflow.settle()
  await slashflow.decide(run, 'ok', 'approved')
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded' })
  expect(slashflow.state(run).nodes.get('a')).toMatchObject({ output: 'second' })
})
