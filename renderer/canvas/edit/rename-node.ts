import type { Json } from '#shared/json.ts'
import { edgeSource, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { edgeFrom } from './connect.ts'
import { renameInValue } from './references.ts'

/** Gives a node another id, and everything that names it: edges, children, compensation, its place, and expressions. */
export function renameNode(workflow: Workflow, from: string, to: string): Workflow {
  if (from === to) return workflow
  const other = (id: string | undefined) => (id === from ? to : id)
  const nodes = workflow.nodes.map((node) => renamedNode(node, from, to))
  const edges = workflow.edges.map((edge) => {
    const source = edgeSource(edge)
    if (source.node !== from && edge.to !== from) return edge
    const start = source.node === from ? edgeFrom(to, source.port) : edge.from
    return { ...edge, from: start, to: other(edge.to) ?? edge.to }
  })
  const next = { ...workflow, nodes, edges }
  if (!workflow.layout) return next
  return {
    ...next,
    layout: Object.fromEntries(Object.entries(workflow.layout).map(([id, entry]) => [other(id) ?? id, entry])),
  }
}

function renamedNode(node: WorkflowNode, from: string, to: string): WorkflowNode {
  const config: Record<string, Json> | undefined = node.config && renameInValue(node.config, from, to)
  return {
    ...node,
    id: node.id === from ? to : node.id,
    ...(node.parent === from && { parent: to }),
    ...(node.compensate === from && { compensate: to }),
    ...(config && { config }),
  }
}
