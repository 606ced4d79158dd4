/** Lays a graph out from left to right with ELK, which is loaded when it is first needed. */
import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js'
import { SNAP } from '#shared/drawing/figures.ts'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { type At, snapped } from '../edit/places.ts'
import { areaOf, firstPlace, loopRooms, sizeAround } from '../model/hold-children.ts'
import { type NodeBox, resizedBox } from '../model/node-box.ts'
import { levelsInnermostFirst, type Tree } from '../model/tree.ts'
import { clearWays } from './clear-ways.ts'
import { unclearness } from './clearness.ts'
import { closeColumns } from './close-columns.ts'
import { type ColumnSize, layOutColumns } from './lay-out-columns.ts'
import { type Placed, partsOf, stacked, toCorner } from './stack-parts.ts'
import { wrapRows } from './wrap-rows.ts'

const COLUMN_GAP = '40'
const ROW_GAP = '32'
/** A token's name stands below it and needs a place too. */
const TOKEN_LABEL = 32

/** On one level. Above, ELK freezes the window for minutes, and of a long chain has too little stack. */
const MOST_FOR_ELK = 1_500

type Way = Readonly<Record<string, string>>
const wayOf = (placement: string, order: string): Way => ({
  'elk.layered.nodePlacement.strategy': placement,
  'elk.layered.considerModelOrder.strategy': order,
})
/** How ELK chooses the rows, and how much the order of the file counts: where that makes edges cross it gives way. */
const FAST = [wayOf('BRANDES_KOEPF', 'NODES_AND_EDGES'), wayOf('BRANDES_KOEPF', 'NONE')]
const FINE = [wayOf('NETWORK_SIMPLEX', 'PREFER_EDGES'), wayOf('NETWORK_SIMPLEX', 'NONE'), ...FAST]
/** On one level. Above, finer ways take seconds, and above that a second layout would be waited for. */
const MOST_FINE = 60
const MOST_TO_COMPARE = 150

function waysFor(count: number): readonly Way[] {
  if (count > MOST_TO_COMPARE) return FAST.slice(0, 1)
  return count > MOST_FINE ? FAST : FINE
}

export type Places = ReadonlyMap<string, At>

/** A place for every node that `boxes` knows, relative to its container. `room` is what a node needs at its tallest, where that is more than now; `wraps`: what is too wide goes on below. */
export async function layOut(
  workflow: Workflow,
  boxes: ReadonlyMap<string, NodeBox>,
  tree: Tree,
  room: ReadonlyMap<string, number> = new Map(),
  wraps = true,
): Promise<Places> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js')
  const elk = new Elk()
  const places = new Map<string, At>()
  const [sizes, tallest] = [new Map(boxes), new Map(room)]
  const rooms = loopRooms(workflow, tree)
  // From within, since edges never cross a border: a container has its size once its children have their places.
  for (const level of levelsInnermostFirst(tree)) {
    const nodes = (tree.children.get(level) ?? []).filter((id) => sizes.has(id))
    const laid = await laidOut(elk, workflow, roomsOf(nodes, sizes, tallest), sizes, wraps)
    const below = rooms.get(level)
    const corner = cornerOf(sizes.get(level), below !== undefined)
    for (const [id, [x, y]] of laid) places.set(id, [snapped(corner[0] + x), snapped(corner[1] + y)])
    const box = sizes.get(level)
    if (box?.shape !== 'container') continue
    const areas = nodes.flatMap((id) => areaOf(sizes.get(id), places.get(id)))
    const [width, height] = sizeAround(areas, below)
    const tall = sizeAround(
      areas.map((area, at) => ({ ...area, height: Math.max(area.height, tallest.get(nodes[at] ?? '') ?? 0) })),
    )
    sizes.set(level, resizedBox(box, Math.max(width, box.width), Math.max(height, box.height)))
    tallest.set(level, tall[1])
  }
  return places
}

async function laidOut(
  elk: ELK,
  workflow: Workflow,
  rooms: ReadonlyMap<string, ColumnSize>,
  boxes: ReadonlyMap<string, NodeBox>,
  wraps: boolean,
): Promise<Places> {
  const parts = partsOf([...rooms.keys()], workflow.edges)
  const joined: Placed[] = []
  const ways = waysFor(rooms.size)
  for (const ids of parts.filter(({ length }) => length > 1)) {
    const part = new Map(ids.map((id) => [id, rooms.get(id) ?? NO_ROOM]))
    const row =
      part.size > MOST_FOR_ELK ? layOutColumns(part, workflow.edges) : await clearest(elk, workflow, part, boxes, ways)
    joined.push(wraps ? wrapRows(toCorner([...row]), rooms, workflow.edges) : [...row])
  }
  return stacked(joined, parts.filter(({ length }) => length === 1).flat(), rooms)
}

