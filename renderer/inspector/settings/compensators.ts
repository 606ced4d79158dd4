import type { KindCatalog, KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'

/** The nodes that could undo a node: without edges, beside it or beside a container around it. */
export function compensatorsFor(workflow: Workflow, node: WorkflowNode, catalog: KindCatalog): readonly WorkflowNode[] {
  const joined = new Set(workflow.edges.flatMap(({ from, to }) => [from.split('.')[0] ?? '', to]))
  const around = new Set<string | undefined>([node.parent])
  for (let at = node.parent; at !== undefined; ) {
    const parent: string | undefined = workflow.nodes.find(({ id }) => id === at)?.parent
    if (around.has(parent)) break
    around.add(parent)
    at = parent
  }
  const canUndo = (kind: KindDescriptor | undefined): boolean =>
    kind?.runs === true && !kind.entry && kind.ports.length > 0
  return workflow.nodes.filter(
    ({ id, parent, kind }) => id !== node.id && !joined.has(id) && around.has(parent) && canUndo(catalog.get(kind)),
  )
}
