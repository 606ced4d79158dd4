/** Loops (DESIGN 4.4): what is forgotten when a pass ends, and which loops have been left. */
import type { TableEdge, TableLoop } from './routing-table.ts'
import { DELIVERED, type Tokens, UNDECIDED } from './routing-tokens.ts'

/** Everything of the body as it was before its first pass; edges into it from outside keep their state. */
export function resetBody(tokens: Tokens, taken: Map<number, number>, shape: TableLoop): void {
  for (const inner of shape.inner) beginAnew(tokens, taken, inner)
  openLoop(tokens, shape.index)
  for (const node of shape.body)
    for (const edge of tokens.node(node).outgoing) {
      if (!shape.bodySet.has(edge.to)) takeBackFrom(tokens, edge)
      forget(tokens, edge)
    }
  reopen(tokens, shape)
  for (const index of shape.body) {
    const node = tokens.of(index)
    const outside = outsideEdges(tokens, shape, index)
    node.started = false
    node.skipped = false
    node.closed = false
    node.left = []
    // A token from outside that was taken is spent; one that came while the pass ended is not.
    node.waiting = node.waiting.filter((edge) => outside.some((kept) => kept.index === edge))
    node.decided = outside.filter((edge) => tokens.edges[edge.index] !== UNDECIDED).length
    node.final = outside.filter((edge) => tokens.final[edge.index] === 1).length
    node.delivered = 0
    for (const edge of outside) node.delivered += tokens.countOver(edge.index)
  }
}

export function outsideEdges(tokens: Tokens, shape: TableLoop, node: number): readonly TableEdge[] {
  return tokens.node(node).incoming.filter((edge) => !shape.bodySet.has(edge.from))
}

/** A loop that overlaps this one is decided anew by the edges of it that begin in this body. */
function reopen(tokens: Tokens, shape: TableLoop): void {
  for (const node of shape.body)
    for (const { loop, index } of tokens.node(node).outgoing) {
      const other = loop < 0 || loop === shape.index ? undefined : tokens.loops[loop]
      if (!other?.dead.delete(index)) continue
      other.closed = false
      holdAgain(tokens, shape, loop)
    }
}

/** What the overlapping loop has brought into this body waits until that one has been left once more. */
function holdAgain(tokens: Tokens, shape: TableLoop, overlapping: number): void {
  for (const node of tokens.table.loops[overlapping]?.body ?? []) {
    if (shape.bodySet.has(node)) continue
    for (const edge of tokens.node(node).outgoing) {
      const state = tokens.edges[edge.index]
      if (!shape.bodySet.has(edge.to) || !edge.leaves.includes(overlapping) || state === UNDECIDED) continue
      const count = tokens.countOver(edge.index)
      const waiting = tokens.of(edge.to).waiting.filter((one) => one === edge.index).length
      forget(tokens, edge)
      tokens.heldAs[edge.index] = state ?? UNDECIDED
      if (count > 1) tokens.heldCounts.set(edge.index, count)
      if (tokens.node(edge.to).join === 'each' && count > waiting) tokens.spent.set(edge.index, count - waiting)
      tokens.of(edge.to).waiting = tokens.of(edge.to).waiting.filter((one) => one !== edge.index)
      for (const loop of edge.leaves) if (!tokens.loops[loop]?.closed) tokens.loops[loop]?.held.push(edge.index)
    }
  }
}

/** What it had brought out of the body, into that of a loop that overlaps it: it comes anew in this pass. */
function takeBackFrom(tokens: Tokens, edge: TableEdge): void {
  const state = tokens.edges[edge.index]
  if (state === UNDECIDED) return
  const target = tokens.of(edge.to)
  const { join } = tokens.node(edge.to)
  const counted = join === 'each' || typeof join === 'object'
  target.decided -= 1
  if (tokens.final[edge.index] === 1) target.final -= 1
  if (state === DELIVERED) target.delivered -= counted ? tokens.countOver(edge.index) : 1
  target.waiting = target.waiting.filter((waiting) => waiting !== edge.index)
}

function forget(tokens: Tokens, edge: TableEdge): void {
  tokens.edges[edge.index] = UNDECIDED
  tokens.heldAs[edge.index] = UNDECIDED
  tokens.final[edge.index] = 0
  tokens.counts.delete(edge.index)
  tokens.heldCounts.delete(edge.index)
  tokens.spent.delete(edge.index)
}

export function openLoop(tokens: Tokens, index: number): void {
  const loop = tokens.loops[index]
  if (!loop) return
  loop.dead.clear()
  loop.closed = false
  loop.held = []
  if (loop.restarting) tokens.restarting -= 1
  loop.restarting = undefined
}

function beginAnew(tokens: Tokens, taken: Map<number, number>, index: number): void {
  const loop = tokens.loops[index]
  if (!loop) return
  openLoop(tokens, index)
  loop.iteration = 0
  loop.feedback = undefined
  for (const edge of tokens.table.loops[index]?.edges ?? []) taken.delete(edge)
}

/**
 * The loops that have been left with this one; none while it has not been. A loop edge that leaves the body of another
 * loop counts as dead only once that one has been left, for until then another pass of it may send a token; those that
 * hang on one another are left together.
 */
export function leftWith(tokens: Tokens, index: number): readonly number[] {
  return groupLeft(tokens, index, []).filter((one) => tokens.loops[one]?.closed === false)
}

/** Whether a loop that the edge leaves holds it back (DESIGN 4.4). */
export function isHeld(tokens: Tokens, edge: TableEdge): boolean {
  for (const loop of edge.leaves)
    if (tokens.loops[loop]?.closed === false && !isLeftFor(tokens, loop, edge)) return true
  return false
}

/** Though the loop waits for others to be left: what lies in one of those cannot wait for that. */
function isLeftFor(tokens: Tokens, index: number, { to }: TableEdge): boolean {
  if ((tokens.table.loops[index]?.leaves.length ?? 0) === 0) return false
  return groupLeft(tokens, index, tokens.node(to).loops).length > 0
}

function groupLeft(tokens: Tokens, index: number, passedOver: readonly number[]): readonly number[] {
  const group = [index]
  const seen = new Set([index, ...passedOver])
  for (const one of group) {
    const shape = tokens.table.loops[one]
    const loop = tokens.loops[one]
    if (!shape || !loop || loop.restarting || loop.dead.size < shape.edges.length) return []
    for (const other of shape.leaves) {
      if (seen.has(other) || tokens.loops[other]?.closed) continue
      seen.add(other)
      group.push(other)
    }
  }
  return group
}

/** The loop and those that wait for it, also by way of others. */
export function heldUpBy(tokens: Tokens, index: number): readonly number[] {
  const group = [index]
  const seen = new Set(group)
  for (const one of group)
    for (const other of tokens.table.loops[one]?.heldUp ?? []) {
      if (seen.has(other)) continue
      seen.add(other)
      group.push(other)
    }
  return group
}
