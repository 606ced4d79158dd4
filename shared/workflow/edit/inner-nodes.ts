import type { Workflow, WorkflowNode } from '../workflow.ts'

/** Some nodes and everything inside them, as the file says. */
export function withChildren({ nodes }: Pick<Workflow, 'nodes'>, ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(nodes.flatMap((node) => (ids.has(node.id) ? [node.id] : [])))
  for (let before = -1; before !== all.size; ) {
    before = all.size
    for (const node of nodes) if (node.parent !== undefined && all.has(node.parent)) all.add(node.id)
  }
  return all
}

/** The node in that container, or at the top. */
export function withParent(node: WorkflowNode, parent: string | undefined): WorkflowNode {
  const { parent: _before, ...rest } = node
  return parent === undefined ? (rest as WorkflowNode) : { ...node, parent } // id and kind stay
}
