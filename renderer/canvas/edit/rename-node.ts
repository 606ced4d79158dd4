import { type Names, renameIdsInEdge, renameIdsInNode } from '#shared/workflow/edit/rename-ids.ts'
import type { KindCatalog } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

/** Gives a node another id, and everything that names it: edges, children, compensation, lists of nodes, its place, and expressions. */
export const renameNode = (workflow: Workflow, from: string, to: string, catalog: KindCatalog): Workflow =>
  from === to ? workflow : renameNodes(workflow, new Map([[from, to]]), catalog)

/** The same for many at once; they may also change places. */
export function renameNodes(workflow: Workflow, names: Names, catalog: KindCatalog): Workflow {
  if (names.size === 0) return workflow
  const next = {
    ...workflow,
    nodes: workflow.nodes.map((node) => renameIdsInNode(node, names, catalog)),
    edges: workflow.edges.map((edge) => renameIdsInEdge(edge, names)),
  }
  if (!workflow.layout) return next
  return {
    ...next,
    layout: Object.fromEntries(Object.entries(workflow.layout).map(([id, entry]) => [names.get(id) ?? id, entry])),
  }
}
