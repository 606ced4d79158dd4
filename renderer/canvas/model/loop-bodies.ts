/** Which nodes the loops of a workflow go round, by their ids. */
import { analyseGraph } from '#shared/workflow/graph.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

export interface LoopBodies {
  /** For each node in a loop's body, the targets of those loops, without itself. */
  readonly targets: ReadonlyMap<string, readonly string[]>
  /** By index in `edges`: the nodes that the loop edge goes round, its two ends among them. */
  readonly byEdge: ReadonlyMap<number, readonly string[]>
}

const NO_LOOPS: LoopBodies = { targets: new Map(), byEdge: new Map() }

/** Most graphs have no loop, and to know that one need not go through them. */
export function loopBodiesOf({ nodes, edges }: Pick<Workflow, 'nodes' | 'edges'>): LoopBodies {
  return edges.some(({ loop }) => loop) ? bodiesIn(nodes, edges) : NO_LOOPS
}

function bodiesIn(nodes: Workflow['nodes'], edges: Workflow['edges']): LoopBodies {
  const graph = analyseGraph({ nodes, edges })
  const ids = (index: number): readonly string[] =>
    graph.nodes[index]?.id === undefined ? [] : [graph.nodes[index].id]
  const targets = new Map<string, string[]>()
  const byEdge = new Map<number, readonly string[]>()
  for (const loop of graph.loops) {
    const [target] = ids(loop.target)
    const body = loop.body.flatMap(ids)
    for (const edge of loop.edges) {
      const ends = graph.edges[edge]
      byEdge.set(edge, [...new Set([...body, ...(ends ? [...ids(ends.from), ...ids(ends.to)] : [])])])
    }
    for (const id of body)
      if (target !== undefined && id !== target) targets.set(id, [...(targets.get(id) ?? []), target])
  }
  return { targets, byEdge }
}
