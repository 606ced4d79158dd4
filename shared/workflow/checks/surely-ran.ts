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

export type RunsWith = (other: number, reader: number) => boolean

/**
 * Whether a node that leads to a reader runs in every run in which something does that the reader surely follows: the only way
 * on of each, from there, leads to the next. One pass for all nodes, so that many short cuts are no square: what stands above
 * both node and reader hangs on one branch of the dominators, and of those that the node runs with only the highest counts.
 */
export function runsWith(graph: WorkflowGraph, ways: (node: number) => number): RunsWith {
  const order = forwardOrder(graph)
  const tree = dominators(graph, order)
  const [entry] = graph.entries.length === 1 ? graph.entries : []
  const highest = new Float64Array(graph.nodes.length).fill(Number.POSITIVE_INFINITY)
  const withEntry = new Uint8Array(graph.nodes.length)
  const only = graph.nodes.map(({ index }) => ways(index) === 1)
  for (const index of order) {
    for (const at of graph.nodes[index]?.incoming ?? []) {
      const edge = graph.edges[at]
      if (!edge || edge.max !== undefined || !only[edge.from]) continue
      if (edge.from === entry || withEntry[edge.from] === 1) withEntry[index] = 1
      const found = Math.min(tree.depth(edge.from), highest[edge.from] ?? Number.POSITIVE_INFINITY)
      // Above what it comes from, but not above it: there is a way past.
      if (found < tree.depth(index)) highest[index] = Math.min(highest[index] ?? found, found)
    }
  }
  return (other, reader) =>
    withEntry[other] === 1 || (highest[other] ?? Number.POSITIVE_INFINITY) <= tree.depth(tree.common(other, reader))
}
