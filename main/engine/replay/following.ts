/** What follows from a node of a graph: all that may run again once it does. */
import type { GraphEdge, WorkflowGraph } from '#shared/workflow/graph.ts'

/** Whether a token may come over an edge. */
export type MayPass = (edge: GraphEdge) => boolean

export const always: MayPass = () => true

/** As long as no loop goes round again. */
export const noLoop: MayPass = ({ loop }) => loop === undefined

/** The node and all that edges lead to from it, with what those hold; so for the containers around it, themselves apart. */
export function following(graph: WorkflowGraph, first: number, mayPass: MayPass = always): ReadonlySet<number> {
  const found = new Set<number>([first])
  const open: number[] = [...behind(graph, first, mayPass)]
  for (let at = graph.nodes[first]?.parent ?? -1; at >= 0; at = graph.nodes[at]?.parent ?? -1)
    open.push(...behind(graph, at, mayPass))
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (index < 0 || found.has(index)) continue
    found.add(index)
    open.push(...behind(graph, index, mayPass), ...firstInside(graph, index))
  }
  return found
}

/** Children that no sibling leads to: with these each item begins. */
function firstInside(graph: WorkflowGraph, container: number): readonly number[] {
  const isFirst = (index: number) => graph.nodes[index]?.incoming.every((at) => graph.edges[at]?.loop !== undefined)
  return (graph.levels.get(container) ?? []).filter(isFirst)
}

function behind(graph: WorkflowGraph, index: number, mayPass: MayPass): readonly number[] {
  return (graph.nodes[index]?.outgoing ?? []).flatMap((at) => {
    const edge = graph.edges[at]
    return edge && mayPass(edge) ? [edge.to] : []
  })
}

/**
 * No token comes over a loop edge that has let through all that it may. Known of the loops of the run itself that lie in
 * no other: an outer one would count anew. `passed`: how many tokens of it are taken over.
 */
export function unlessExhausted(graph: WorkflowGraph, passed: (from: string, port: string) => number): MayPass {
  return ({ from, to, port, loop, max }) => {
    const target = graph.nodes[to]
    if (loop === undefined || max === undefined || !target || target.parent >= 0 || target.loops.length !== 1)
      return true
    return passed(graph.nodes[from]?.id ?? '', port) < max
  }
}
