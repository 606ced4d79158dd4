import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyseGraph, type WorkflowGraph } from '#shared/workflow/graph.ts'
import type { Edge, WorkflowNode } from '#shared/workflow/workflow.ts'

/** `a>b` goes forward, `b.port>c` by a port, `b^a` is a loop edge. */
function graph(text: string, containers: Record<string, string> = {}): WorkflowGraph {
  const edges: Edge[] = text
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [from = '', to = ''] = word.split(/[>^]/)
      return word.includes('^') ? { from, to, loop: { max: 3 } } : { from, to }
    })
  const ids = [
    ...new Set([...edges.flatMap((edge) => [edge.from.split('.')[0] ?? '', edge.to]), ...Object.keys(containers)]),
  ]
  const nodes: WorkflowNode[] = ids.map((id) => ({
    id,
    kind: id.startsWith('start') ? 'start' : 'transform',
    ...(containers[id] !== undefined && { parent: containers[id] }),
  }))
  return analyseGraph({ nodes, edges })
}

const names = (of: WorkflowGraph, indices: readonly number[]) => indices.map((index) => of.nodes[index]?.id)
const bodies = (of: WorkflowGraph) => of.loops.map((loop) => names(of, loop.body).sort().join(''))

describe('a graph', () => {
  it('has nodes and edges by number, with ports', () => {
    const of = graph('start>a a.yes>b a.no>c')
    expect(of.edges[1]).toEqual({ index: 1, from: 1, port: 'yes', to: 2, leaves: [] })
    expect(of.nodes[1]).toMatchObject({
      id: 'a',
      parent: -1,
      incoming: [0],
      outgoing: [1, 2],
      loops: [],
      reachable: true,
    })
    expect(names(of, of.entries)).toEqual(['start'])
  })

  it('keeps an edge with a missing end, without an end', () => {
    const of = analyseGraph({
      nodes: [{ id: 'a', kind: 'start' }],
      edges: [
        { from: 'a', to: 'gone' },
        { from: 'x.y', to: 'a' },
      ],
    })
    expect(of.edges.map(({ from, to }) => [from, to])).toEqual([
      [0, -1],
      [-1, 0],
    ])
    expect(of.nodes[0]).toMatchObject({ incoming: [], outgoing: [] })
  })

  it('has levels by container', () => {
    const of = graph('start>all x>y', { x: 'all', y: 'all' })
    expect([...of.levels].map(([parent, children]) => [parent, names(of, children)])).toEqual([
      [-1, ['start', 'all']],
      [1, ['x', 'y']],
    ])
    expect(of.nodes.every((node) => node.reachable)).toBe(true)
  })

  it('knows which nodes a run can reach', () => {
    const of = graph('start>a b>c c>a')
    expect(of.nodes.filter((node) => !node.reachable).map((node) => node.id)).toEqual(['b', 'c'])
  })

  it('reaches a compensator through the node that names it', () => {
    const of = analyseGraph({
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'pay', kind: 'http', compensate: 'refund' },
        { id: 'refund', kind: 'http' },
      ],
      edges: [{ from: 'start', to: 'pay' }],
    })
    expect(of.nodes.every((node) => node.reachable)).toBe(true)
  })
})

describe('the loops of a graph', () => {
  it('hold what lies between target and source', () => {
    const of = graph('start>a a>b b>c b>x c>d c^a')
    expect(bodies(of)).toEqual(['abc'])
    expect(
      names(
        of,
        of.nodes.filter((node) => node.loops.length > 0).map((node) => node.index),
      ),
    ).toEqual(['a', 'b', 'c'])
    expect(of.edges.filter((edge) => edge.leaves.length > 0).map((edge) => edge.index)).toEqual([3, 4])
  })

  it('are one where edges share a target, with the union as body', () => {
    const of = graph('start>a a>b a>c b^a c^a')
    expect(of.loops).toHaveLength(1)
    expect(of.loops[0]).toMatchObject({ edges: [3, 4], inner: [] })
    expect(bodies(of)).toEqual(['abc'])
  })

  it('nest, innermost first', () => {
    const of = graph('start>a a>b b>c c>d c^b d^a')
    expect(bodies(of)).toEqual(['bc', 'abcd'])
    expect(of.nodes.find((node) => node.id === 'c')?.loops).toEqual([0, 1])
    expect(of.loops[1]?.inner).toEqual([0])
  })

  it('of an outer loop may leave an inner one by its loop edge', () => {
    const of = graph('start>a a>b b>c c^b c^a')
    expect(of.edges.at(-1)).toMatchObject({ loop: 1, leaves: [0], max: 3 })
  })

  it('may be a single node', () => {
    expect(bodies(graph('start>a a^a'))).toEqual(['a'])
  })

  it('that go nowhere are told', () => {
    const of = graph('start>a a>b a^b')
    expect(of.strayLoopEdges).toEqual([2])
  })

  it('may not cross a container, like any edge', () => {
    const of = graph('start>all all>x x^all', { x: 'all' })
    expect(of.crossingEdges).toEqual([1, 2])
  })
})

