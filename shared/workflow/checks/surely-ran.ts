/**
 * Whether a node has surely run before another starts: on every way to it. Where some way leads past, it may have been left
 * out, and its output is not there.
 */
import type { WorkflowGraph } from '../graph.ts'

/**
 * By dominators of the graph without its loops: what stands on every way from the beginning. Entries begin together with the
 * first children of each container, whose own ways are looked at in their level. Nothing recurses (G2).
 */
export function surelyRan(graph: WorkflowGraph): (node: number, other: number) => boolean {
  const order = forwardOrder(graph)
  const place = new Int32Array(graph.nodes.length).fill(-1)
  for (const [at, index] of order.entries()) place[index] = at
  const dominator = dominators(graph, order, place)
  const depth = new Int32Array(graph.nodes.length)
  for (const index of order)
    depth[index] = dominator[index] === undefined || dominator[index] === ROOT ? 0 : (depth[dominator[index]] ?? 0) + 1
  return (node, other) => {
    let here = node
    while (here >= 0 && (depth[here] ?? 0) > (depth[other] ?? 0)) here = dominator[here] ?? ROOT
    return here === other
  }
}

const ROOT = -1

function forwardOrder({ nodes, edges }: WorkflowGraph): readonly number[] {
  const waiting = nodes.map(({ incoming }) => incoming.filter((at) => edges[at]?.max === undefined).length)
  const order = nodes.flatMap(({ index }) => (waiting[index] === 0 ? [index] : []))
  for (let at = 0; at < order.length; at += 1)
    for (const edge of nodes[order[at] ?? -1]?.outgoing ?? []) {
      const { to = -1, max } = edges[edge] ?? {}
      if (max !== undefined || to < 0) continue
      waiting[to] = (waiting[to] ?? 0) - 1
      if (waiting[to] === 0) order.push(to)
    }
  return order
}

/** In topological order one pass is enough: a node's dominator is what those of all its sources have in common. */
function dominators({ nodes, edges }: WorkflowGraph, order: readonly number[], place: Int32Array): Int32Array {
  const dominator = new Int32Array(nodes.length).fill(ROOT)
  const common = (one: number, other: number): number => {
    let [a, b] = [one, other]
    while (a !== b) {
      if (a === ROOT || b === ROOT) return ROOT
      if ((place[a] ?? 0) > (place[b] ?? 0)) a = dominator[a] ?? ROOT
      else b = dominator[b] ?? ROOT
    }
    return a
  }
  for (const index of order) {
    let found: number | undefined
    for (const at of nodes[index]?.incoming ?? []) {
      const edge = edges[at]
      if (!edge || edge.max !== undefined || place[edge.from] === -1) continue
      found = found === undefined ? edge.from : common(found, edge.from)
    }
    dominator[index] = found ?? ROOT
  }
  return dominator
}

/** Whether a node runs in every run in which one of those above it does: the only way on of something leads to it. */
export function runsWith(
  { nodes, edges }: WorkflowGraph,
  ways: (node: number) => number,
): (other: number, isSure: (index: number) => boolean) => boolean {
  return (other, isSure) => {
    const seen = new Set([other])
    const open = [other]
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      for (const at of nodes[index]?.incoming ?? []) {
        const edge = edges[at]
        if (!edge || edge.max !== undefined || ways(edge.from) !== 1) continue
        if (isSure(edge.from)) return true
        if (seen.has(edge.from)) continue
        seen.add(edge.from)
        open.push(edge.from)
      }
    }
    return false
  }
}
