/** Where a node stands among the containers, as the checks ask it. A broken file may hold a circle of containers. */
import type { GraphNode, WorkflowGraph } from '../graph.ts'

/** Index of each container around a node, innermost first. */
export function containersAround(graph: WorkflowGraph, node: GraphNode): readonly number[] {
  const around: number[] = []
  for (let here = node.parent; here >= 0 && !around.includes(here); here = graph.nodes[here]?.parent ?? -1) {
    around.push(here)
  }
  return around
}

/** Whether a node can name another: it stands beside it, or beside one of the containers around it. */
export function sees(graph: WorkflowGraph, node: GraphNode, other: GraphNode): boolean {
  return other.parent < 0 || containersAround(graph, node).includes(other.parent)
}

/** Where a node runs: a compensator there where what it undoes has run, everything else where it stands. */
export function placesOf(graph: WorkflowGraph): (node: GraphNode) => readonly GraphNode[] {
  const undone = new Map<string, GraphNode[]>()
  for (const node of graph.nodes) {
    const { compensate } = node.node
    if (compensate === undefined) continue
    const known = undone.get(compensate)
    if (known) known.push(node)
    else undone.set(compensate, [node])
  }
  return (node) => undone.get(node.id) ?? [node]
}
