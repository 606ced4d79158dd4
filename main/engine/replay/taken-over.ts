/** What a replay takes over of a run's record: Y1 and Y2 of `replay-plan.ts`. */
import type { WorkflowGraph } from '#shared/workflow/graph.ts'
import type { KindRegistry } from '../kind.ts'
import type { Ending, History } from './history.ts'

interface ReplayFrom {
  /** Index of the chosen node. */
  readonly first: number
  /** When it began, in the item of a path. */
  readonly beganIn: (path: string) => number
  /** What follows from it. */
  readonly again: ReadonlySet<number>
}

/** Y1, Y2. A failure counts as an ending only where an edge catches it; what ends or cancels others does so again. */
export function endingsBefore(
  registry: KindRegistry,
  graph: WorkflowGraph,
  history: History,
  { first, beganIn, again }: ReplayFrom,
): readonly Ending[] {
  const around = new Set<number>()
  for (let at = graph.nodes[first]?.parent ?? -1; at >= 0; at = graph.nodes[at]?.parent ?? -1) around.add(at)
  return history.endings.filter(({ nodeId, path, seq, port }) => {
    const index = graph.byId.get(nodeId) ?? -1
    const family = registry.get(graph.nodes[index]?.node.kind ?? '')?.behaviour.family
    if (around.has(index) || family === undefined || family === 'end' || family === 'cancel') return false
    if (port === 'error' && !hasErrorEdge(graph, index)) return false
    return !again.has(index) || seq < beganIn(path)
  })
}

/** Nodes of which no execution begins: a loop may have ended in one that failed, after others that are taken over. */
export function takenWhole({ executions }: History, taken: readonly Ending[]): ReadonlySet<string> {
  const nodes = new Set(taken.map(({ nodeId }) => nodeId))
  const keys = new Set(taken.map(({ key }) => key))
  for (const [key, nodeId] of executions) if (!keys.has(key)) nodes.delete(nodeId)
  return nodes
}

function hasErrorEdge(graph: WorkflowGraph, index: number): boolean {
  return (graph.nodes[index]?.outgoing ?? []).some((edge) => graph.edges[edge]?.port === 'error')
}
