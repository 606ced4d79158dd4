/** Large graphs and many items: no recursion, and no more than the engine can keep up with. */
import { expect, it } from 'vitest'
import type { Edge } from '#shared/workflow/workflow.ts'
import { Feature } from './support/feature.ts'

const LONGEST_MS = 1_200_000 // For more items than are asked for here.
const ITEMS = Number(process.env.ITEMS ?? 100_000)
const set = (id: string, value: unknown = 1) => ({ id, kind: 'set', config: { value: value as never } }) // JSON

async function ends(feature: Feature, run: string): Promise<void> {
  while (feature.slashflow.engine.live(run)) await new Promise((resolve) => setImmediate(resolve))
}

it('goes through a chain of 5,000 nodes', async () => {
  const feature = new Feature()
  const nodes = Array.from({ length: 5_000 }, (_, index) => set(`n${index}`, index))
  const edges = nodes.map(({ id }, index): Edge => ({ from: index === 0 ? 'start' : `n${index - 1}`, to: id }))
  const run = await feature.run(nodes, edges)
  await ends(feature, run)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 4_999 })
})

it('skips a chain of 5,000 nodes behind a dead path', async () => {
  const feature = new Feature()
  const nodes = Array.from({ length: 5_000 }, (_, index) => set(`n${index}`, index))
  const edges = nodes.map(({ id }, index): Edge => ({ from: index === 0 ? 'first.other' : `n${index - 1}`, to: id }))
  const run = await feature.run([set('first'), ...nodes], ['start -> first', ...edges])
  await ends(feature, run)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 1 })
  expect(Object.values(feature.fates(run)).filter((status) => status === 'skipped')).toHaveLength(5_000)
})

it('fans out to 1,000 nodes that do work, and joins them', async () => {
  const feature = new Feature()
  const nodes = Array.from({ length: 1_000 }, (_, index) => ({ id: `n${index}`, kind: 'work' }))
  const run = await feature.run(
    [...nodes, set('joined', 'all')],
    nodes.flatMap(({ id }) => [`start -> ${id}`, `${id} -> joined`]),
  )
  await ends(feature, run)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'all' })
  expect(feature.works.log).toHaveLength(1_000)
})

it('runs a graph of 10,000 nodes in layers', async () => {
  const feature = new Feature()
  const [layers, width] = [100, 100]
  const nodes = Array.from({ length: layers * width }, (_, index) => set(`n${index}`, index))
  const edges = nodes.flatMap(({ id }, index): Edge[] => {
    if (index < width) return [{ from: 'start', to: id }]
    const above = index - width
    const beside = above - (above % width) + ((above + 1) % width)
    return [
      { from: `n${above}`, to: id },
      { from: `n${beside}`, to: id },
    ]
  })
  const run = await feature.run(nodes, edges)
  await ends(feature, run)
  expect(Object.values(feature.fates(run)).filter((status) => status === 'completed')).toHaveLength(10_001)
})

it(`works off ${ITEMS} items`, { timeout: LONGEST_MS }, async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      { id: 'all', kind: 'each', config: { items: `{{ [1..${ITEMS}] }}` } },
      { id: 'one', kind: 'set', parent: 'all', config: { value: '{{ item }}' } },
      set('sum', '{{ $sum(nodes.all) }}'),
    ],
    ['start -> all', 'all -> sum'],
  )
  await ends(feature, run)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: (ITEMS * (ITEMS + 1)) / 2 })
})
