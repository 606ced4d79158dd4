/** The loops of a graph: which edges close one, and which nodes are inside (DESIGN 4.4). */
import { type Adjacency, type EdgeEnds, reachWithin } from './graph-search.ts'

export interface GraphLoop {
  readonly index: number
  readonly target: number
  readonly edges: readonly number[]
  /** Node indices, ascending. */
  readonly body: readonly number[]
  /** Loops whose whole body lies inside this one's, smallest first. */
  readonly inner: readonly number[]
}

export interface Loops {
  readonly loops: readonly GraphLoop[]
  readonly loopOfEdge: readonly (number | undefined)[]
  readonly loopsOfNode: readonly (readonly number[])[]
}

/** `order` bounds the search to what lies between target and sources, so many small loops stay cheap in a large graph. */
export function loopBodies(ends: readonly EdgeEnds[], forward: Adjacency, order: Int32Array | undefined): Loops {
  const byTarget = new Map<number, number[]>()
  for (const [index, { from, to, max }] of ends.entries()) {
    if (max === undefined || from < 0 || to < 0) continue
    const edges = byTarget.get(to)
    if (edges) edges.push(index)
    else byTarget.set(to, [index])
  }
  const bare = [...byTarget].map(([target, edges], index) => ({
    index,
    target,
    edges,
    body: bodyOf(target, edges, ends, forward, order),
  }))
  const loopsOfNode = membership(bare, forward.size)
  const loopOfEdge: (number | undefined)[] = ends.map(() => undefined)
  for (const loop of bare) for (const edge of loop.edges) loopOfEdge[edge] = loop.index
  const loops = bare.map((loop) => ({ ...loop, inner: innerOf(loop, bare, loopsOfNode) }))
  return { loops, loopOfEdge, loopsOfNode }
}

type BareLoop = Omit<GraphLoop, 'inner'>

function bodyOf(
  target: number,
  edges: readonly number[],
  ends: readonly EdgeEnds[],
  forward: Adjacency,
  order: Int32Array | undefined,
): readonly number[] {
  const sources = edges.map((edge) => ends[edge]?.from ?? -1)
  const place = (index: number) => order?.[index] ?? 0
  const first = place(target)
  const last = Math.max(...sources.map(place))
  const back = reachWithin(forward, sources, 'previous', (index) => !order || place(index) >= first)
  const body = reachWithin(forward, [target], 'next', (index) => back.has(index) && (!order || place(index) <= last))
  return [...body].sort((a, b) => a - b)
}

function membership(loops: readonly BareLoop[], size: number): number[][] {
  const loopsOfNode: number[][] = Array.from({ length: size }, () => [])
  const smallestFirst = [...loops].sort((a, b) => a.body.length - b.body.length || b.index - a.index)
  for (const loop of smallestFirst) for (const node of loop.body) loopsOfNode[node]?.push(loop.index)
  return loopsOfNode
}

function innerOf(
  loop: BareLoop,
  loops: readonly BareLoop[],
  loopsOfNode: readonly (readonly number[])[],
): readonly number[] {
  const body = new Set(loop.body)
  const candidates = new Set(loop.body.flatMap((node) => loopsOfNode[node] ?? []))
  return [...candidates]
    .flatMap((index) => (index === loop.index ? [] : (loops[index] ?? [])))
    .filter(
      (other) =>
        other.body.length > 0 && other.body.length < loop.body.length && other.body.every((node) => body.has(node)),
    )
    .sort((a, b) => a.body.length - b.body.length)
    .map((other) => other.index)
}
