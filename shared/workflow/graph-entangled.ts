/**
 * Loops that hold each other for ever. What leaves a loop is held until that loop has been left (DESIGN 4.4); where an
 * edge out of one loop leads to a loop edge of another, and one out of that back to the first, neither is ever left. The
 * same where a loop edge of the one leaves the other, for then it is left only after that, and an edge out of it leads
 * there from outside.
 */

import type { WorkflowGraph } from './graph.ts'
import type { GraphLoop } from './graph-loops.ts'
import { topologicalOrder } from './graph-search.ts'

export interface Entanglement {
  /** Indices of the two loops. */
  readonly loops: readonly [number, number]
  /** The edge out of each that the other waits for. */
  readonly edges: readonly [number, number]
}

interface Span {
  readonly loop: GraphLoop
  /** Places of its target and of its last source in an order in which every edge goes forward. */
  readonly first: number
  readonly last: number
  readonly inner: ReadonlySet<number>
  /** Edges out of it that are held; a loop edge never is. */
  readonly exits: readonly number[]
}

/** `waits`: whether a node is never decided before every edge into it is. Where it is not, others may start it. */
export function entangledLoops(graph: WorkflowGraph, waits: (node: number) => boolean): readonly Entanglement[] {
  const spans = spansOf(graph)
  const leads = new Int32Array(graph.nodes.length).fill(-1)
  const heldBy = new Map<number, ReadonlyMap<number, number>>()
  const overlapping: Entanglement[] = []
  for (const [span, others] of neighbours(spans)) {
    markBefore(graph, span.loop, leads, waits)
    const leadsHere = (exit: number) => leads[graph.edges[exit]?.to ?? -1] === span.loop.index
    const exits = others.flatMap(({ loop, exits: edges }) => {
      const edge = edges.find(leadsHere)
      return edge === undefined ? [] : [[loop.index, edge] as const]
    })
    heldBy.set(span.loop.index, new Map(exits))
    for (const other of others) overlapping.push(...afterEachOther(graph, span, other, other.exits.filter(leadsHere)))
  }
  const mutual = [...heldBy].flatMap(([loop, exits]) =>
    [...exits].flatMap(([other, edge]): Entanglement[] => {
      const back = other > loop ? heldBy.get(other)?.get(loop) : undefined
      return back === undefined ? [] : [{ loops: [loop, other], edges: [back, edge] }]
    }),
  )
  return [...mutual, ...overlapping.filter((one) => !mutual.some((known) => isSamePair(known, one)))]
}

/** `other` is left only after `span`, which waits for what leaves `other` (`exits`), unless that is in its own body. */
function afterEachOther(graph: WorkflowGraph, { loop }: Span, other: Span, exits: readonly number[]): Entanglement[] {
  const back = other.loop.edges.find((edge) => graph.edges[edge]?.leaves.includes(loop.index))
  const body = new Set(loop.body)
  const edge = exits.find((exit) => !body.has(graph.edges[exit]?.to ?? -1))
  if (back === undefined || edge === undefined) return []
  const isFirst = loop.index < other.loop.index
  return [
    isFirst
      ? { loops: [loop.index, other.loop.index], edges: [back, edge] }
      : { loops: [other.loop.index, loop.index], edges: [edge, back] },
  ]
}

const isSamePair = (one: Entanglement, other: Entanglement): boolean =>
  one.loops[0] === other.loops[0] && one.loops[1] === other.loops[1]

/** A loop of one node holds up nobody that could hold it up. */
function spansOf(graph: WorkflowGraph): readonly Span[] {
  const loops = graph.loops.filter(({ body }) => body.length > 1)
  const place = loops.length < 2 ? undefined : placesIn(graph)
  if (!place) return []
  const exits = new Map<number, number[]>(loops.map(({ index }) => [index, []]))
  for (const edge of graph.edges)
    if (edge.loop === undefined) for (const loop of edge.leaves) exits.get(loop)?.push(edge.index)
  const at = (node: number | undefined) => place[node ?? -1] ?? 0
  return loops
    .map((loop) => ({
      loop,
      first: at(loop.target),
      last: Math.max(...loop.edges.map((edge) => at(graph.edges[edge]?.from))),
      inner: new Set(loop.inner),
      exits: exits.get(loop.index) ?? [],
    }))
    .sort((one, other) => one.first - other.first)
}

function placesIn(graph: WorkflowGraph): Int32Array | undefined {
  const forward = (edges: readonly number[]) => edges.filter((edge) => graph.edges[edge]?.max === undefined)
  return topologicalOrder({
    size: graph.nodes.length,
    next: graph.nodes.map(({ outgoing }) => forward(outgoing)),
    previous: graph.nodes.map(({ incoming }) => forward(incoming)),
    ends: graph.edges.map(({ from, port, to, max }) => ({ from, port, to, max })),
  })
}

/** Loops that lie beside each other, so that each may lead into the other: neither after it nor inside it. */
function neighbours(spans: readonly Span[]): ReadonlyMap<Span, readonly Span[]> {
  const found = new Map<Span, Span[]>()
  const note = (one: Span, other: Span) => {
    const known = found.get(one)
    if (known) known.push(other)
    else found.set(one, [other])
  }
  for (const [index, span] of spans.entries()) {
    for (let next = index + 1; next < spans.length; next += 1) {
      const other = spans[next]
      if (!other || other.first > span.last) break
      if (span.inner.has(other.loop.index) || other.inner.has(span.loop.index)) continue
      note(span, other)
      note(other, span)
    }
  }
  return found
}

/** Marks every node that a loop edge of the loop waits for, through nodes that wait. */
function markBefore(graph: WorkflowGraph, loop: GraphLoop, leads: Int32Array, waits: (node: number) => boolean): void {
  const open: number[] = []
  const visit = (node: number) => {
    if (leads[node] === loop.index || !waits(node)) return
    leads[node] = loop.index
    open.push(node)
  }
  for (const edge of loop.edges) visit(graph.edges[edge]?.from ?? -1)
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const edge of graph.nodes[node]?.incoming ?? []) {
      const { from = -1, max } = graph.edges[edge] ?? {}
      if (max === undefined && from >= 0) visit(from)
    }
}
