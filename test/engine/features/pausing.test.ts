/** A run that is paused, stepped, or held at a breakpoint: nothing starts in it, also after a crash (DESIGN 4.10). */
import { expect, it } from 'vitest'
import { workflowOf } from '#test/support/workflow-of.ts'
import { Feature } from './support/feature.ts'

const work = (...ids: readonly string[]) => ids.map((id) => ({ id, kind: 'work' }))

it('starts nothing new while a run is paused, and lets end what is under way', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run(work('a', 'b'), ['start -> a', 'a -> b'])
  await feature.tell(run, (live) => live.pausing.pause('test'))
  await feature.release('a')
  expect(feature.fates(run)).toMatchObject({ a: 'completed', b: 'queued' })
  expect(feature.works.log).toEqual(['a'])
  await feature.resume(run)
  expect(feature.works.log).toEqual(['a', 'b'])
})

/** One more than work at once. */
const NINE = Array.from({ length: 9 }, (_, index) => `w${index}`)

it('goes on in the process that resumes it once its own is dead', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run(work('a', 'b'), ['start -> a', 'a -> b'])
  await feature.tell(run, (live) => live.pausing.pause('test'))
  await feature.release('a')
  const heir = feature.slashflow.heir()
  await heir.resume(run, 'test')
  await feature.settle()
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: null })
  await heir.close()
})

it('starts nothing while a run is paused that has waited for its place since before', async () => {
  const feature = new Feature()
  feature.works.hold(...NINE)
  const run = await feature.run(
    work(...NINE),
    NINE.map((id) => `start -> ${id}`),
  )
  expect(feature.works.waiting).toHaveLength(8)
  await feature.tell(run, (live) => live.pausing.pause('test'))
  await feature.release('w0')
  expect([feature.works.waiting.length, feature.fates(run).w8]).toEqual([7, 'queued'])
  await feature.crash()
  expect(feature.works.waiting).toEqual([])
  await feature.resume(run)
  expect(feature.works.waiting).toContain('w8')
  await feature.release(...NINE.slice(1))
  expect(feature.end(run)).toMatchObject({ status: 'succeeded' })
})

it('keeps the lock of what waits for a place while its run is paused, also after a crash', async () => {
  const feature = new Feature()
  feature.works.hold(...NINE)
  const locked = { id: 'w8', kind: 'work', lock: 'deploy' }
  const run = await feature.run(
    [...work(...NINE.slice(0, 8)), locked],
    NINE.map((id) => `start -> ${id}`),
  )
  await feature.tell(run, (live) => live.pausing.pause('test'))
  const other = await feature.run([{ id: 'w0', kind: 'work', lock: 'deploy' }], ['start -> w0'])
  expect(feature.fates(other)).toEqual({ start: 'completed', w0: 'waiting' })
  await feature.crash()
  expect(feature.fates(other)).toEqual({ start: 'completed', w0: 'waiting' })
  await feature.resume(run)
  await feature.release('w0', ...NINE.slice(1, 8))
  await feature.release('w8')
  expect(feature.end(run)).toMatchObject({ status: 'succeeded' })
  expect(feature.fates(other)).toEqual({ start: 'completed', w0: 'running' })
})

it('is still paused after a crash', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run(work('a', 'b'), ['start -> a', 'a -> b'])
  await feature.tell(run, (live) => live.pausing.pause('test'))
  await feature.release('a')
  await feature.crash()
  expect(feature.end(run)).toEqual({ status: 'paused' })
  expect(feature.works.log).toEqual(['a'])
  await feature.resume(run)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: null })
  expect(feature.works.log).toEqual(['a', 'b'])
})

it('takes one node at a time when it is stepped', async () => {
  const feature = new Feature()
  const run = await feature.slashflow.engine
    .start({
      workflow: workflowOf([{ id: 'start', kind: 'start' }, ...work('a', 'b')], ['start -> a', 'a -> b']),
      args: {},
      workspace: '',
      trusted: true,
      by: 'test',
      breakpoints: ['a'],
    })
    .then(({ runId }) => runId)
  await feature.settle()
  expect([feature.end(run), feature.live(run).pausing.held]).toEqual([{ status: 'paused' }, ['a']])
  await feature.tell(run, (live) => live.pausing.step('test', undefined))
  expect([feature.works.log, feature.live(run).pausing.held]).toEqual([['a'], ['b']])
  await feature.tell(run, (live) => live.pausing.step('test', 'b'))
  expect(feature.works.log).toEqual(['a', 'b'])
})

