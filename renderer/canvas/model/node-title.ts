import type { WorkflowNode } from '#shared/workflow/workflow.ts'

/** What a node is called on the screen: its title, or its id as words. */
export function nodeTitle(node: Pick<WorkflowNode, 'id' | 'title'>): string {
  if (node.title !== undefined && node.title.trim() !== '') return node.title
  const words = node.id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
