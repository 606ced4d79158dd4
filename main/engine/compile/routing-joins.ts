/**
 * When a node starts, and when it can no longer start (DESIGN 4.1, 4.2), for joins that start at most once a pass. Read
 * from what has come over its edges and what can still come.
 */

import { isHeld } from './routing-loops.ts'
import type { TableEdge, TableNode } from './routing-table.ts'
import { type NodeTokens, type Tokens, UNDECIDED } from './routing-tokens.ts'

export type Verdict = 'start' | 'skip' | 'wait'

/** `own`: the node's tokens. */
export function verdictOf(tokens: Tokens, node: TableNode, own: NodeTokens): Verdict {
  const { decided, delivered } = own
  const isOpen = decided < node.incoming.length
  if (node.join === 'all') return isOpen ? 'wait' : delivered > 0 ? 'start' : 'skip'
  if (typeof node.join === 'string') return delivered > 0 ? 'start' : isOpen ? 'wait' : 'skip'
  const missing = node.join.count - delivered
  if (missing <= 0) return 'start'
  return canStillCome(tokens, node, missing) ? 'wait' : 'skip'
}

/**
 * Whether so many tokens can still come. An edge brings one; one from an `each` node as many as that can still be
 * started for, which is asked of the edges before it; and any number while a loop holds it back.
 */
function canStillCome(tokens: Tokens, node: TableNode, wanted: number): boolean {
  let count = 0
  const visits = new Map<number, number>()
  const open: TableEdge[] = [...node.incoming]
  for (let edge = open.pop(); edge && count < wanted; edge = open.pop()) {
    if (tokens.final[edge.index] === 1) continue
    const source = tokens.node(edge.from)
    if (source.join !== 'each') {
      if (tokens.edges[edge.index] === UNDECIDED) count += 1
      continue
    }
    if (isHeld(tokens, edge)) return true
    // Whoever was asked that often has shown that it can bring nothing, else this would be over.
    const visited = visits.get(source.index) ?? 0
    if (visited >= wanted) continue
    visits.set(source.index, visited + 1)
    const { active, waiting } = tokens.of(source.index)
    count += active.length + waiting.length
    open.push(...source.incoming)
  }
  return count >= wanted
}
