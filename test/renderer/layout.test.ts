import { describe, expect, it } from 'vitest'
import { unclearness } from '#renderer/canvas/layout/clearness.ts'
import { layOut } from '#renderer/canvas/layout/lay-out.ts'
import { layOutColumns } from '#renderer/canvas/layout/lay-out-columns.ts'
import { placeMissing } from '#renderer/canvas/layout/place-missing.ts'
import type { NodeBox } from '#renderer/canvas/model/node-box.ts'
import { treeOf } from '#renderer/canvas/model/tree.ts'
import { edgePath, loopLine, loopOrders, loopPath, wrapLine } from '#shared/drawing/edge-path.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const box = (ports: readonly string[] = ['out']): NodeBox => ({
  shape: 'card',
  width: 176,
  height: 75,
  lines: 2,
  rows: [],
  ports: [
    { port: 'in', side: 'in', x: -2.5, y: 11, width: 5, height: 12, edge: 'left' },
    ...ports.map((port, index) => ({
      port,
      side: 'out' as const,
      x: 171.5,
      y: 12.5 + 20 * index,
      width: 9,
      height: 9,
      edge: 'right' as const,
    })),
  ],
})

const workflow: Workflow = {
  format: 'slashflow/1',
  name: 'fan',
  nodes: ['a', 'b', 'c', 'd'].map((id) => ({ id, kind: 'shell' })),
  edges: [
    { from: 'a', to: 'b' },
    { from: 'a', to: 'c' },
    { from: 'b', to: 'd' },
    { from: 'c', to: 'd' },
    { from: 'd.gone', to: 'a', loop: { max: 3 } },
  ],
}
const tree = treeOf(workflow, new Map())
const boxes = new Map(['a', 'b', 'c', 'd'].map((id) => [id, box()]))

describe('laying out a graph', () => {
  it('goes from left to right in columns, on the raster, and loops turn nothing round', async () => {
    const places = await layOut(workflow, boxes, tree)
    const x = (id: string) => places.get(id)?.[0] ?? Number.NaN
    const y = (id: string) => places.get(id)?.[1] ?? Number.NaN
    expect(x('a') + 176).toBeLessThan(x('b'))
    expect(x('b')).toBe(x('c'))
    expect(Math.abs(y('b') - y('c'))).toBeGreaterThanOrEqual(75)
    expect(x('c') + 176).toBeLessThan(x('d'))
    expect([...places.values()].flat().every((value) => value % 8 === 0)).toBe(true)
  })

  it('runs one edge over a node at the most where lanes of different lengths meet, and makes no stairs of a chain of branches', async () => {
    const graphOf = (edges: Workflow['edges']): Workflow => ({
      ...workflow,
      nodes: [...new Set(edges.flatMap(({ from, to }) => [from.split('.')[0] ?? '', to]))].map((id) => ({
        id,
        kind: 'shell',
      })),
      edges,
    })
    const chained = (...ids: readonly string[]) => ids.slice(1).map((to, at) => ({ from: ids[at] ?? '', to }))
    const lanes = graphOf([
      ...chained('a', 'b', 'c', 'd', 'e', 'm'),
      ...chained('a', 'f', 'm'),
      ...chained('a', 'g', 'h', 'm'),
    ])
    const stairs = graphOf(
      [0, 1, 2, 3, 4].flatMap((step) => [
        { from: `p${step}.no`, to: `mend${step}` },
        { from: `p${step}.yes`, to: `p${step + 1}` },
      ]),
    )
    for (const graph of [lanes, stairs]) {
      const sizes = new Map(graph.nodes.map(({ id }) => [id, box(id.startsWith('p') ? ['no', 'yes'] : ['out'])]))
      const laid = await layOut(graph, sizes, treeOf(graph, new Map()), new Map(), false)
      // An edge over a node counts 3, each 300 px of height 1. With one way of choosing the rows it was 16.
      expect(unclearness(laid, sizes, graph.edges)).toBeLessThan(6)
    }
  })

  it('bears an edge whose port is gone', async () => {
    const broken: Workflow = { ...workflow, edges: [{ from: 'a.gone', to: 'b' }] }
    expect((await layOut(broken, boxes, tree)).size).toBe(4)
  })
})

describe('a graph that is wider than a window', () => {
  const graphOf = (edges: readonly string[]): Workflow => {
    const pairs = edges.map((edge) => edge.split(' -> ') as [string, string])
    return {
      format: 'slashflow/1',
      name: 'wide',
      nodes: [...new Set(pairs.flat())].map((id) => ({ id, kind: 'shell' })),
      edges: pairs.map(([from, to]) => ({ from, to })),
    }
  }
  const chain = (from: number, to: number): readonly string[] =>
    Array.from({ length: to - from }, (_, index) => `n${from + index} -> n${from + index + 1}`)
  const rowsOf = async (graph: Workflow): Promise<readonly (readonly string[])[]> => {
    const laid = await layOut(graph, new Map(graph.nodes.map(({ id }) => [id, box()])), treeOf(graph, new Map()))
    const rows = new Map<number, string[]>()
    for (const { id } of graph.nodes) {
      const [, y = 0] = laid.get(id) ?? []
      rows.set(y, [...(rows.get(y) ?? []), id])
    }
    expect(Math.max(...[...laid.values()].map(([x]) => x + 176))).toBeLessThanOrEqual(1_440)
    return [...rows].toSorted(([one], [other]) => one - other).map(([, ids]) => ids)
  }

  it('is laid out in rows of much the same width, in order, always the same', async () => {
    const rows = await rowsOf(graphOf(chain(1, 12)))
    expect(rows).toEqual([
      ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'],
      ['n7', 'n8', 'n9', 'n10', 'n11', 'n12'],
    ])
    expect(await rowsOf(graphOf(chain(1, 12)))).toEqual(rows)
    expect(await rowsOf(graphOf(chain(1, 6)))).toHaveLength(1)
  })

  it('ends a row where a single edge goes on, and keeps together what several lead to', async () => {
    const fan = ['n6 -> a', 'n6 -> b', 'a -> c', 'b -> d', 'c -> n7', 'd -> n7']
    const rows = await rowsOf(graphOf([...chain(1, 6), ...fan, ...chain(7, 9)]))
    const first = rows.findIndex((ids) => ids.includes('n6'))
    for (const id of ['a', 'b', 'c', 'd', 'n7'])
      expect(Math.abs(rows.findIndex((ids) => ids.includes(id)) - first)).toBeLessThanOrEqual(1)
    expect(rows[0]).toEqual(['n1', 'n2', 'n3', 'n4', 'n5'])
  })

  it('sets what nothing joins below, as words are set', async () => {
    const alone = Array.from({ length: 8 }, (_, index) => ({ id: `alone${index}`, kind: 'shell' }))
    const graph = graphOf(chain(1, 8))
    const rows = await rowsOf({ ...graph, nodes: [...alone, ...graph.nodes] })
    expect(rows.map((ids) => ids.length)).toEqual([4, 4, 6, 2])
  })
})

