/** Two versions of a workflow as one graph: the newer one, and what it lacks of the older one. */
import { diffWorkflows, type WorkflowDiff } from '#shared/workflow/diff.ts'
import { edgeKey, keyed, nodeKey } from '#shared/workflow/keyed.ts'
import { type Edge, edgeSource, type LayoutEntry, type Workflow } from '#shared/workflow/workflow.ts'
import type { DiffMark, DiffMarks } from '../canvas/diff-marks.ts'

export function bothVersions(from: Workflow, to: Workflow, diff = diffWorkflows(from, to)): Workflow {
  const gone = new Set(diff.nodes.removed)
  const goneEdges = new Set(diff.edges.removed)
  const nodes = [
    ...to.nodes,
    ...[...keyed(from.nodes, nodeKey)].flatMap(([key, node]) => (gone.has(key) ? [node] : [])),
  ]
  const edges = [
    ...to.edges,
    ...[...keyed(from.edges, edgeKey)].flatMap(([key, edge]) => (goneEdges.has(key) ? [edge] : [])),
  ]
  const layout: Record<string, LayoutEntry> = { ...to.layout }
  for (const id of gone) {
    const place = from.layout?.[id]
    if (place) layout[id] = place
  }
  return { ...to, nodes, edges, layout }
}

/** How each node and edge of the two is marked. Moved alone is a mark of its own, and so is another size or colour. */
export function marksOf(from: Workflow, to: Workflow, diff: WorkflowDiff): DiffMarks {
  const nodes = new Map<string, DiffMark>()
  for (const id of diff.restyled) nodes.set(id, 'restyled')
  for (const id of diff.moved) nodes.set(id, 'moved')
  for (const { key } of diff.nodes.changed) nodes.set(key, 'changed')
  for (const id of diff.nodes.added) nodes.set(id, 'added')
  for (const id of diff.nodes.removed) nodes.set(id, 'removed')
  const edges = new Map<string, DiffMark>()
  const note = (workflow: Workflow, keys: readonly string[], mark: DiffMark) => {
    const wanted = new Set(keys)
    for (const [key, edge] of keyed(workflow.edges, edgeKey)) if (wanted.has(key)) edges.set(markKey(edge), mark)
  }
  note(from, diff.edges.removed, 'removed')
  note(to, diff.edges.added, 'added')
  note(
    to,
    diff.edges.changed.map(({ key }) => key),
    'changed',
  )
  return { nodes, edges }
}

/** As the canvas knows an edge. */
function markKey(edge: Edge): string {
  const { node, port } = edgeSource(edge)
  return `${node}.${port} ${edge.to}`
}
