/** Which nodes the changes of one side need, though they do not change them: the other side cannot just remove those. */
import { sameJson } from '../same-json.ts'
import { edgeKey, keyed, nodeKey } from './keyed.ts'
import { edgeSource, type Workflow, type WorkflowNode } from './workflow.ts'

/** The ends of edges that were added or changed, and what holds or undoes nodes that were. */
export function leanedOn(base: Workflow, side: Workflow): ReadonlySet<string> {
  const needed = new Set<string>()
  const oldEdges = keyed(base.edges, edgeKey)
  for (const [key, edge] of keyed(side.edges, edgeKey)) {
    if (sameJson(oldEdges.get(key), edge)) continue
    needed.add(edgeSource(edge).node).add(edge.to)
  }
  const oldNodes = keyed(base.nodes, nodeKey)
  for (const [id, node] of keyed(side.nodes, nodeKey)) {
    if (sameJson(oldNodes.get(id), node)) continue
    if (node.parent !== undefined) needed.add(node.parent)
    if (node.compensate !== undefined) needed.add(node.compensate)
  }
  return needed
}

/** A node never loses the container that it is in: what stays inside keeps it. */
export function withParents(
  nodes: ReadonlyMap<string, WorkflowNode>,
  mine: ReadonlyMap<string, WorkflowNode>,
  theirs: ReadonlyMap<string, WorkflowNode>,
): ReadonlyMap<string, WorkflowNode> {
  const whole = new Map(nodes)
  const waiting = [...nodes]
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    const [key, { parent }] = entry
    if (parent === undefined || whole.has(parent)) continue
    // A side that had the node without its container had it broken already, and that is how it stays.
    if ([mine, theirs].some((side) => side.has(key) && !side.has(parent))) continue
    const found = mine.get(parent) ?? theirs.get(parent)
    if (!found) continue
    whole.set(parent, found)
    waiting.push([parent, found])
  }
  return whole
}
