/**
 * Whether a node has surely run before another starts: on every way to it. Where some way leads past, it may have been left
 * out, and its output is not there.
 */
import type { WorkflowGraph } from '../graph.ts'
import { AncestorTree, ROOT } from './ancestor-tree.ts'

export type SurelyRan = (node: number, other: number) => boolean

/**
 * By dominators of the graph without its loops: what stands on every way from the beginning. Entries begin together with the
 * first children of each container, whose own ways are looked at in their level. Nothing recurses (G2).
 */
export function surelyRan(graph: WorkflowGraph): SurelyRan {
  const tree = dominators(graph, forwardOrder(graph))
  return (node, other) => tree.above(node, tree.depth(other)) === other
}

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
function dominators({ nodes, edges }: WorkflowGraph, order: readonly number[]): AncestorTree {
  const tree = new AncestorTree(nodes.length)
  const placed = new Uint8Array(nodes.length)
  for (const index of order) {
    let found: number | undefined
    for (const at of nodes[index]?.incoming ?? []) {
      const edge = edges[at]
      if (!edge || edge.max !== undefined || placed[edge.from] !== 1) continue
      found = found === undefined ? edge.from : tree.common(found, edge.from)
    }
    tree.hang(index, found ?? ROOT)
    placed[index] = 1
  }
  return tree
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
