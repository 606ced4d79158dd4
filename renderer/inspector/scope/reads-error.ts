/** Whether an expression reads the error of a node: only where a way leads from its `error` port to where the expression stands. */
import type { WorkflowGraph } from '#shared/workflow/graph.ts'

const ERROR = 'error'

/** `at` undefined: behind the last node, and so behind every way that is there. Both by id. */
export function readsError(graph: WorkflowGraph, failed: string, at: string | undefined): boolean {
  const from = graph.nodes[graph.byId.get(failed) ?? -1]
  const first = (from?.outgoing ?? []).filter((edge) => graph.edges[edge]?.port === ERROR)
  const own = at === undefined ? undefined : graph.byId.get(at)
  // What has no way in, such as a compensator, comes when others have ended: by whichever way.
  if (own === undefined || (graph.nodes[own]?.incoming.length === 0 && (graph.nodes[own]?.parent ?? -1) < 0))
    return first.length > 0
  const wanted = new Set(withContainers(graph, own))
  return reached(graph, first).some((index) => wanted.has(index))
}

function withContainers(graph: WorkflowGraph, first: number): readonly number[] {
  const around: number[] = []
  for (let at = first; at >= 0; at = graph.nodes[at]?.parent ?? -1) around.push(at)
  return around
}

/** What the edges lead to, and what that leads to. */
function reached(graph: WorkflowGraph, first: readonly number[]): readonly number[] {
  const edges = [...first]
  const seen = new Set<number>()
  for (let at = 0; at < edges.length; at += 1) {
    const to = graph.edges[edges[at] ?? -1]?.to ?? -1
    if (to < 0 || seen.has(to)) continue
    seen.add(to)
    edges.push(...(graph.nodes[to]?.outgoing ?? []))
  }
  return [...seen]
}
