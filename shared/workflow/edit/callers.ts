/** Who runs a command, and how its new name gets there. */
import type { Workflow } from '../workflow.ts'

/** The kind of node that runs another command, and its setting that names it. */
const CALL = { kind: 'workflow', field: 'name' } as const

const bare = (name: string): string => name.replace(/^\//, '')

/** Ids of the nodes that run the command of this name. A name that is computed is known only when it runs. */
export function callsOf({ nodes }: Pick<Workflow, 'nodes'>, name: string): readonly string[] {
  return nodes.flatMap(({ id, kind, config }) => {
    const called = kind === CALL.kind ? config?.[CALL.field] : undefined
    return typeof called === 'string' && bare(called) === name ? [id] : []
  })
}

/** The same workflow where nothing in it runs the command. A slash before the name stays. */
export function renameCalls(workflow: Workflow, from: string, to: string): Workflow {
  const calls = new Set(callsOf(workflow, from))
  if (calls.size === 0) return workflow
  const nodes = workflow.nodes.map((node) => {
    const name = node.config?.[CALL.field]
    if (!calls.has(node.id) || typeof name !== 'string') return node
    return { ...node, config: { ...node.config, [CALL.field]: name.startsWith('/') ? `/${to}` : to } }
  })
  return { ...workflow, nodes }
}
