/** A workflow in a few words, for tests of the engine. */
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'

export function workflowOf(
  nodes: readonly (Partial<WorkflowNode> & { id: string; kind: string })[],
  edges: readonly (string | Edge)[],
): Workflow {
  return {
    format: 'slashflow/1',
    name: 'test',
    nodes: [...nodes],
    edges: edges.map((edge) => (typeof edge === 'string' ? arrow(edge) : edge)),
  }
}

/** `a -> b`, `a.port -> b`. */
function arrow(text: string): Edge {
  const [from = '', to = ''] = text.split('->').map((part) => part.trim())
  return { from, to }
}
