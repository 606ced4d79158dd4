/** Nodes that run another command: which one, and where its file is. */
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { documentNow } from '../state/documents.ts'
import { useKinds } from '../state/kinds.ts'
import { commandNamed, useWorkflows } from '../state/workflows.ts'

export interface Call {
  readonly node: WorkflowNode
  /** Without the slash. */
  readonly name: string
  /** Undefined where there is none of that name. */
  readonly command: WorkflowSummary | undefined
}

/** Undefined for a node that runs no other command. */
export function callOf(ref: string, id: string): Call | undefined {
  const node = documentNow(ref)?.workflow?.nodes.find((each) => each.id === id)
  const fields = node && useKinds.getState().catalog.get(node.kind)?.configSchema.properties
  // A kind says which of its fields names a command by the control that it asks for.
  const field = Object.entries(fields ?? {}).find(
    ([, schema]) => typeof schema === 'object' && schema !== null && 'widget' in schema && schema.widget === 'command',
  )
  const value = field && node?.config?.[field[0]]
  if (!node || typeof value !== 'string') return undefined
  const name = value.replace(/^\//, '')
  return { node, name, command: commandNamed(useWorkflows.getState().list, name) }
}

/** Of the selected nodes, where it is one that runs another command. */
export function callOfSelection(ref: string, ids: ReadonlySet<string>): Call | undefined {
  const [id] = ids.size === 1 ? ids : []
  return id === undefined ? undefined : callOf(ref, id)
}
