/**
 * Rules 1, 2 and 4: what an edge has brought in this pass and what it may still bring, worked out anew from the whole
 * graph whenever someone asks. Nothing is remembered between two questions.
 */

import { type FlowEdge, incomingOf, nodeOf } from './flow.ts'
import type { Loop } from './loops.ts'
import { passOf, type Scope } from './state.ts'

/** Tokens that came over the edge: one for each execution that left by its port. */
const sentOver = (scope: Scope, edge: FlowEdge): number =>
  passOf(scope, edge.from).executions.filter(({ status, port }) => status !== 'active' && port === edge.port).length

/**
 * Whether the ports of a node are decided: it is skipped, or what it started has ended; with an `each` join only when
 * nothing can start it any more (rule 1).
 */
export const isDecided = (scope: Scope, id: string): boolean => {
  const { executions, skipped } = passOf(scope, id)
  if (skipped) return true
  if (executions.length === 0 || executions.some(({ status }) => status === 'active')) return false
  return (
    nodeOf(scope.flow, id).join !== 'each' || incomingOf(scope.flow, id).every((edge) => couldBring(scope, edge) === 0)
  )
}

const leaves = (edge: FlowEdge, { body }: Loop): boolean => body.includes(edge.from) && !body.includes(edge.to)

/**
 * Rule 4: a loop has been left once all its loop edges are dead. Such an edge may itself leave the body of another loop;
 * then it is dead only when that one has been left too. `assumed`: loops that hang on one another are left together.
 */
const isLeft = (scope: Scope, loop: Loop, assumed: readonly Loop[] = []): boolean =>
  loop.edges.every((edge) => {
    const around = scope.loops.filter((other) => !assumed.includes(other) && other !== loop && leaves(edge, other))
    return (
      isDecided(scope, edge.from) &&
      sentOver(scope, edge) === 0 &&
      around.every((other) => isLeft(scope, other, [...assumed, loop]))
    )
  })

/**
 * Rule 4: what leaves a body is neither delivered nor dead until then. The token of a loop edge is not held (R1). What
 * leads into the body of another loop does not wait for that one to be left, which is left only after it (R25).
 */
const isHeld = (scope: Scope, edge: FlowEdge): boolean => {
  const led = scope.loops.filter(({ body }) => body.includes(edge.to))
  return edge.max === undefined && scope.loops.some((loop) => leaves(edge, loop) && !isLeft(scope, loop, led))
}

/** Tokens that the edge has delivered in this pass. */
export const delivered = (scope: Scope, edge: FlowEdge): number => (isHeld(scope, edge) ? 0 : sentOver(scope, edge))

/** Tokens that an `each` node has still to start an execution for. */
const waitingAt = (scope: Scope, edge: FlowEdge): number =>
  delivered(scope, edge) - (passOf(scope, edge.to).taken.get(edge) ?? 0)

/** The most tokens that can still come over the edge in this pass; 0 where it is decided. */
export const stillToCome = (scope: Scope, edge: FlowEdge): number => {
  const many = nodeOf(scope.flow, edge.from).join === 'each'
  // A pass that is still to come may send over it whatever this one has sent.
  if (isHeld(scope, edge)) return many ? Number.POSITIVE_INFINITY : 1
  if (isDecided(scope, edge.from)) return 0
  if (!many) return 1
  const active = passOf(scope, edge.from).executions.filter(({ status }) => status === 'active').length
  return incomingOf(scope.flow, edge.from).reduce((sum, before) => sum + couldBring(scope, before), active)
}

/** How often an edge into an `each` node could still start it. */
const couldBring = (scope: Scope, edge: FlowEdge): number =>
  stillToCome(scope, edge) + Math.max(0, waitingAt(scope, edge))

/** Rule 11: an edge is live that brought a token to where it leads. */
export const isLive = (scope: Scope, edge: FlowEdge): boolean => delivered(scope, edge) > 0
