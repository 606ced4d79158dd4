import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { freshNodeId } from './node-ids.ts'
import { type At, moveNodes } from './places.ts'

export interface Added {
  readonly workflow: Workflow
  readonly id: string
}

/** A fresh node of a kind, with the config that its kind begins with. */
export function addNode(workflow: Workflow, descriptor: Pick<KindDescriptor, 'kind' | 'initialConfig'>, at: At): Added {
  const id = freshNodeId(workflow, descriptor.kind)
  const config = structuredClone(descriptor.initialConfig)
  const node: WorkflowNode = { id, kind: descriptor.kind, ...(Object.keys(config).length > 0 && { config }) }
  return { workflow: moveNodes({ ...workflow, nodes: [...workflow.nodes, node] }, new Map([[id, at]])), id }
}

/** Copies of nodes with the edges between them, a little lower and to the right. */
export function duplicateNodes(
  workflow: Workflow,
  ids: ReadonlySet<string>,
  by: At,
): { workflow: Workflow; ids: ReadonlyMap<string, string> } {
  const fresh = new Map<string, string>()
  let next = workflow
  for (const node of workflow.nodes.filter((candidate) => ids.has(candidate.id))) {
    const id = freshNodeId(next, node.id)
    fresh.set(node.id, id)
    const parent = node.parent !== undefined ? (fresh.get(node.parent) ?? node.parent) : undefined
    const copy: WorkflowNode = { ...structuredClone(node), id, ...(parent !== undefined && { parent }) }
    const entry = next.layout?.[node.id]
    const layout = entry === undefined ? next.layout : { ...next.layout, [id]: shifted(entry, by) }
    next = { ...next, nodes: [...next.nodes, copy], ...(layout && { layout }) }
  }
  const edges = workflow.edges.flatMap((edge) => {
    const [source = '', port] = edge.from.split('.', 2)
    const from = fresh.get(source)
    const to = fresh.get(edge.to)
    if (from === undefined || to === undefined) return []
    return [{ ...structuredClone(edge), from: port === undefined ? from : `${from}.${port}`, to }]
  })
  return { workflow: { ...next, edges: [...next.edges, ...edges] }, ids: fresh }
}

function shifted(entry: NonNullable<Workflow['layout']>[string], by: At): NonNullable<Workflow['layout']>[string] {
  if (Array.isArray(entry)) return [entry[0] + by[0], entry[1] + by[1]]
  return { ...entry, at: [entry.at[0] + by[0], entry.at[1] + by[1]] }
}
