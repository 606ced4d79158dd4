import type { Workflow } from '../workflow.ts'

/** Some nodes and everything inside them, as the file says. */
export function withChildren({ nodes }: Pick<Workflow, 'nodes'>, ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(nodes.flatMap((node) => (ids.has(node.id) ? [node.id] : [])))
  for (let before = -1; before !== all.size; ) {
    before = all.size
    for (const node of nodes) if (node.parent !== undefined && all.has(node.parent)) all.add(node.id)
  }
  return all
}
