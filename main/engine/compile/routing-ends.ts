/** Where the tokens of a level came to rest (DESIGN 4.11). */
import { ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { TableEdge, TableNode } from './routing-table.ts'
import { DELIVERED, type NodeTokens, type Tokens } from './routing-tokens.ts'

/** Nodes that have completed in their latest pass and that no token left for another. */
export function lastCompleted(tokens: Tokens): readonly number[] {
  const { nodes } = tokens.table
  const found: number[] = []
  for (let index = 0; index < nodes.length; index += 1) {
    const reached = tokens.reached[index]
    if (reached && hasCompleted(reached) && !leadsOn(tokens, nodes[index] as TableNode)) found.push(index) // within its length
  }
  return found
}

/** One of its executions left by a port that is not `error`. */
function hasCompleted({ left }: NodeTokens): boolean {
  return left.length > 1 || (left.length === 1 && left[0] !== ERROR_PORT)
}

/** One of its edges carried a token. No loop edge did: its token began another pass. */
function leadsOn({ edges }: Tokens, { outgoing }: TableNode): boolean {
  for (let at = 0; at < outgoing.length; at += 1)
    if (edges[(outgoing[at] as TableEdge).index] === DELIVERED) return true // within its length
  return false
}
