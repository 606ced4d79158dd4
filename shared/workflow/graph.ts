/**
 * The graph of a workflow as numbers: what the checks, the engine's routing table and the canvas ask of it.
 *
 *   G1. A node's index is its place in `nodes`, an edge's its place in `edges`, also in a broken file: an end that does
 *       not exist is -1, and such an edge stands in no `incoming` or `outgoing`. Of two nodes of one id the first counts.
 *   G2. Nothing recurses: a chain of thousands of nodes is as deep as one of ten.
 *   G3. Loop edges with one target are one loop. Its body is every node on a loop-free path from the target to a source
 *       (DESIGN 4.4); it is empty where there is no such path.
 */

import { atOnce, type Steps } from '../steps.ts'
import { type GraphLoop, loopBodies } from './graph-loops.ts'
import { type Adjacency, type EdgeEnds, findCycle, reach, topologicalOrder } from './graph-search.ts'
import { edgeSource, type Workflow, type WorkflowNode } from './workflow.ts'

export interface GraphNode {
  readonly index: number
  readonly id: string
  readonly node: WorkflowNode
  /** Index of the container; -1 at the top, and where the container does not exist. */
  readonly parent: number
  /** Edge indices in file order, loop edges included. */
  readonly incoming: readonly number[]
  readonly outgoing: readonly number[]
  /** Loops whose body holds the node, innermost (smallest) first. */
  readonly loops: readonly number[]
  /** A run can come here: by edges from an entry, as a container's first child, or as a compensator. */
  readonly reachable: boolean
}

export interface GraphEdge {
  readonly index: number
  readonly from: number
  readonly port: string
  readonly to: number
  /** The loop it closes; undefined for an edge that goes forward. */
  readonly loop?: number
  /** Tokens allowed over a loop edge. */
  readonly max?: number
  /** Loops whose body holds the source and not the target, innermost first. */
  readonly leaves: readonly number[]
}

export interface WorkflowGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly loops: readonly GraphLoop[]
  readonly byId: ReadonlyMap<string, number>
  /** Node indices by their container, -1 for the top. */
  readonly levels: ReadonlyMap<number, readonly number[]>
  readonly entries: readonly number[]
  /** One cycle that no loop edge breaks, in order; `edge` closes it (from the last node to the first). */
  readonly cycle: { readonly nodes: readonly number[]; readonly edge: number } | undefined
  /** Loop edges whose target does not lead to their source. */
  readonly strayLoopEdges: readonly number[]
  /** Edges whose ends stand in different containers. */
  readonly crossingEdges: readonly number[]
}

export interface GraphOptions {
  /** Where a run may begin; by default the entry kinds of the format. */
  isEntry?(kind: string): boolean
}

export const ENTRY_KINDS: ReadonlySet<string> = new Set([
  'start',
  'schedule',
  'webhook',
  'watch',
  'git_hook',
  'queue',
  'mail',
  'on_event',
])

export function analyseGraph(workflow: Pick<Workflow, 'nodes' | 'edges'>, options: GraphOptions = {}): WorkflowGraph {
  return atOnce(analysing(workflow, options))
}

