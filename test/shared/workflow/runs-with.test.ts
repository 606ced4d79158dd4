import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runsWith, surelyRan } from '#shared/workflow/checks/surely-ran.ts'
import { analyseGraph, type WorkflowGraph } from '#shared/workflow/graph.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const MOST = 9

/** Edges go forward only; some nodes may be left by a second way that leads nowhere. */
const graphs = fc
  .record({
    edges: fc.uniqueArray(fc.tuple(fc.nat(MOST - 1), fc.nat(MOST - 1)), {
      maxLength: 18,
      selector: ([from, to]) => `${Math.min(from, to)} ${Math.max(from, to)}`,
    }),
    forks: fc.array(fc.boolean(), { minLength: MOST, maxLength: MOST }),
  })
  .map(({ edges, forks }) => {
    const forward = edges.filter(([from, to]) => from !== to).map((pair) => pair.toSorted((a, b) => a - b))
    const workflow: Workflow = {
      format: 'slashflow/1',
      name: 'any',
      nodes: forks.map((_, index) => ({ id: `n${index}`, kind: index === 0 ? 'start' : 'transform' })),
      edges: forward.map(([from, to]) => ({ from: `n${from}`, to: `n${to}` })),
    }
    const ways = (node: number): number => (forks[node] ? 2 : 1)
    return { graph: analyseGraph(workflow, { isEntry: (kind) => kind === 'start' }), ways }
  })

/** By the words themselves: back along only ways on, until something stands on every way to the reader. */
function searched(
  { nodes, edges, entries }: WorkflowGraph,
  ways: (node: number) => number,
  other: number,
  isSure: (node: number) => boolean,
): boolean {
  const open = [other]
  for (const index of open) {
    for (const at of nodes[index]?.incoming ?? []) {
      const from = edges[at]?.from ?? -1
      if (ways(from) !== 1) continue
      if (isSure(from) || entries.includes(from)) return true
      if (!open.includes(from)) open.push(from)
    }
  }
  return false
}

function leadsTo({ nodes, edges }: WorkflowGraph, from: number, to: number): boolean {
  const open = [from]
  for (const index of open)
    for (const at of nodes[index]?.outgoing ?? []) {
      const next = edges[at]?.to ?? -1
      if (!open.includes(next)) open.push(next)
    }
  return open.includes(to)
}

it('knows of every node, in one pass, what a search from it would find: whether it runs with what its reader surely follows', () => {
  fc.assert(
    fc.property(graphs, ({ graph, ways }) => {
      const [surely, together] = [surelyRan(graph), runsWith(graph, ways)]
      for (const { index: reader } of graph.nodes) {
        for (const { index: other } of graph.nodes) {
          if (reader === other || !leadsTo(graph, other, reader)) continue
          const isSure = (node: number) => surely(reader, node)
          expect([reader, other, together(other, reader)]).toEqual([
            reader,
            other,
            searched(graph, ways, other, isSure),
          ])
        }
      }
    }),
    { numRuns: 500 },
  )
})

it('answers for many short cuts in time: each of 5,000 nodes is joined to the next two', () => {
  const count = 5_000
  const ids = Array.from({ length: count }, (_, index) => `n${index}`)
  const workflow: Workflow = {
    format: 'slashflow/1',
    name: 'ladder',
    nodes: ids.map((id, index) => ({ id, kind: index === 0 ? 'start' : 'transform' })),
    edges: [1, 2].flatMap((step) => ids.slice(step).map((to, index) => ({ from: ids[index] ?? '', to }))),
  }
  let asked = 0
  const ways = () => {
    asked += 1
    return 1
  }
  const together = runsWith(analyseGraph(workflow, { isEntry: (kind) => kind === 'start' }), ways)
  expect(ids.every((_, index) => index < 2 || together(index - 1, index))).toBe(true)
  expect(asked).toBe(count)
})
