/** Where a node of a container began in each of its items: a draft is tried in all of them. */
import type { WorkflowGraph } from '#shared/workflow/graph.ts'
import type { History } from './history.ts'

/**
 * By the path of an item: when the chosen node (index `first`) began there last, or first in what stands inside of it.
 * `began` where it did not, and of items of an earlier pass around the container: those are not run again.
 */
export function beganInItems(
  { nodes }: WorkflowGraph,
  first: number,
  { activated, chosen }: Pick<History, 'activated' | 'chosen'>,
  began: number,
): (path: string) => number {
  let outermost = -1
  let depth = 0
  for (let at = nodes[first]?.parent ?? -1; at >= 0; at = nodes[at]?.parent ?? -1) {
    outermost = at
    depth += 1
  }
  if (depth === 0) return () => began
  const lastPass = activated.get(nodes[outermost]?.id ?? '') ?? -1
  const earliest = new Map<string, number>()
  for (const [path, seq] of chosen) {
    if (seq < lastPass) continue
    const parts = path.split('/')
    for (let count = 1; count <= parts.length; count += 1) {
      const around = parts.slice(0, count).join('/')
      earliest.set(around, Math.min(seq, earliest.get(around) ?? seq))
    }
  }
  return (path) => earliest.get(path.split('/').slice(0, depth).join('/')) ?? began
}
