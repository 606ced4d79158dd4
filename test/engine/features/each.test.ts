/** `each`: its children once per item (DESIGN 4.5). */
import { expect, it } from 'vitest'
import { all, item } from './support/each-nodes.ts'
import { Feature } from './support/feature.ts'

it('gives the results in item order, however they end', async () => {
  const feature = new Feature()
  feature.works.hold('one')
  const run = await feature.run([all(), item], ['start -> all'])
  await feature.release('one "c"', 'one "a"', 'one "b"')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: ['a', 'b', 'c'] })
})

it('begins no more items at once than its concurrency', async () => {
  const feature = new Feature()
  feature.works.hold('one')
  const run = await feature.run([all({ concurrency: 2 }), item], ['start -> all'])
  expect(feature.works.waiting).toEqual(['one "a"', 'one "b"'])
  await feature.release('one "b"')
  expect(feature.works.waiting).toEqual(['one "a"', 'one "c"'])
  await feature.release('one "a"', 'one "c"')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: ['a', 'b', 'c'] })
})

it('begins as many at once as the run may, where nothing else is said', async () => {
  const feature = new Feature()
  feature.works.hold('one')
  await feature.run([all({ items: '{{ [1..20] }}' }), item], ['start -> all'])
  expect(feature.works.waiting).toHaveLength(8)
})

it('withdraws the other items and fails with the code and message of the one that failed', async () => {
  const feature = new Feature()
  feature.works.hold('one')
  feature.works.fail('one "b"')
  const run = await feature.run([all({ concurrency: 2 }), item], ['start -> all'])
  expect(feature.end(run)).toEqual({
    status: 'failed',
    error: { code: 'test.failed', message: 'one "b" failed' },
  })
  expect(feature.works.log).toEqual(['one "a"', 'one "b"', 'one "a"!'])
  expect(feature.fates(run)).toEqual({
    start: 'completed',
    all: 'failed',
    'all[0]/one': 'interrupted',
    'all[1]/one': 'failed',
  })
})

it('puts an error in the place of an item that failed where errors are collected', async () => {
  const feature = new Feature()
  feature.works.fail('one "b"')
  const run = await feature.run([all({ onError: 'collect' }), item], ['start -> all'])
  expect(feature.end(run)).toEqual({
    status: 'succeeded',
    result: ['a', { error: { code: 'test.failed', message: 'one "b" failed' } }, 'c'],
  })
})

it('gives an empty list for no items, and nothing for an item without children', async () => {
  const feature = new Feature()
  const empty = await feature.run([all({ items: '{{ [] }}' }), item], ['start -> all'])
  expect(feature.end(empty)).toEqual({ status: 'succeeded', result: [] })
  const bare = await feature.run([all()], ['start -> all'])
  expect(feature.end(bare)).toEqual({ status: 'succeeded', result: [null, null, null] })
})

it('shows its children the item, its place, their siblings and the nodes outside', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      { id: 'before', kind: 'set', config: { value: 'outside' } },
      all({ items: '{{ ["a", "b"] }}' }),
      { id: 'first', kind: 'set', parent: 'all', config: { value: '{{ item & index }}' } },
      {
        id: 'second',
        kind: 'set',
        parent: 'all',
        config: { value: '{{ [nodes.before, nodes.first, item, index] }}' },
      },
    ],
    ['start -> before', 'before -> all', 'first -> second'],
  )
  expect(feature.end(run)).toEqual({
    status: 'succeeded',
    result: [
      ['outside', 'a0', 'a', 0],
      ['outside', 'b1', 'b', 1],
    ],
  })
})

it('does not show what is inside to the nodes outside', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [all(), item, { id: 'after', kind: 'set', config: { value: '{{ [nodes.all[0], $exists(nodes.one)] }}' } }],
    ['start -> all', 'all -> after'],
  )
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: ['a', false] })
})

it('stands inside another one, whose items it sees', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      { id: 'rows', kind: 'each', config: { items: '{{ [[1, 2], [3, 4]] }}' } },
      { id: 'row', kind: 'set', parent: 'rows', config: { value: '{{ item }}' } },
      { id: 'cells', kind: 'each', parent: 'rows', config: { items: '{{ item }}' } },
      { id: 'cell', kind: 'set', parent: 'cells', config: { value: '{{ item * 10 + $sum(nodes.row) }}' } },
    ],
    ['start -> rows', 'row -> cells'],
  )
  expect(feature.end(run)).toEqual({
    status: 'succeeded',
    result: [
      [13, 23],
      [37, 47],
    ],
  })
  expect(Object.keys(feature.fates(run))).toContain('rows[1]/cells[0]/cell')
})

it('ends an item at an end inside it, and goes on with the others', async () => {
  const feature = new Feature()
  feature.works.hold('slow')
  const run = await feature.run(
    [
      all({ items: '{{ ["a", "b"] }}' }),
      { id: 'slow', kind: 'work', parent: 'all', config: { value: '{{ item }}' } },
      { id: 'quick', kind: 'set', parent: 'all' },
      { id: 'done', kind: 'end', parent: 'all', config: { result: '{{ "ended " & item }}' } },
      { id: 'after', kind: 'set', config: { value: '{{ nodes.all }}' } },
    ],
    ['start -> all', 'quick -> done', 'all -> after'],
  )
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: ['ended a', 'ended b'] })
  expect(feature.works.log).toEqual(['slow "a"', 'slow "b"', 'slow "a"!', 'slow "b"!'])
})

it('asks a person in each item, and each answer is that item’s', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [all(), { id: 'ok', kind: 'approval', parent: 'all', config: { title: 'Take {{ item }}?' } }],
    ['start -> all'],
  )
  const waits = [...feature.slashflow.state(run).waits.values()]
  expect(waits.map(({ path, request }) => [path, request.title])).toEqual([
    ['all[0]', 'Take a?'],
    ['all[1]', 'Take b?'],
    ['all[2]', 'Take c?'],
  ])
  for (const { id, path } of [...waits].reverse()) {
    const decision = path === 'all[1]' ? 'rejected' : 'approved'
    await feature.slashflow.engine.decide(feature.live(run), id, {
      decision,
      value: undefined,
      feedback: path,
      by: 'test',
    })
    await feature.settle()
  }
  expect(feature.end(run)).toMatchObject({
    status: 'succeeded',
    result: [
      { decision: 'approved', feedback: 'all[0]' },
      { decision: 'rejected', feedback: 'all[1]' },
      { decision: 'approved', feedback: 'all[2]' },
    ],
  })
})
