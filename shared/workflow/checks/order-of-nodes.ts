/** Whether one node can have run before another, as an expression that reads it asks. */
import type { GraphNode } from '../graph.ts'
import type { CheckContext } from './check-context.ts'
import { nodesBefore } from './nodes-before.ts'
import { containersAround } from './places.ts'
import type { SurelyRan } from './surely-ran.ts'

/** Asked of a node that reads and the index of the node that it reads. */
export interface Order {
  /** It can have run by then. */
  before(node: GraphNode, other: number): boolean
  /** It can run later than the reader; where it is neither, the two run beside each other. */
  after(node: GraphNode, other: number): boolean
}

export function orderIn(context: CheckContext, surely: SurelyRan): Order {
  // Each keeps the search of the node that was asked about last: the reader for one, what it reads for the other.
  const isBefore = nodesBefore(context.graph)
  const isAfter = nodesBefore(context.graph)
  const stands = (node: GraphNode, other: number): boolean =>
    [node.index, ...containersAround(context.graph, node)].some((index) => index !== other && surely(index, other))
  const compensators = new Set(context.workflow.nodes.flatMap((node) => node.compensate ?? []))
  return {
    // A compensator sees what there was when it is needed, and where nothing runs nothing comes before.
    // Mostly it stands on every way: that is known without a search.
    before: (node, other) =>
      compensators.has(node.id) || !node.reachable || stands(node, other) || isBefore(node.index, other),
    after: (node, other) =>
      other === node.index ||
      context.graph.nodes[other]?.reachable !== true ||
      containersAround(context.graph, node).includes(other) ||
      isAfter(other, node.index),
  }
}
