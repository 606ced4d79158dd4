/** Which nodes can have run before a node starts: on some way to it, loop edges included, or to a container around it. */
import type { WorkflowGraph } from '../graph.ts'

/** The answer asks for one node after the other, so a node's search is kept while it is the one asked about. */
export function nodesBefore(graph: WorkflowGraph): (node: number, other: number) => boolean {
  const seenFor = new Int32Array(graph.nodes.length).fill(-1)
  let open: number[] = []
  let next = 0
  let searched = -1

  const visitSources = (index: number) => {
    const node = graph.nodes[index]
    for (const edge of node?.incoming ?? []) visit(graph.edges[edge]?.from ?? -1)
    if (node && node.parent >= 0) visitSourcesOnce(node.parent)
  }
  const visit = (index: number) => {
    if (index < 0 || seenFor[index] === searched) return
    seenFor[index] = searched
    open.push(index)
  }
  // A container has not completed while its children run, but what came before it has.
  const containers = new Set<number>()
  const visitSourcesOnce = (index: number) => {
    if (containers.has(index)) return
    containers.add(index)
    visitSources(index)
  }

  return (node, other) => {
    if (searched !== node) {
      searched = node
      open = []
      next = 0
      containers.clear()
      visitSources(node)
    }
    // Goes on only as far as the answer needs: mostly it is the node right before.
    while (seenFor[other] !== node) {
      const found = open[next]
      if (found === undefined) return false
      next += 1
      visitSources(found)
    }
    return true
  }
}
