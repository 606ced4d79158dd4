/** Cuts the graph into its levels, one routing table each: edges never cross the border of a container. */
import type { Steps } from '#shared/steps.ts'
import type { GraphEdge, WorkflowGraph } from '#shared/workflow/graph.ts'
import type { GraphLoop } from '#shared/workflow/graph-loops.ts'
import type { NodeKind } from '../kind.ts'
import type { RoutingTable, TableEdge, TableLoop, TableNode } from './routing-table.ts'

export interface LevelTable {
  /** Index of the container in the file; -1 at the top. */
  readonly container: number
  readonly table: RoutingTable
  /** Index in the file of each node of the table. */
  readonly nodes: readonly number[]
}

export function* levelTables(
  graph: WorkflowGraph,
  kinds: readonly NodeKind[],
  compensators: ReadonlySet<string>,
): Steps<ReadonlyMap<number, LevelTable>> {
  const place = placesIn(graph.levels.values(), graph.nodes.length)
  const edges = groupBy(graph.edges, ({ from, to }) => {
    const parent = graph.nodes[from]?.parent
    return parent === undefined || parent !== graph.nodes[to]?.parent ? undefined : parent
  })
  const loops = groupBy(graph.loops, ({ target }) => graph.nodes[target]?.parent)
  const loopIndexes = [...loops.values()].map((members) => members.map(({ index }) => index))
  const loopPlace = placesIn(loopIndexes, graph.loops.length)
  yield
  const levels = new Map<number, LevelTable>()
  for (const [container, members] of graph.levels) {
    const own = edges.get(container) ?? []
    const levelEdges = own.map((edge, index) => tableEdge(edge, index, place, loopPlace))
    const edgePlace = new Map(own.map(({ index }, at) => [index, at]))
    const levelLoops = tableLoops(loops.get(container) ?? [], levelEdges, { place, loopPlace, edgePlace })
    yield
    const outgoing = groupBy(levelEdges, ({ from }) => from)
    const incoming = groupBy(levelEdges, ({ to, loop }) => (loop >= 0 ? undefined : to))
    yield
    const nodes = members.map((member, index): TableNode => {
      const { id, node, loops: inside } = graph.nodes[member] ?? missing(member)
      const leaving = outgoing.get(index) ?? []
      return {
        index,
        id,
        join: node.join ?? 'all',
        entry: kinds[member]?.descriptor.entry ?? false,
        routed: (kinds[member]?.descriptor.runs ?? false) && !compensators.has(id),
        outgoing: leaving,
        byPort: groupBy(leaving, ({ port }) => port),
        incoming: incoming.get(index) ?? [],
        loops: inside.map((loop) => loopPlace[loop] ?? -1),
      }
    })
    const roots = nodes.flatMap(({ index, routed, incoming: edgesIn }) => (routed && edgesIn.length === 0 ? index : []))
    yield
    levels.set(container, {
      container,
      nodes: members,
      table: { nodes, edges: levelEdges, loops: levelLoops, roots, countsBehindEach: countsBehindEach(nodes) },
    })
  }
  return levels
}

/** Where the nodes and loops of the graph, and the edges of one level, stand in the tables of their levels, by index. */
interface Places {
  readonly place: Int32Array
  readonly loopPlace: Int32Array
  readonly edgePlace: ReadonlyMap<number, number>
}

/** `groups`: indexes in the graph, of one level each. */
function placesIn(groups: Iterable<readonly number[]>, count: number): Int32Array {
  const places = new Int32Array(count)
  for (const members of groups) for (const [at, index] of members.entries()) places[index] = at
  return places
}

function tableLoops(loops: readonly GraphLoop[], edges: readonly TableEdge[], places: Places): readonly TableLoop[] {
  const { place, loopPlace, edgePlace } = places
  const bare = loops.map((loop, index) => {
    const body = loop.body.map((node) => place[node] ?? -1)
    const own = loop.edges.flatMap((edge) => edgePlace.get(edge) ?? [])
    return {
      index,
      target: place[loop.target] ?? -1,
      edges: own,
      body,
      bodySet: new Set(body),
      inner: loop.inner.flatMap((other) => (other === loop.index ? [] : (loopPlace[other] ?? []))),
      leaves: [...new Set(own.flatMap((edge) => edges[edge]?.leaves ?? []))],
    }
  })
  const heldUp = new Map<number, number[]>(bare.map(({ index }) => [index, []]))
  for (const { index, leaves } of bare) for (const other of leaves) heldUp.get(other)?.push(index)
  return bare.map((loop) => ({ ...loop, heldUp: heldUp.get(loop.index) ?? [] }))
}

function countsBehindEach(nodes: readonly TableNode[]): boolean {
  return nodes.some(
    ({ join, incoming }) => typeof join === 'object' && incoming.some(({ from }) => nodes[from]?.join === 'each'),
  )
}

function tableEdge(edge: GraphEdge, index: number, place: Int32Array, loopPlace: Int32Array): TableEdge {
  return {
    index,
    from: place[edge.from] ?? -1,
    port: edge.port,
    to: place[edge.to] ?? -1,
    loop: edge.loop === undefined ? -1 : (loopPlace[edge.loop] ?? -1),
    max: edge.max ?? Number.POSITIVE_INFINITY,
    leaves: edge.leaves.map((loop) => loopPlace[loop] ?? -1),
  }
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

function missing(node: number): never {
  throw new Error(`No node ${node} in the graph`)
}
