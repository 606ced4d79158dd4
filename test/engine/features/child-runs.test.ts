/** `workflow`: another command as a child run. */
import { expect, it } from 'vitest'
import type { Edge } from '#shared/workflow/workflow.ts'
import { call } from './support/call.ts'
import { Feature } from './support/feature.ts'

it('gets arguments, and gives its result', async () => {
  const feature = new Feature()
  feature.command('inner', [{ id: 'a', kind: 'set', config: { value: '{{ args.n * 2 }}' } }], ['start -> a'])
  const run = await feature.run([call({ args: { n: '{{ args.n + 1 }}' } })], ['start -> call'], { n: 20 })
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 42 })
  const child = feature.childOf(run)
  expect(feature.slashflow.state(child)).toMatchObject({
    status: 'succeeded',
    args: { n: 21 },
    startedBy: `run ${run}`,
    parent: { runId: run, nodeId: 'call', path: '', iteration: 0, depth: 1 },
  })
})

it('shares the correlation id with all runs below the one at the top', async () => {
  const feature = new Feature()
  feature.command('inner', [{ id: 'next', kind: 'workflow', config: { name: 'innermost' } }], ['start -> next'])
  feature.command('innermost', [{ id: 'a', kind: 'set' }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  expect(new Set(feature.slashflow.events.map(({ runId }) => runId)).size).toBe(3)
  expect(new Set(feature.slashflow.events.map(({ correlationId }) => correlationId))).toEqual(new Set([run]))
})

it('fails its node with the code and message it failed with', async () => {
  const feature = new Feature()
  feature.works.fail('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  expect(feature.end(run)).toEqual({ status: 'failed', error: { code: 'test.failed', message: 'a failed' } })
})

it('leaves by error where it fails and the port leads somewhere', async () => {
  const feature = new Feature()
  feature.works.fail('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const run = await feature.run(
    [call(), { id: 'b', kind: 'set', config: { value: '{{ nodes.call.error.message }}' } }],
    ['start -> call', 'call.error -> b'],
  )
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'a failed' })
})

it.each([3, 700])('fails its node where it is found and cannot begin, of %i nodes', async (length) => {
  const feature = new Feature()
  const ids = Array.from({ length }, (_, index) => `n${index}`)
  feature.command(
    'inner',
    ids.map((id) => ({ id, kind: 'gone' })),
    ids.map((id, index) => `${ids[index - 1] ?? 'start'} -> ${id}`),
  )
  const run = await feature.run([call()], ['start -> call'])
  expect(feature.end(run)).toMatchObject({
    status: 'failed',
    error: { code: 'internal', message: expect.stringContaining('of kind "gone"') },
  })
})

it('is begun anew by a retry', async () => {
  const feature = new Feature()
  feature.works.fail('a')
  feature.command('inner', [{ id: 'a', kind: 'work', config: { value: 5 } }], ['start -> a'])
  const run = await feature.run([call({}, { retry: { attempts: 2, delay: '1s' } })], ['start -> call'])
  await feature.slashflow.turn(1_000)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 5 })
  expect(feature.end(feature.childOf(run, 0))).toMatchObject({ status: 'failed' })
  expect(feature.end(feature.childOf(run, 1))).toEqual({ status: 'succeeded', result: 5 })
})

it('is not begun anew where it failed for good', async () => {
  const feature = new Feature()
  const back: Edge = { from: 'a', to: 'a', loop: { max: 1 } }
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a', back])
  const run = await feature.run([call({}, { retry: { attempts: 2, delay: '1s' } })], ['start -> call'])
  await feature.slashflow.turn(1_000)
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'loop.exhausted' } })
  expect(feature.slashflow.trace(run, ['child.started'])).toHaveLength(1)
})

it('goes on alone where nobody waits for it', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work', config: { value: 5 } }], ['start -> a'])
  const run = await feature.run([call({ wait: false })], ['start -> call'])
  const child = feature.childOf(run)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: { runId: child } })
  expect(feature.end(child)).toEqual({ status: 'running' })
  await feature.crash()
  await feature.release('a')
  expect(feature.end(child)).toEqual({ status: 'succeeded', result: 5 })
})

it('is refused where commands call one another without an end', async () => {
  const feature = new Feature()
  feature.command('inner', [call()], ['start -> call'])
  const run = await feature.run([call()], ['start -> call'])
  await feature.settle()
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'workflow.too-deep' } })
  expect(new Set(feature.slashflow.events.map(({ runId }) => runId)).size).toBe(26)
})

it('asks a person as any run does', async () => {
  const feature = new Feature()
  feature.command('inner', [{ id: 'ok', kind: 'approval', config: { title: 'Sure?' } }], ['start -> ok'])
  const run = await feature.run([call()], ['start -> call'])
  await feature.slashflow.decide(feature.childOf(run), 'ok', 'approved', 'yes')
  expect(feature.end(run)).toMatchObject({ status: 'succeeded', result: { decision: 'approved', feedback: 'yes' } })
})

it('stands for each item of a container', async () => {
  const feature = new Feature()
  feature.command('inner', [{ id: 'a', kind: 'set', config: { value: '{{ args.n * 10 }}' } }], ['start -> a'])
  const run = await feature.run(
    [
      { id: 'all', kind: 'each', config: { items: '{{ [1, 2, 3] }}' } },
      call({ args: { n: '{{ item }}' } }, { parent: 'all' }),
    ],
    ['start -> all'],
  )
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: [10, 20, 30] })
  expect(feature.slashflow.state(feature.childOf(run, 1)).parent).toMatchObject({ path: 'all[1]' })
})
