import { withChildren } from '#shared/workflow/edit/inner-nodes.ts'
import { freshNames, freshNodeId } from '#shared/workflow/edit/node-ids.ts'
import { edgeFrom, renameIdsInNode } from '#shared/workflow/edit/rename-ids.ts'
import type { KindCatalog, KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { edgeSource, RESERVED_IDS, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { type At, moveNodes } from './places.ts'

export interface Added {
  readonly workflow: Workflow
  readonly id: string
}

/** A fresh node of a kind, with the config that its kind begins with; `at` is relative to the container where there is one. */
export function addNode(
  workflow: Workflow,
  descriptor: Pick<KindDescriptor, 'kind' | 'initialConfig'>,
  at: At,
  parent?: string,
): Added {
  const id = freshNodeId(workflow, descriptor.kind)
  const config = structuredClone(descriptor.initialConfig)
  const node: WorkflowNode = {
    id,
    kind: descriptor.kind,
    ...(parent !== undefined && { parent }),
    ...(Object.keys(config).length > 0 && { config }),
  }
  return { workflow: moveNodes({ ...workflow, nodes: [...workflow.nodes, node] }, new Map([[id, at]])), id }
}

/**
 * Copies of nodes with everything inside them and the edges between them, a little lower and to the right. What the
 * copies name of one another is the copy: the children of a container see no other container's children.
 */
export function duplicateNodes(
  workflow: Workflow,
  ids: ReadonlySet<string>,
  by: At,
  catalog: KindCatalog,
): { workflow: Workflow; ids: ReadonlyMap<string, string> } {
  const inside = withChildren(workflow, ids)
  const originals = workflow.nodes.filter((node) => inside.has(node.id))
  const fresh = freshNames(
    originals.map(({ id }) => id),
    new Set([...workflow.nodes.map(({ id }) => id), ...RESERVED_IDS]),
  )
  const copies = originals.map((node) => renameIdsInNode(structuredClone(node), fresh, catalog))
  const layout = { ...workflow.layout }
  for (const { id, parent } of originals) {
    const [entry, copy] = [workflow.layout?.[id], fresh.get(id)]
    if (entry === undefined || copy === undefined) continue
    // Inside a copied container nothing moves: places count from its corner.
    layout[copy] = parent !== undefined && fresh.has(parent) ? structuredClone(entry) : shifted(entry, by)
  }
  const edges = workflow.edges.flatMap((edge) => {
    const source = edgeSource(edge)
    const [from, to] = [fresh.get(source.node), fresh.get(edge.to)]
    return from === undefined || to === undefined
      ? []
      : [{ ...structuredClone(edge), from: edgeFrom(from, source.port), to }]
  })
  const next: Workflow = { ...workflow, nodes: [...workflow.nodes, ...copies], edges: [...workflow.edges, ...edges] }
  return { workflow: workflow.layout ? { ...next, layout } : next, ids: fresh }
}

function shifted(entry: NonNullable<Workflow['layout']>[string], by: At): NonNullable<Workflow['layout']>[string] {
  if (Array.isArray(entry)) return [entry[0] + by[0], entry[1] + by[1]]
  return { ...entry, at: [entry.at[0] + by[0], entry.at[1] + by[1]] }
}
