import { withChildren } from '#shared/workflow/edit/inner-nodes.ts'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'

/** Takes nodes out, with their children, their edges, their places, and what names them as its compensation. */
export function removeNodes(workflow: Workflow, ids: ReadonlySet<string>): Workflow {
  const gone = withChildren(workflow, ids)
  if (gone.size === 0) return workflow
  const nodes = workflow.nodes
    .filter((node) => !gone.has(node.id))
    .map((node) => {
      if (node.compensate === undefined || !gone.has(node.compensate)) return node
      const { compensate: _gone, ...rest } = node
      return rest
    })
  const edges = workflow.edges.filter((edge) => !gone.has(edgeSource(edge).node) && !gone.has(edge.to))
  const next = { ...workflow, nodes, edges }
  if (!workflow.layout) return next
  return { ...next, layout: Object.fromEntries(Object.entries(workflow.layout).filter(([id]) => !gone.has(id))) }
}

/** By index in `edges`. */
export function removeEdges(workflow: Workflow, indexes: ReadonlySet<number>): Workflow {
  if (indexes.size === 0) return workflow
  return { ...workflow, edges: workflow.edges.filter((_edge, index) => !indexes.has(index)) }
}
