/** The part of a workflow that leads up to a node: run alone, the run ends behind it. */
import { CallError } from '#shared/ipc/call-error.ts'
import { analyseGraph, type WorkflowGraph } from '#shared/workflow/graph.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

/** Throws CallError `node.unknown`. */
export function workflowUpTo(workflow: Workflow, nodeId: string): Workflow {
  const graph = analyseGraph(workflow)
  const last = nodeIndex(graph, workflow, nodeId)
  const kept = new Set<number>()
  for (let at = last; at >= 0; at = graph.nodes[at]?.parent ?? -1) keepWaysTo(graph, at, kept)
  keepInside(graph, kept, last)
  for (const index of [...kept]) {
    const undoes = graph.byId.get(workflow.nodes[index]?.compensate ?? '')
    if (undoes !== undefined) kept.add(undoes)
  }
  const upTo = partOf(workflow, graph, kept, last)
  // What a loop leads back from, but only the last node leads to, would be there to be skipped.
  for (const { id, reachable } of analyseGraph(upTo).nodes) if (!reachable) kept.delete(graph.byId.get(id) ?? -1)
  return upTo.nodes.length === kept.size ? upTo : partOf(workflow, graph, kept, last)
}

/** These nodes, and the edges between them that do not leave the last one. */
function partOf(workflow: Workflow, graph: WorkflowGraph, kept: ReadonlySet<number>, last: number): Workflow {
  const nodes = workflow.nodes.filter((_, index) => kept.has(index))
  const edges = workflow.edges.filter((_, index) => {
    const edge = graph.edges[index]
    return edge !== undefined && edge.from !== last && kept.has(edge.from) && kept.has(edge.to)
  })
  return { ...workflow, nodes, edges }
}

export function nodeIndex(graph: WorkflowGraph, workflow: Workflow, nodeId: string): number {
  const index = graph.byId.get(nodeId)
  if (index !== undefined) return index
  throw new CallError('node.unknown', `/${workflow.name} has no node “${nodeId}” in the version that was run.`)
}

/** Every node of its level from which an edge path leads to it. What comes after it and leads back has it run again: that is no way to it. */
function keepWaysTo(graph: WorkflowGraph, last: number, kept: Set<number>): void {
  const after = comesAfter(graph, last)
  const open = [last]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (kept.has(index)) continue
    kept.add(index)
    for (const at of graph.nodes[index]?.incoming ?? []) {
      const edge = graph.edges[at]
      if (edge && !(edge.loop !== undefined && after.has(edge.from))) open.push(edge.from)
    }
  }
}

/** The node, and what its edges lead to without going back. */
function comesAfter(graph: WorkflowGraph, first: number): ReadonlySet<number> {
  const after = new Set([first])
  for (const index of after)
    for (const at of graph.nodes[index]?.outgoing ?? []) {
      const edge = graph.edges[at]
      if (edge && edge.loop === undefined) after.add(edge.to)
    }
  return after
}

/** What stands in a container that is run as a whole. The containers around the last node hold only the way to it. */
function keepInside(graph: WorkflowGraph, kept: Set<number>, last: number): void {
  const around = new Set<number>()
  for (let at = graph.nodes[last]?.parent ?? -1; at >= 0; at = graph.nodes[at]?.parent ?? -1) around.add(at)
  const open = [...kept].filter((index) => !around.has(index))
  for (let index = open.pop(); index !== undefined; index = open.pop())
    for (const child of graph.levels.get(index) ?? [])
      if (!kept.has(child)) {
        kept.add(child)
        open.push(child)
      }
}