describe('a cycle', () => {
  it('without a loop edge is found, with the edge that closes it', () => {
    const of = graph('start>a a>b b>c c>a b>d')
    expect(names(of, of.cycle?.nodes ?? [])).toEqual(['a', 'b', 'c'])
    expect(of.cycle?.edge).toBe(3)
  })

  it('with a loop edge is none', () => {
    expect(graph('start>a a>b b^a').cycle).toBeUndefined()
  })
})

/** The definition, said plainly: on a path from the target to a source that takes no loop edge. */
function naiveBody(
  size: number,
  forward: readonly (readonly [number, number])[],
  target: number,
  sources: readonly number[],
): number[] {
  const reaches = (from: number, to: number, seen = new Set<number>()): boolean => {
    if (from === to) return true
    if (seen.has(from)) return false
    seen.add(from)
    return forward.some(([a, b]) => a === from && reaches(b, to, seen))
  }
  return Array.from({ length: size }, (_, index) => index).filter(
    (node) => reaches(target, node) && sources.some((source) => reaches(node, source)),
  )
}

describe('every graph', () => {
  const size = 9
  const pair = fc.tuple(fc.nat(size - 1), fc.nat(size - 1))
  const arbitrary = fc.record({ forward: fc.array(pair, { maxLength: 16 }), loops: fc.array(pair, { maxLength: 5 }) })

  const build = (forward: readonly (readonly [number, number])[], loops: readonly (readonly [number, number])[]) =>
    analyseGraph({
      nodes: Array.from({ length: size }, (_, index) => ({
        id: `n${index}`,
        kind: index === 0 ? 'start' : 'transform',
      })),
      edges: [
        ...forward.map(([a, b]) => ({ from: `n${a}`, to: `n${b}` })),
        ...loops.map(([a, b]) => ({ from: `n${a}`, to: `n${b}`, loop: { max: 1 } })),
      ],
    })

  it('has the loop bodies of the definition, and edges that leave them', () => {
    fc.assert(
      fc.property(arbitrary, ({ forward, loops }) => {
        const of = build(forward, loops)
        for (const loop of of.loops) {
          const sources = loop.edges.map((edge) => of.edges[edge]?.from ?? -1)
          expect(loop.body).toEqual(naiveBody(size, forward, loop.target, sources))
        }
        for (const edge of of.edges) {
          const expected = of.loops
            .filter((loop) => loop.body.includes(edge.from) && !loop.body.includes(edge.to))
            .map((loop) => loop.index)
          expect([...edge.leaves].sort()).toEqual(expected)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('has a cycle exactly where some node reaches itself, and the one reported is real', () => {
    fc.assert(
      fc.property(arbitrary, ({ forward }) => {
        const of = build(forward, [])
        const cyclic = forward.some(([a, b]) => naiveBody(size, forward, b, [a]).length > 0)
        expect(of.cycle !== undefined).toBe(cyclic)
        if (!of.cycle) return
        const { nodes, edge } = of.cycle
        for (const [place, node] of nodes.entries()) {
          const next = nodes[(place + 1) % nodes.length]
          expect(forward.some(([a, b]) => a === node && b === next)).toBe(true)
        }
        expect(of.edges[edge]).toMatchObject({ from: nodes.at(-1), to: nodes[0] })
      }),
      { numRuns: 1_000 },
    )
  })

  it('may be a chain of ten thousand nodes with a loop around every ten', () => {
    const length = 10_000
    const of = analyseGraph({
      nodes: Array.from({ length }, (_, index) => ({ id: `n${index}`, kind: index === 0 ? 'start' : 'transform' })),
      edges: [
        ...Array.from({ length: length - 1 }, (_, index) => ({ from: `n${index}`, to: `n${index + 1}` })),
        ...Array.from({ length: length / 10 }, (_, index) => ({
          from: `n${index * 10 + 9}`,
          to: `n${index * 10}`,
          loop: { max: 2 },
        })),
        { from: `n${length - 1}`, to: 'n0', loop: { max: 2 } },
      ],
    })
    expect(of.loops).toHaveLength(1_000)
    expect(of.loops[0]?.body).toHaveLength(length)
    expect(of.loops[0]?.inner).toHaveLength(999)
    expect(of.nodes.at(-1)?.reachable).toBe(true)
  })
})
