/** Changes to what a node says, apart from where it stands and what it is connected to. */
import { isJsonObject, type Json } from '#shared/json.ts'
import { edgeFrom } from '#shared/workflow/edit/rename-ids.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { edgeSource, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'

/** The fields that any node may have, whatever its kind. */
export type CommonField =
  | 'title'
  | 'join'
  | 'retry'
  | 'timeout'
  | 'approve'
  | 'disabled'
  | 'idempotent'
  | 'lock'
  | 'compensate'
  | 'pinned'

/** Sets a field, or takes it out where the value is undefined: a file holds no empty fields. */
export function setNodeField<F extends CommonField>(
  workflow: Workflow,
  id: string,
  field: F,
  value: WorkflowNode[F],
): Workflow {
  return changeNode(workflow, id, (node) => {
    const { [field]: _before, ...rest } = node
    return value === undefined ? (rest as WorkflowNode) : { ...node, [field]: value } // id and kind are no common fields, so they stay
  })
}

/** Sets a config field, or takes it out. Edges follow where a port was renamed in the list that names ports. */
export function setConfigField(
  workflow: Workflow,
  id: string,
  field: string,
  value: Json | undefined,
  descriptor?: Pick<KindDescriptor, 'portsFrom'>,
): Workflow {
  const before = workflow.nodes.find((node) => node.id === id)?.config?.[field]
  const next = changeNode(workflow, id, (node) => {
    const { [field]: _before, ...rest } = node.config ?? {}
    const config = value === undefined ? rest : { ...node.config, [field]: value }
    const { config: _config, ...others } = node
    return Object.keys(config).length === 0 ? (others as WorkflowNode) : { ...node, config } // without its config it is a node still
  })
  return descriptor?.portsFrom === field ? followPorts(next, id, namedPorts(before), namedPorts(value)) : next
}

const namedPorts = (list: Json | undefined): readonly string[] =>
  Array.isArray(list) ? list.map((item) => (isJsonObject(item) && typeof item.port === 'string' ? item.port : '')) : []

/** Same length: renamed in place, or put in another order. Shorter: the edges of what is gone go with it. */
function followPorts(workflow: Workflow, id: string, before: readonly string[], after: readonly string[]): Workflow {
  const target = (port: string): string | undefined => {
    if (after.includes(port)) return port
    const index = before.indexOf(port)
    if (index < 0) return port
    return before.length === after.length ? after[index] : undefined
  }
  const edges = workflow.edges.flatMap((edge) => {
    const source = edgeSource(edge)
    if (source.node !== id) return [edge]
    const port = target(source.port)
    if (port === undefined) return []
    return port === source.port ? [edge] : [{ ...edge, from: edgeFrom(id, port) }]
  })
  return { ...workflow, edges }
}

function changeNode(workflow: Workflow, id: string, change: (node: WorkflowNode) => WorkflowNode): Workflow {
  return { ...workflow, nodes: workflow.nodes.map((node) => (node.id === id ? change(node) : node)) }
}
