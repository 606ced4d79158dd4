/** What a person sees of Tidy beyond columns and rows: bundled commands, containers, what nothing joins, notes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { boxesOf, roomOf } from '#renderer/canvas/flow/use-places.ts'
import { unclearness } from '#renderer/canvas/layout/clearness.ts'
import { layOut, type Places } from '#renderer/canvas/layout/lay-out.ts'
import { layOutSome } from '#renderer/canvas/layout/lay-out-some.ts'
import { notesAside } from '#renderer/canvas/layout/notes-aside.ts'
import type { NodeBox } from '#renderer/canvas/model/node-box.ts'
import { viewDeriver } from '#renderer/canvas/model/node-views.ts'
import { treeOf } from '#renderer/canvas/model/tree.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { viewsInputOf } from '../support/canvas-views.ts'
import { ROOT } from '../support/home.ts'

const graphOf = (ids: readonly string[], ...edges: readonly (readonly [from: string, to: string])[]): Workflow => ({
  format: 'slashflow/1',
  name: 'tidied',
  nodes: ids.map((id) => ({ id, kind: 'shell' })),
  edges: edges.map(([from, to]) => ({ from, to })),
})
const box = (width = 176): NodeBox => ({ shape: 'card', width, height: 75, lines: 2, rows: [], ports: [] })
const boxesFor = (graph: Workflow, wide = '') =>
  new Map(graph.nodes.map(({ id }) => [id, box(id === wide ? 520 : undefined)]))
const tidied = (graph: Workflow, boxes = boxesFor(graph)) => layOut(graph, boxes, treeOf(graph, new Map()))
const leftOf = (places: Places, ...ids: readonly string[]) => ids.map((id) => places.get(id)?.[0])

describe('a tidied graph', () => {
  it('reads well for the bundled commands', async () => {
    const costs = await Promise.all(
      ['changelog', 'pr-review'].map(async (name) => {
        const bundled: Workflow = JSON.parse(readFileSync(join(ROOT, `workflows/${name}.flow.json`), 'utf8'))
        const { byId, tree } = viewDeriver()({ ...viewsInputOf(bundled), catalog: catalogOf(DESCRIPTORS) })
        return unclearness(await layOut(bundled, boxesOf(byId), tree, roomOf(byId)), boxesOf(byId), bundled.edges)
      }),
    )
    // With lanes kept for bent lines, and three ways of choosing the rows, it was 21 and 7.
    expect(costs.map((cost) => cost < 10)).toEqual([true, true])
  })

  it('has columns beside a container, and behind it those that follow it', async () => {
    const beside = graphOf(['a', 'wide', 'b', 'c'], ['a', 'b'], ['a', 'wide'], ['b', 'c'])
    expect(leftOf(await tidied(beside, boxesFor(beside, 'wide')), 'a', 'wide', 'b', 'c')).toEqual([0, 216, 216, 432])
    const behind = graphOf(['a', 'wide', 'end'], ['a', 'wide'], ['wide', 'end'])
    expect(leftOf(await tidied(behind, boxesFor(behind, 'wide')), 'a', 'wide', 'end')).toEqual([0, 216, 776])
  })

  it('has what nothing joins below all else, in the order of the file', async () => {
    const places = await tidied(graphOf(['x', 'a', 'b', 'y'], ['a', 'b']))
    expect(['a', 'b', 'x', 'y'].map((id) => places.get(id))).toEqual([
      [0, 0],
      [216, 0],
      [0, 120],
      [216, 120],
    ])
  })

  it('goes on below where thousands of nodes would be one long row', async () => {
    const ids = Array.from({ length: 1_600 }, (_, index) => `n${index}`)
    const places = await tidied(graphOf(ids, ...ids.slice(1).map((to, index) => [`n${index}`, to] as const)))
    expect(new Set([...places.values()].map(String)).size).toBe(1_600)
    expect(Math.max(...leftOf(places, ...ids).map(Number))).toBeLessThan(10_000)
  })
})

it('of a selection, what nothing joins goes below the rest and covers nobody', async () => {
  const graph = graphOf(['a', 'b', 'loose', 'other'], ['a', 'b'])
  const places: Places = new Map([
    ['a', [0, 0]],
    ['b', [260, 16]],
    ['loose', [0, 136]],
    ['other', [216, 160]],
  ])
  const moved = await layOutSome(graph, ['a', 'b', 'loose'], boxesFor(graph), places, treeOf(graph, new Map()))
  expect(Object.fromEntries(moved)).toEqual({ a: [0, 0], b: [216, 0], loose: [0, 120] })
})

it('a note stays where it is beside a graph that is laid out anew, and gives way where that would cover it', () => {
  const graph = graphOf(['a', 'over', 'free'])
  const boxes = new Map(
    [...boxesFor(graph)].map(([id, own]) => [id, id === 'a' ? own : { ...own, shape: 'note' as const }]),
  )
  const places: Places = new Map([
    ['over', [40, 40]],
    ['free', [400, 40]],
  ])
  expect([...notesAside(new Map([['a', [0, 0]]]), places, boxes, treeOf(graph, new Map()))]).toEqual([
    ['over', [40, 112]],
  ])
})
