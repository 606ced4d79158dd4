/** Other names for nodes, wherever a workflow names them: edges, containers, compensation, lists of nodes, expressions, places. */
import type { Json } from '../../json.ts'
import { isJsonObject } from '../../json.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import { DEFAULT_PORT, type Edge, edgeSource, type WorkflowNode } from '../workflow.ts'
import { renameInValue } from './references.ts'

export type Names = ReadonlyMap<string, string>

export const edgeFrom = (node: string, port: string): string => (port === DEFAULT_PORT ? node : `${node}.${port}`)

/** `catalog` says which settings are lists of nodes. The same node where it names none of them. */
export function renameIdsInNode(node: WorkflowNode, names: Names, catalog: KindCatalog): WorkflowNode {
  const other = (id: string) => names.get(id) ?? id
  const config = node.config && renameLists(renameInValue(node.config, names), nodeListFields(node, catalog), names)
  const next: WorkflowNode = {
    ...node,
    id: other(node.id),
    ...(node.parent !== undefined && { parent: other(node.parent) }),
    ...(node.compensate !== undefined && { compensate: other(node.compensate) }),
    ...(config && { config }),
  }
  const same =
    next.id === node.id &&
    next.parent === node.parent &&
    next.compensate === node.compensate &&
    next.config === node.config
  return same ? node : next
}

export function renameIdsInEdge(edge: Edge, names: Names): Edge {
  const source = edgeSource(edge)
  const [from, to] = [names.get(source.node), names.get(edge.to)]
  if (from === undefined && to === undefined) return edge
  return {
    ...edge,
    from: from === undefined ? edge.from : edgeFrom(from, source.port),
    to: to ?? edge.to,
  }
}

/** Settings that hold ids of other nodes as plain text, as the kind's form says. */
export function nodeListFields({ kind }: Pick<WorkflowNode, 'kind'>, catalog: KindCatalog): readonly string[] {
  const fields = catalog.get(kind)?.configSchema.properties
  if (!isJsonObject(fields)) return []
  return Object.entries(fields).flatMap(([name, schema]) =>
    isJsonObject(schema) && schema.widget === 'nodes' ? [name] : [],
  )
}

/** The ids that a node's lists of nodes hold. */
export function listedNodes(node: WorkflowNode, catalog: KindCatalog): readonly string[] {
  return nodeListFields(node, catalog).flatMap((field) => {
    const list = node.config?.[field]
    return Array.isArray(list) ? list.filter((id) => typeof id === 'string') : []
  })
}

type Config = NonNullable<WorkflowNode['config']>

function renameLists(config: Config, fields: readonly string[], names: Names): Config {
  let next = config
  for (const field of fields) {
    const list = next[field]
    if (!Array.isArray(list) || !list.some((id) => typeof id === 'string' && names.has(id))) continue
    next = { ...next, [field]: list.map((id: Json) => (typeof id === 'string' ? (names.get(id) ?? id) : id)) }
  }
  return next
}