it('holds at a breakpoint that was set meanwhile, also after a crash', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run(work('a', 'b'), ['start -> a', 'a -> b'])
  await feature.tell(run, (live) => live.pausing.setBreakpoints(['b'], 'test'))
  await feature.crash()
  await feature.release('a')
  expect(feature.slashflow.state(run)).toMatchObject({ status: 'paused', paused: { nodeId: 'b' } })
  await feature.resume(run)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: null })
})

it('still holds after a crash what it held at a breakpoint, and what was reached together with that', async () => {
  const feature = new Feature()
  const { runId } = await feature.slashflow.engine.start({
    workflow: workflowOf([{ id: 'start', kind: 'start' }, ...work('a', 'b')], ['start -> a', 'start -> b']),
    args: {},
    workspace: '',
    trusted: true,
    by: 'test',
    breakpoints: ['a'],
  })
  await feature.settle()
  await feature.crash()
  expect([feature.end(runId), feature.live(runId).pausing.held]).toEqual([{ status: 'paused' }, ['a', 'b']])
  expect(feature.works.log).toEqual([])
})

it('lets begin after a crash what was stepped to, and asked a person first', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run([...work('a', 'b'), { id: 'c', kind: 'effect' }], ['start -> a', 'a -> b', 'a -> c'])
  await feature.tell(run, (live) => live.pausing.pause('test'))
  await feature.release('a')
  await feature.tell(run, (live) => live.pausing.step('test', 'c'))
  await feature.crash()
  expect(feature.live(run).pausing.held).toEqual(['b'])
  await feature.slashflow.decide(run, 'c', 'approved')
  expect(feature.works.log).toEqual(['a', 'c'])
})

it('begins no further item of a container while it is paused', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run(
    [
      { id: 'all', kind: 'each', config: { items: '{{ [1, 2] }}', concurrency: 1 } },
      { id: 'a', kind: 'work', parent: 'all', config: { value: '{{ item }}' } },
    ],
    ['start -> all'],
  )
  await feature.tell(run, (live) => live.pausing.pause('test'))
  await feature.release('a')
  expect(feature.works.log).toEqual(['a 1'])
  await feature.resume(run)
  await feature.release('a')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: [1, 2] })
})

it('takes one item of a container at a time when that is stepped', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run(
    [
      { id: 'all', kind: 'each', config: { items: '{{ [1, 2, 3] }}', concurrency: 1 } },
      { id: 'a', kind: 'work', parent: 'all', config: { value: '{{ item }}' } },
    ],
    ['start -> all'],
  )
  await feature.tell(run, (live) => live.pausing.pause('test'))
  await feature.release('a')
  expect(feature.live(run).pausing.held).toEqual(['all'])
  await feature.tell(run, (live) => live.pausing.step('test', 'all'))
  expect(feature.live(run).pausing.held).toEqual(['a'])
  await feature.tell(run, (live) => live.pausing.step('test', 'a'))
  expect(feature.works.waiting).toEqual(['a 2'])
  await feature.release('a')
  expect(feature.live(run).pausing.held).toEqual(['all'])
})

it('can be stopped while it is paused', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run(work('a', 'b'), ['start -> a', 'a -> b'])
  await feature.tell(run, (live) => live.pausing.pause('test'))
  await feature.release('a')
  expect(await feature.slashflow.stop(run)).toMatchObject([{ nodeId: 'b', how: 'kept' }])
  await feature.resume(run)
  expect(feature.works.log).toEqual(['a', 'b'])
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: null })
})

it('begins the command of a node that is stepped to', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', work('b'), ['start -> b'])
  const call = { id: 'call', kind: 'workflow', config: { name: 'inner' } }
  const run = await feature.run([...work('a'), call], ['start -> a', 'a -> call'])
  await feature.tell(run, (live) => live.pausing.pause('test'))
  await feature.release('a')
  await feature.tell(run, (live) => live.pausing.step('test', 'call'))
  expect(feature.works.log).toEqual(['a', 'b'])
})
