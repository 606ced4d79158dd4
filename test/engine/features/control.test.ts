/** One node stopped alone, cancel and checkpoint. */
import { expect, it } from 'vitest'
import { Feature } from './support/feature.ts'

const work = (...ids: readonly string[]) => ids.map((id) => ({ id, kind: 'work' }))

it('fails a node that is stopped alone, and lets the others go on where that is caught', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  const run = await feature.run(
    [...work('a', 'b'), { id: 'c', kind: 'set', config: { value: '{{ nodes.a.error.code }}' } }],
    ['start -> a', 'start -> b', 'a.error -> c'],
  )
  await feature.tell(run, (live) => live.executionsOf('a')[0]?.interrupt('by test'))
  expect(feature.fates(run)).toMatchObject({ a: 'failed', b: 'running', c: 'completed' })
  expect(feature.output(run, 'c')).toBe('node.interrupted')
  await feature.release('b')
  expect(feature.end(run)).toMatchObject({ status: 'succeeded' })
})

it('fails its run where nothing catches a node that is stopped alone', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run([{ id: 'a', kind: 'work', retry: { attempts: 3 } }], ['start -> a'])
  await feature.tell(run, (live) => live.executionsOf('a')[0]?.interrupt('by test'))
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'node.interrupted' } })
})

it('withdraws active nodes that a cancel names, and passes over the others', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  const run = await feature.run(
    [
      ...work('a', 'b', 'after'),
      { id: 'stop', kind: 'cancel', config: { nodes: ['a', 'nobody'] } },
      { id: 'last', kind: 'set', config: { value: '{{ nodes.stop.cancelled }}' } },
    ],
    ['start -> a', 'a -> after', 'start -> b', 'b -> stop', 'stop -> last'],
  )
  await feature.release('b')
  expect(feature.fates(run)).toEqual({
    start: 'completed',
    a: 'interrupted',
    after: 'skipped',
    b: 'completed',
    stop: 'completed',
    last: 'completed',
  })
  expect(feature.works.log).toEqual(['a', 'b', 'a!'])
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: ['a'] })
})

it('cancels from inside a container what stands around it', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run(
    [
      ...work('a'),
      { id: 'box', kind: 'group' },
      { id: 'stop', kind: 'cancel', parent: 'box', config: { nodes: ['a'] } },
    ],
    ['start -> a', 'start -> box'],
  )
  expect(feature.fates(run)).toMatchObject({ a: 'interrupted', box: 'completed' })
})

it('passes a checkpoint, holds there when somebody asked for it, and hears what they say', async () => {
  const feature = new Feature()
  const nodes = [
    ...work('a'),
    { id: 'point', kind: 'checkpoint' },
    { id: 'b', kind: 'set', config: { value: '{{ nodes.point.message }}' } },
  ]
  const edges = ['start -> a', 'a -> point', 'point -> b']
  expect(feature.end(await feature.run(nodes, edges))).toEqual({ status: 'succeeded', result: '' })
  feature.works.hold('a')
  const run = await feature.run(nodes, edges)
  await feature.tell(run, (live) => live.pausing.holdAtCheckpoint('test'))
  await feature.crash()
  await feature.release('a')
  await feature.slashflow.answer(run, 'point', { choice: 'continue', message: 'Go on, but shorter' })
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'Go on, but shorter' })
})

it('always holds at a checkpoint that says so, and leaves by interrupted where a person chose that', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      { id: 'point', kind: 'checkpoint', config: { when: 'always' } },
      { id: 'a', kind: 'set', config: { value: '{{ nodes.point.message }}' } },
    ],
    ['start -> point', 'point.interrupted -> a'],
  )
  await feature.slashflow.answer(run, 'point', { choice: 'interrupt', message: 'Enough' })
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'Enough' })
})