const NO_ROOM: ColumnSize = { width: 0, height: 0 }

/** No way of choosing the rows is the best for every graph: of a chain with branches one makes stairs, of lanes another crosses nodes. */
async function clearest(
  elk: ELK,
  workflow: Workflow,
  rooms: ReadonlyMap<string, ColumnSize>,
  boxes: ReadonlyMap<string, NodeBox>,
  ways: readonly Way[],
): Promise<Places> {
  const [first, ...others] = ways
  const laidBy = async (way: Way | undefined) =>
    closeColumns(await byElk(elk, withPorts(elkGraph(workflow, rooms, boxes, way), workflow)), rooms, workflow.edges)
  let best = await laidBy(first)
  let least = others.length > 0 ? unclearness(best, boxes, workflow.edges) : 0
  for (const other of others) {
    const laid = await laidBy(other)
    const cost = unclearness(laid, boxes, workflow.edges)
    if (cost < least) [best, least] = [laid, cost]
  }
  return ways === FINE ? clearWays(best, rooms, boxes, workflow.edges) : best
}

async function byElk(elk: ELK, graph: ElkNode): Promise<Places> {
  const { children = [] } = await elk.layout(graph)
  return new Map(children.map(({ id, x = 0, y = 0 }) => [id, [x, y]]))
}

function roomsOf(
  nodes: readonly string[],
  boxes: ReadonlyMap<string, NodeBox>,
  room: ReadonlyMap<string, number>,
): ReadonlyMap<string, ColumnSize> {
  return new Map(
    nodes.map((id) => [id, { width: boxes.get(id)?.width ?? 0, height: heightOf(boxes.get(id), room.get(id)) }]),
  )
}

const heightOf = (box: NodeBox | undefined, room = 0): number =>
  Math.max(room, (box?.height ?? 0) + (box?.shape === 'token' ? TOKEN_LABEL : 0))

/** Where the inside of a container begins; a loop goes up left of its target. */
function cornerOf(box: NodeBox | undefined, loops: boolean): At {
  if (box?.shape !== 'container') return [0, 0]
  const [left, top] = firstPlace(box)
  return [left + (loops ? SNAP : 0), top]
}

function elkGraph(
  workflow: Workflow,
  rooms: ReadonlyMap<string, ColumnSize>,
  boxes: ReadonlyMap<string, NodeBox>,
  way: Way = {},
): ElkNode {
  return {
    id: '#',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.padding': '[top=0,left=0,bottom=0,right=0]',
      'elk.layered.spacing.nodeNodeBetweenLayers': COLUMN_GAP,
      'elk.spacing.nodeNode': ROW_GAP,
      // Each node right behind what leads to it, as it is read; long edges then lead on, between the ends of lanes.
      'elk.layered.layering.strategy': 'LONGEST_PATH_SOURCE',
      'elk.layered.crossingMinimization.greedySwitch.type': 'TWO_SIDED',
      // Edges are drawn as curves; as bent lines they would keep lanes that no curve runs in.
      'elk.edgeRouting': 'POLYLINE',
      'elk.separateConnectedComponents': 'false',
      ...way,
    },
    children: [...rooms].map(([id, { height }]) => elkNode(id, boxes.get(id), height)),
    // Loop edges would turn the columns round; without them the graph has a direction.
    edges: workflow.edges.flatMap((edge, index) => {
      const source = edgeSource(edge)
      if (edge.loop || !rooms.has(source.node) || !rooms.has(edge.to)) return []
      return [{ id: `${index}`, sources: [`${source.node}.${source.port}`], targets: [`${edge.to}:in`] }]
    }),
  }
}

function elkNode(id: string, box: NodeBox | undefined, height: number): ElkNode {
  return {
    id,
    width: box?.width ?? 0,
    height,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.alignment': 'LEFT' },
    ports: (box?.ports ?? []).map((port) => ({
      id: port.side === 'in' ? `${id}:in` : `${id}.${port.port}`,
      x: port.side === 'in' ? 0 : (box?.width ?? 0),
      y: Math.min(port.y + port.height / 2, box?.height ?? 0),
      width: 0,
      height: 0,
    })),
  }
}

/** An edge may leave by a port that the node has no longer: ELK must still find where it begins. */
function withPorts(graph: ElkNode, workflow: Workflow): ElkNode {
  for (const child of graph.children ?? []) {
    const have = new Set(child.ports?.map((port) => port.id))
    for (const edge of workflow.edges) {
      const source = edgeSource(edge)
      const id =
        source.node === child.id ? `${source.node}.${source.port}` : edge.to === child.id ? `${edge.to}:in` : undefined
      if (id === undefined || have.has(id)) continue
      have.add(id)
      child.ports?.push({ id, x: id.endsWith(':in') ? 0 : (child.width ?? 0), y: 17, width: 0, height: 0 })
    }
  }
  return graph
}