/** The same in steps: for ten thousand nodes it takes longer than a process may hear nothing. */
export function* analysing(
  workflow: Pick<Workflow, 'nodes' | 'edges'>,
  options: GraphOptions = {},
): Steps<WorkflowGraph> {
  const byId = indexById(workflow.nodes)
  const parents = workflow.nodes.map((node) => (node.parent === undefined ? -1 : (byId.get(node.parent) ?? -1)))
  const ends = workflow.edges.map((edge) => {
    const { node, port } = edgeSource(edge)
    return { from: byId.get(node) ?? -1, port, to: byId.get(edge.to) ?? -1, max: edge.loop?.max }
  })
  const forward = adjacencyOf(workflow.nodes.length, ends)
  yield
  const order = topologicalOrder(forward)
  const { loops, loopOfEdge, loopsOfNode } = loopBodies(ends, forward, order)
  yield
  const isEntry = options.isEntry ?? ((kind: string) => ENTRY_KINDS.has(kind))
  const entries = workflow.nodes.flatMap((node, index) => (isEntry(node.kind) ? [index] : []))
  const reachable = reachableFrom(workflow.nodes, parents, forward, entries, byId)
  yield
  const incoming = edgeLists(workflow.nodes.length, ends, 'to')
  const outgoing = edgeLists(workflow.nodes.length, ends, 'from')
  const bodies = loops.map((loop) => new Set(loop.body))
  yield
  return {
    nodes: workflow.nodes.map((node, index) => ({
      index,
      id: node.id,
      node,
      parent: parents[index] ?? -1,
      incoming: incoming[index] ?? [],
      outgoing: outgoing[index] ?? [],
      loops: loopsOfNode[index] ?? [],
      reachable: reachable[index] === 1,
    })),
    edges: ends.map(({ from, port, to, max }, index) => {
      const loop = loopOfEdge[index]
      const leaves = to < 0 ? [] : (loopsOfNode[from] ?? []).filter((inside) => !bodies[inside]?.has(to))
      return { index, from, port, to, leaves, ...(loop !== undefined && { loop }), ...(max !== undefined && { max }) }
    }),
    loops,
    byId,
    levels: levelsOf(parents),
    entries,
    cycle: order ? undefined : findCycle(forward, entries),
    strayLoopEdges: ends.flatMap(({ from }, index) => {
      const loop = loopOfEdge[index]
      return loop !== undefined && !bodies[loop]?.has(from) ? [index] : []
    }),
    crossingEdges: ends.flatMap(({ from, to }, index) =>
      from >= 0 && to >= 0 && parents[from] !== parents[to] ? [index] : [],
    ),
  }
}

function indexById(nodes: readonly WorkflowNode[]): Map<string, number> {
  const byId = new Map<string, number>()
  for (const [index, node] of nodes.entries()) if (!byId.has(node.id)) byId.set(node.id, index)
  return byId
}

/** Edges that go forward, without the loop edges. */
function adjacencyOf(size: number, ends: readonly EdgeEnds[]): Adjacency {
  const next: number[][] = Array.from({ length: size }, () => [])
  const previous: number[][] = Array.from({ length: size }, () => [])
  for (const [index, { from, to, max }] of ends.entries()) {
    if (max !== undefined || from < 0 || to < 0) continue
    next[from]?.push(index)
    previous[to]?.push(index)
  }
  return { size, next, previous, ends }
}

function edgeLists(size: number, ends: readonly EdgeEnds[], side: 'from' | 'to'): readonly (readonly number[])[] {
  const lists: number[][] = Array.from({ length: size }, () => [])
  for (const [index, edge] of ends.entries()) if (edge.from >= 0 && edge.to >= 0) lists[edge[side]]?.push(index)
  return lists
}

function levelsOf(parents: readonly number[]): Map<number, number[]> {
  const levels = new Map<number, number[]>([[-1, []]])
  for (const [index, parent] of parents.entries()) {
    const level = levels.get(parent)
    if (level) level.push(index)
    else levels.set(parent, [index])
  }
  return levels
}

/** Children without an edge from a sibling start with their container; compensators start when what they undo has run. */
function reachableFrom(
  nodes: readonly WorkflowNode[],
  parents: readonly number[],
  forward: Adjacency,
  entries: readonly number[],
  byId: ReadonlyMap<string, number>,
): Uint8Array {
  const startsWith = new Map<number, number[]>()
  const follow = (index: number, target: number) => startsWith.set(index, [...(startsWith.get(index) ?? []), target])
  for (const [index, node] of nodes.entries()) {
    const compensator = node.compensate === undefined ? undefined : byId.get(node.compensate)
    if (compensator !== undefined) follow(index, compensator)
  }
  for (const [parent, children] of levelsOf(parents)) {
    if (parent < 0) continue
    startsWith.set(parent, [
      ...(startsWith.get(parent) ?? []),
      ...children.filter((child) => forward.previous[child]?.length === 0),
    ])
  }
  return reach(forward, entries, 'next', (index) => startsWith.get(index) ?? [])
}
