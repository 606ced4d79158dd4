import type { Workflow, WorkflowNode } from './workflow.ts'

/** What a node is called: its title, or its id as words. */
export function titleOfNode(node: Pick<WorkflowNode, 'id' | 'title'>): string {
  if (node.title !== undefined && node.title.trim() !== '') return node.title
  const words = node.id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The title of the node with that id. One that is not there (any more) is called by its id as words. */
export function titleById(workflow: Pick<Workflow, 'nodes'> | undefined, id: string): string {
  return titleOfNode(workflow?.nodes.find((node) => node.id === id) ?? { id })
}
