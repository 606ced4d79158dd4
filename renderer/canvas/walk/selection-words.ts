import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'

const MOST_NAMED = 6

/** Which of several nodes are selected, for those who do not see it. Of one, the focus tells. */
export function selectionWords(nodes: readonly WorkflowNode[], selected: ReadonlySet<string>): string {
  if (selected.size < 2) return ''
  const titles = nodes.flatMap((node) => (selected.has(node.id) ? [titleOfNode(node)] : []))
  const more = titles.length - MOST_NAMED
  const named = more > 1 ? [...titles.slice(0, MOST_NAMED), `and ${more} more`] : titles
  return `${titles.length} nodes selected: ${named.join(', ')}.`
}
