/** `workflow`: another command as a child run. */
import { expect, it } from 'vitest'
import type { Edge } from '#shared/workflow/workflow.ts'
import { Feature } from './support/feature.ts'

const call = (config: object = {}, more: object = {}) => ({
  id: 'call',
  kind: 'workflow',
  config: { name: 'inner', ...config } as never, // a config as a file has it
  ...more,
})

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

it('is stopped with its parent, and named in the receipt', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  const receipt = await feature.slashflow.stop(run)
  expect(receipt).toMatchObject([{ what: 'Call: A', how: 'ended', nodeId: 'call' }])
  expect(feature.works.log).toEqual(['a', 'a!'])
  expect(feature.end(run)).toEqual({ status: 'interrupted' })
  expect(feature.end(feature.childOf(run))).toEqual({ status: 'interrupted' })
})

it('goes on with its parent when that is resumed', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work', config: { value: 3 } }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  await feature.slashflow.stop(run)
  await feature.resume(run)
  await feature.release('a')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 3 })
  expect(feature.works.log).toEqual(['a 3', 'a 3!', 'a 3'])
})

it('takes its parent along when it is resumed itself', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work', config: { value: 3 } }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  await feature.slashflow.stop(run)
  await feature.resume(feature.childOf(run))
  await feature.release('a')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 3 })
})

it('is waited for again when it was stopped by itself', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work', config: { value: 3 } }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  await feature.slashflow.stop(feature.childOf(run))
  expect(feature.end(run)).toEqual({ status: 'running' })
  await feature.resume(feature.childOf(run))
  await feature.release('a')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 3 })
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

it('is paused and goes on with its parent', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command(
    'inner',
    [
      { id: 'a', kind: 'work' },
      { id: 'b', kind: 'work' },
    ],
    ['start -> a', 'a -> b'],
  )
  const run = await feature.run([call()], ['start -> call'])
  await feature.tell(run, (live) => live.pausing.pause('test'))
  const child = feature.childOf(run)
  expect([feature.end(run), feature.end(child)]).toEqual([{ status: 'paused' }, { status: 'paused' }])
  await feature.release('a')
  expect(feature.works.log).toEqual(['a'])
  await feature.resume(run)
  expect(feature.works.log).toEqual(['a', 'b'])
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: null })
})

it('goes on after a crash, and its parent hears of its end', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work', config: { value: 3 } }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  await feature.crash()
  await feature.release('a')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 3 })
})

it('is ended with its node when the time of that is over', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const run = await feature.run([call({}, { timeout: '5s' })], ['start -> call'])
  await feature.slashflow.turn(5_000)
  expect(feature.works.waiting).toEqual([])
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'node.timeout' } })
  expect(feature.end(feature.childOf(run))).toEqual({ status: 'interrupted' })
})

it('is ended where its node is withdrawn, and does not go on after a crash either', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  feature.works.fail('c')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const run = await feature.run(
    [call(), { id: 'b', kind: 'work' }, { id: 'c', kind: 'work' }],
    ['start -> call', 'start -> b', 'b -> c'],
  )
  await feature.release('b')
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { message: 'c failed' } })
  expect(feature.end(feature.childOf(run))).toEqual({ status: 'interrupted' })
  await feature.crash()
  expect(feature.works.waiting).toEqual([])
})

it('is stopped with its parent where nobody owned either', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  const folder = `${feature.slashflow.home}-left`
  feature.slashflow.keepCopy(folder)
  const heir = new Feature({ works: feature.works, folder })
  feature.works.forget()
  await heir.slashflow.stopHeld(run)
  await heir.slashflow.recover()
  expect(heir.works.waiting).toEqual([])
  expect([heir.end(run), heir.end(heir.childOf(run))]).toEqual([{ status: 'interrupted' }, { status: 'interrupted' }])
})
