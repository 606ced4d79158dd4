import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { edgeSource, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { edgeFrom } from './connect.ts'
import { freshNodeId } from './node-ids.ts'
import { type At, moveNodes } from './places.ts'
import { renameInValue } from './references.ts'
import { withChildren } from './remove.ts'

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
): { workflow: Workflow; ids: ReadonlyMap<string, string> } {
  const originals = workflow.nodes.filter((node) => withChildren(workflow, ids).has(node.id))
  const fresh = new Map<string, string>()
  let taken = workflow
  for (const node of originals) {
    const id = freshNodeId(taken, node.id)
    fresh.set(node.id, id)
    taken = { ...taken, nodes: [...taken.nodes, { id, kind: node.kind }] }
  }
  const copies = originals.map((node) => copyOf(node, fresh))
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

function copyOf(node: WorkflowNode, fresh: ReadonlyMap<string, string>): WorkflowNode {
  const copy = structuredClone(node)
  const other = (id: string) => fresh.get(id) ?? id
  let { config } = copy
  for (const [from, to] of fresh) if (config) config = renameInValue(config, from, to)
  return {
    ...copy,
    id: other(copy.id),
    ...(copy.parent !== undefined && { parent: other(copy.parent) }),
    ...(copy.compensate !== undefined && { compensate: other(copy.compensate) }),
    ...(config && { config }),
  }
}

function shifted(entry: NonNullable<Workflow['layout']>[string], by: At): NonNullable<Workflow['layout']>[string] {
  if (Array.isArray(entry)) return [entry[0] + by[0], entry[1] + by[1]]
  return { ...entry, at: [entry.at[0] + by[0], entry.at[1] + by[1]] }
}
