/** Rule 1: when a node starts, and when it can no longer start (rule 2). */

import { delivered, stillToCome } from './edges.ts'
import { type FlowEdge, type FlowNode, incomingOf, isCompensator } from './flow.ts'
import { passOf, type Scope } from './state.ts'

export type Verdict = 'start' | 'skip' | 'wait'

const sum = (edges: readonly FlowEdge[], count: (edge: FlowEdge) => number): number =>
  edges.reduce((total, edge) => total + count(edge), 0)

/** By the edges alone, for a join that starts at most once a pass. */
const verdictOf = (scope: Scope, node: FlowNode, edges: readonly FlowEdge[]): Verdict => {
  const come = (edge: FlowEdge): number => delivered(scope, edge)
  const toCome = (edge: FlowEdge): number => stillToCome(scope, edge)
  const arrived = edges.filter((edge) => come(edge) > 0)
  if (node.join === 'any') {
    if (arrived.length > 0) return 'start'
    return sum(edges, toCome) === 0 ? 'skip' : 'wait'
  }
  if (typeof node.join === 'object') {
    if (sum(edges, come) >= node.join.count) return 'start'
    return sum(edges, come) + sum(edges, toCome) < node.join.count ? 'skip' : 'wait'
  }
  // "all": every edge has delivered or is dead, and one at least delivered.
  if (edges.some((edge) => come(edge) === 0 && toCome(edge) > 0)) return 'wait'
  return arrived.length > 0 ? 'start' : 'skip'
}

/** Rule 1, `each`: a token that no execution was started for. */
export const freeToken = (scope: Scope, node: FlowNode): FlowEdge | undefined =>
  incomingOf(scope.flow, node.id).find((edge) => delivered(scope, edge) > (passOf(scope, node.id).taken.get(edge) ?? 0))

/** A node without an incoming edge: an entry, or a child that starts with its item (rule 5). */
const verdictOfFirst = (scope: Scope, node: FlowNode, fired: string): Verdict => {
  if (scope.container !== undefined || node.id === fired) return 'start'
  // Entries that did not fire are dead, and what no edge reaches is skipped.
  return 'skip'
}

export const judge = (scope: Scope, node: FlowNode, fired: string): Verdict => {
  // Rule 8: it runs only for that.
  if (isCompensator(scope.flow, node.id)) return 'wait'
  const { executions, skipped } = passOf(scope, node.id)
  if (skipped) return 'wait'
  const edges = incomingOf(scope.flow, node.id)
  if (edges.length === 0) return executions.length > 0 ? 'wait' : verdictOfFirst(scope, node, fired)
  if (node.join === 'each') {
    if (freeToken(scope, node) !== undefined) return 'start'
    return executions.length === 0 && sum(edges, (edge) => stillToCome(scope, edge)) === 0 ? 'skip' : 'wait'
  }
  return executions.length > 0 ? 'wait' : verdictOf(scope, node, edges)
}
