/** Searches over numbered nodes, each with its own list in place of recursion. */

/** An edge between numbered nodes; -1 where it names none. `max`: of a loop edge. */
export interface EdgeEnds {
  readonly from: number
  readonly port: string
  readonly to: number
  readonly max: number | undefined
}

/** Edge indices that leave (`next`) and enter (`previous`) each node. */
export interface Adjacency {
  readonly size: number
  readonly next: readonly (readonly number[])[]
  readonly previous: readonly (readonly number[])[]
  readonly ends: readonly EdgeEnds[]
}

type Direction = 'next' | 'previous'

const NONE: readonly number[] = []

/** 1 for every node that can be reached, the first ones included. `also` names neighbours without an edge. */
export function reach(
  graph: Adjacency,
  first: readonly number[],
  direction: Direction,
  also: (index: number) => readonly number[] = () => NONE,
): Uint8Array {
  const seen = new Uint8Array(graph.size)
  const open: number[] = []
  const visit = (index: number) => {
    if (seen[index] !== 0) return
    seen[index] = 1
    open.push(index)
  }
  for (const index of first) visit(index)
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const edge of graph[direction][index] ?? NONE) visit(farEnd(graph, edge, direction))
    for (const other of also(index)) visit(other)
  }
  return seen
}

/** All nodes that can be reached, as a list; `allowed` bounds the search. The cost is that of what is found. */
export function reachWithin(
  graph: Adjacency,
  first: readonly number[],
  direction: Direction,
  allowed: (index: number) => boolean,
): Set<number> {
  const found = new Set<number>(first.filter(allowed))
  // A Set gives what is added while it is walked, so it is its own work list.
  for (const index of found) {
    for (const edge of graph[direction][index] ?? NONE) {
      const other = farEnd(graph, edge, direction)
      if (allowed(other)) found.add(other)
    }
  }
  return found
}

/** Each node's place in an order in which every edge goes forward; undefined where a cycle forbids one. */
export function topologicalOrder(graph: Adjacency): Int32Array | undefined {
  const waiting = Int32Array.from(graph.previous, (edges) => edges.length)
  const place = new Int32Array(graph.size)
  const ready = graph.previous.flatMap((edges, index) => (edges.length === 0 ? [index] : []))
  let next = 0
  for (; next < ready.length; next += 1) {
    const index = ready[next] ?? 0
    place[index] = next
    for (const edge of graph.next[index] ?? NONE) {
      const to = farEnd(graph, edge, 'next')
      const left = (waiting[to] ?? 0) - 1
      waiting[to] = left
      if (left === 0) ready.push(to)
    }
  }
  return next === graph.size ? place : undefined
}

/** One cycle, in order, and the edge from its last node to its first. Looks from `first` on, then from every other node. */
export function findCycle(
  graph: Adjacency,
  first: readonly number[],
): { readonly nodes: readonly number[]; readonly edge: number } | undefined {
  const state = new Uint8Array(graph.size) // 0 new, 1 on the path, 2 done
  const starts = [...first, ...graph.next.keys()]
  for (const start of starts) {
    if (state[start] !== 0) continue
    const path = [{ index: start, edge: 0 }]
    state[start] = 1
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const edge = graph.next[top.index]?.[top.edge]
      top.edge += 1
      if (edge === undefined) {
        state[top.index] = 2
        path.pop()
        continue
      }
      const to = farEnd(graph, edge, 'next')
      if (state[to] === 1) {
        const from = path.findIndex((step) => step.index === to)
        return { nodes: path.slice(from).map((step) => step.index), edge }
      }
      if (state[to] === 0) {
        state[to] = 1
        path.push({ index: to, edge: 0 })
      }
    }
  }
  return undefined
}

function farEnd(graph: Adjacency, edge: number, direction: Direction): number {
  const ends = graph.ends[edge]
  if (!ends) throw new Error(`No edge ${edge} in the graph`)
  return direction === 'next' ? ends.to : ends.from
}