describe('a node without a place', () => {
  it('stands beside what leads to it, below what is in the way, and moves nothing', () => {
    const partly: Workflow = { ...workflow, layout: { a: [0, 0], c: [216, 0] } }
    const added = placeMissing(partly, boxes, tree)
    expect([...added.keys()]).toEqual(['b', 'd'])
    expect(added.get('b')).toEqual([216, 112])
    expect(added.get('d')?.[0]).toBe(432)
  })
})

describe('the way of an edge', () => {
  it('is a cubic forward, and runs between the rows where it goes back to another one', () => {
    expect(edgePath({ sourceX: 0, sourceY: 0, targetX: 100, targetY: 40, down: false })).toBe('M0,0 C50,0 50,40 100,40')
    expect(edgePath({ sourceX: 0, sourceY: 0, targetX: 10, targetY: 0, down: false })).toBe('M0,0 C18,0 -8,0 10,0')
    const back = { sourceX: 500, sourceY: 0, targetX: 0, targetY: 200, down: false }
    expect(edgePath(back)).toContain(',100')
    const beside = (y: number, bottom: number) => ({ x: 100, right: 200, y, bottom })
    expect(wrapLine(back, [])).toBe(100)
    expect(wrapLine(back, [beside(-20, 130), beside(190, 240)])).toBe(160)
    expect(edgePath(back, 160)).toContain(',160')
  })

  it('of a loop runs beside that of another only where both go round the same node', () => {
    expect(loopOrders([['a', 'b'], ['c', 'd'], ['b', 'c'], ['e']])).toEqual([0, 0, 1, 0])
  })

  it('goes round a loop below its nodes, or between two rows where it goes up', () => {
    const area = (x: number, y: number) => ({ x, y, right: x + 100, bottom: y + 60 })
    const [target, source, below] = [area(0, 0), area(200, 0), area(100, 0)]
    expect(loopLine(source, target, [target, source], [target, source, below])).toBe(78)
    expect(loopLine(area(200, 200), target, [target, area(200, 200)], [target, below, area(200, 200)])).toBe(78)
    const nextRow = area(0, 136)
    expect(loopLine(source, target, [target, source, nextRow], [target, source, nextRow])).toBe(78)
    const [under, far] = [area(100, 70), area(100, 400)]
    expect(loopLine(source, target, [target, source], [target, source, under, far])).toBe(148)
    expect(loopPath({ sourceX: 300, sourceY: 17, targetX: 0, targetY: 17, down: false }, 78)).toMatch(
      /^M300,17 H306 .* H0$/,
    )
  })
})

describe('a graph of thousands of nodes without places', () => {
  const sizes = new Map(Array.from({ length: 10_000 }, (_, index) => [`n${index}`, { width: 176, height: 64 }]))
  const overlap = (places: ReadonlyMap<string, readonly [number, number]>) =>
    new Set([...places.values()].map(String)).size !== places.size

  it('is laid out in columns, each node behind what leads to it and beside its neighbours', () => {
    const edges = [...sizes.keys()].slice(1).map((to, index) => ({ from: `n${Math.floor(index / 3)}`, to }))
    const places = layOutColumns(sizes, [...edges, { from: 'n9999', to: 'n0', loop: { max: 2 } }])
    expect(places.size).toBe(10_000)
    expect(overlap(places)).toBe(false)
    expect(edges.every(({ from, to }) => (places.get(from)?.[0] ?? 0) < (places.get(to)?.[0] ?? 0))).toBe(true)
    expect(['n1', 'n2', 'n3'].map((id) => places.get(id))).toEqual([
      [216, 0],
      [216, 96],
      [216, 192],
    ])
  })

  it('may be one chain, hold circles that nobody marked, or nothing that joins it', () => {
    const chain = [...sizes.keys()].slice(1).map((to, index) => ({ from: `n${index}`, to }))
    expect(layOutColumns(sizes, chain).get('n9999')).toEqual([9_999 * 216, 0])
    expect(layOutColumns(sizes, [...chain, { from: 'n9999', to: 'n0' }]).size).toBe(10_000)
    const loose = layOutColumns(sizes, [])
    expect(overlap(loose)).toBe(false)
    expect(Math.max(...[...loose.values()].map(([, y]) => y))).toBeLessThan(10_000)
  })
})
