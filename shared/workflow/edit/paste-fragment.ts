/**
 * A fragment put into a workflow.
 *
 *   P1. No id collides: what is taken gets the next number, what is no id becomes one, and all in the fragment that names it
 *       follows.
 *   P2. What the fragment reads outside itself still means the same name, never a node that came with the paste.
 *   P3. Nothing that was there moves or changes.
 */
import { SNAP } from '../../drawing/figures.ts'
import { placeNodes } from '../../drawing/places.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import {
  type Edge,
  edgeSource,
  FORMAT,
  type LayoutEntry,
  RESERVED_IDS,
  type Workflow,
  type WorkflowNode,
} from '../workflow.ts'
import { columnsOf } from './columns.ts'
import type { At, Fragment } from './fragment.ts'
import { freshNames, usableNodeId } from './node-ids.ts'
import { referencesIn, textsIn } from './references.ts'
import { listedNodes, type Names, renameIdsInEdge, renameIdsInNode } from './rename-ids.ts'

export interface Pasting {
  /** Where the left top corner of it goes, relative to `parent`. */
  readonly at: At
  /** The container that it goes into. */
  readonly parent?: string | undefined
  /** Joins it to the nodes outside that it was joined to, where they are there. */
  readonly links: boolean
  readonly catalog: KindCatalog
}

export interface Pasted {
  readonly workflow: Workflow
  /** New ids by those of the fragment. */
  readonly names: Names
  /** New ids of what nothing else of the fragment holds: what is selected afterwards. */
  readonly outermost: readonly string[]
  /** Names of parameters that it reads and that were not there. */
  readonly parameters: readonly string[]
  /** How many links were joined, and could not be. */
  readonly joined: number
  readonly unjoined: number
}

const STEP = 24

export function pasteFragment(workflow: Workflow, fragment: Fragment, pasting: Pasting): Pasted {
  const given = withPlaces(unentangled(distinct(fragment)), pasting.catalog)
  const names = freshNames(
    given.nodes.map(({ id }) => id),
    new Set([...workflow.nodes.map(({ id }) => id), ...namedOutside(given, pasting.catalog), ...RESERVED_IDS]),
    usableNodeId,
  )
  const own = new Set(given.nodes.map(({ id }) => id))
  const isTop = ({ parent }: WorkflowNode) => parent === undefined || !own.has(parent)
  const top = given.nodes.filter(isTop)
  const nodes = given.nodes.map((node) => {
    const renamed = renameIdsInNode(node, names, pasting.catalog)
    return isTop(node) ? inside(renamed, pasting.parent) : renamed
  })
  const known = new Set((workflow.parameters ?? []).map(({ name }) => name))
  const parameters = fragment.parameters.filter(({ name }) => !known.has(name))
  const edges = given.edges.map((edge) => renameIdsInEdge(edge, names))
  const links = pasting.links ? joinable(workflow, given.links, names, pasting) : []
  return {
    workflow: {
      ...workflow,
      ...(parameters.length > 0 && { parameters: [...(workflow.parameters ?? []), ...parameters] }),
      nodes: [...workflow.nodes, ...nodes],
      edges: [...workflow.edges, ...edges, ...links],
      layout: { ...workflow.layout, ...placed(workflow, given, top, names, pasting) },
    },
    names,
    outermost: top.map(({ id }) => names.get(id) ?? id),
    parameters: parameters.map(({ name }) => name),
    joined: links.length,
    unjoined: pasting.links ? given.links.length - links.length : 0,
  }
}

/** Somebody may have written two nodes with one id by hand: edges and places are those of the first. */
function distinct(fragment: Fragment): Fragment {
  const ids = new Set<string>()
  let doubled = false
  const nodes = fragment.nodes.map((node) => {
    if (!ids.has(node.id)) {
      ids.add(node.id)
      return node
    }
    doubled = true
    const taken = new Set([...ids, ...fragment.nodes.map(({ id }) => id)])
    const id = freshNames([node.id], taken).get(node.id) ?? node.id
    ids.add(id)
    return { ...node, id }
  })
  const edges = fragment.edges.filter((edge) => ids.has(edgeSource(edge).node) && ids.has(edge.to))
  const strays = fragment.edges.filter((edge) => !edges.includes(edge))
  if (!doubled && strays.length === 0) return fragment
  return { ...fragment, nodes, edges, links: [...fragment.links, ...strays] }
}

/** Containers that stand in one another, as somebody may write by hand, would hold all of them out of sight. */
function unentangled(fragment: Fragment): Fragment {
  const parents = new Map(fragment.nodes.map(({ id, parent }) => [id, parent]))
  const nodes = fragment.nodes.map((node) => {
    const seen = new Set<string>()
    let above = parents.get(node.id)
    while (above !== undefined && above !== node.id && !seen.has(above)) {
      seen.add(above)
      above = parents.get(above)
    }
    if (above !== node.id) return node
    parents.set(node.id, undefined)
    return inside(node, undefined)
  })
  return nodes.every((node, index) => node === fragment.nodes[index]) ? fragment : { ...fragment, nodes }
}

const COLUMN_GAP = 44
const ROW_GAP = 24

/** Written by hand without places: in columns, each node right of what leads to it. What has a place keeps it. */
function withPlaces(fragment: Fragment, catalog: KindCatalog): Fragment {
  const { nodes, edges, layout } = fragment
  const own = new Set(nodes.map(({ id }) => id))
  const isTop = ({ parent }: WorkflowNode) => parent === undefined || !own.has(parent)
  const top = nodes.filter(isTop).map(({ id }) => id)
  const isPlaced = top.some((id) => layout[id] !== undefined)
  const within = nodes.filter((node) => !isTop(node) && layout[node.id] === undefined)
  if (isPlaced && within.length === 0) return fragment
  const drawn = placeNodes({ format: FORMAT, name: 'fragment', nodes: [...nodes], edges: [...edges], layout }, catalog)
  const inside = within.flatMap(({ id, parent = '' }): [string, LayoutEntry][] => {
    const [child, container] = [drawn.get(id), drawn.get(parent)]
    return child && container ? [[id, [child.x - container.x, child.y - container.y]]] : []
  })
  return {
    ...fragment,
    layout: { ...layout, ...Object.fromEntries(inside), ...(isPlaced ? {} : inColumns(top, edges, drawn)) },
  }
}

function inColumns(
  ids: readonly string[],
  edges: readonly Edge[],
  drawn: ReturnType<typeof placeNodes>,
): Record<string, LayoutEntry> {
  const columns: string[][] = []
  for (const [id, [column]] of columnsOf(ids, edges)) {
    columns[column] ??= []
    columns[column].push(id)
  }
  const places: Record<string, LayoutEntry> = {}
  let x = 0
  for (const column of columns) {
    let y = 0
    for (const id of column ?? []) {
      places[id] = [x, y]
      y += onRaster((drawn.get(id)?.height ?? 0) + ROW_GAP)
    }
    x += onRaster(Math.max(0, ...(column ?? []).map((id) => drawn.get(id)?.width ?? 0)) + COLUMN_GAP)
  }
  return places
}

const onRaster = (length: number): number => Math.ceil(length / SNAP) * SNAP

/** Ids that the fragment names and does not hold. */
function namedOutside({ nodes, links }: Fragment, catalog: KindCatalog): readonly string[] {
  const own = new Set(nodes.map(({ id }) => id))
  const named = nodes.flatMap((node) => [
    ...textsIn(node.config).flatMap((text) => (text.includes('nodes') ? referencesIn(text).map(({ id }) => id) : [])),
    ...(node.compensate === undefined ? [] : [node.compensate]),
    ...listedNodes(node, catalog),
  ])
  const ends = links.flatMap((edge) => [edgeSource(edge).node, edge.to])
  return [...named, ...ends].filter((id) => !own.has(id))
}

function inside(node: WorkflowNode, parent: string | undefined): WorkflowNode {
  const { parent: _before, ...rest } = node
  return parent === undefined ? (rest as WorkflowNode) : { ...node, parent } // id and kind stay
}

/** Links whose outer end is there, in the same container, and not joined so already. */
function joinable(workflow: Workflow, links: readonly Edge[], names: Names, { parent, catalog }: Pasting): Edge[] {
  const outside = new Map(workflow.nodes.map((node) => [node.id, node]))
  return links.flatMap((link) => {
    const from = edgeSource(link).node
    const other = outside.get(names.has(from) ? link.to : from)
    if (!other || other.parent !== parent || names.has(from) === names.has(link.to)) return []
    const descriptor = catalog.get(other.kind)
    if (descriptor && other.id === link.to && (descriptor.entry || !descriptor.runs)) return []
    return [renameIdsInEdge(link, names)]
  })
}

function placed(
  workflow: Workflow,
  { nodes, layout }: Fragment,
  top: readonly WorkflowNode[],
  names: Names,
  { at, parent }: Pasting,
): Record<string, LayoutEntry> {
  const points = pointsOf(top, layout)
  const corner: At = [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y))]
  const shift = freeShift(workflow, parent, points, [at[0] - corner[0], at[1] - corner[1]])
  const isTop = new Set(top.map(({ id }) => id))
  const entries = nodes.flatMap(({ id }): [string, LayoutEntry][] => {
    const entry = layout[id]
    if (entry === undefined) return []
    // Inside a pasted container nothing moves: places count from its corner.
    return [[names.get(id) ?? id, isTop.has(id) ? shifted(entry, shift) : entry]]
  })
  return Object.fromEntries(entries)
}

/** A second paste at the same spot stands a little lower and to the right, not on the first. */
function freeShift(workflow: Workflow, parent: string | undefined, points: readonly At[], wanted: At): At {
  const taken = new Set(
    workflow.nodes.flatMap((node) => {
      const point = node.parent === parent ? pointOf(workflow.layout?.[node.id]) : undefined
      return point ? [`${point[0]} ${point[1]}`] : []
    }),
  )
  let [x, y] = wanted
  while (points.some((point) => taken.has(`${point[0] + x} ${point[1] + y}`))) {
    x += STEP
    y += STEP
  }
  return [x, y]
}

/** Where the left top corners of a fragment's outermost nodes stand. */
function pointsOf(top: readonly WorkflowNode[], layout: Fragment['layout']): readonly At[] {
  return top.flatMap(({ id }) => {
    const point = pointOf(layout[id])
    return point ? [point] : []
  })
}

const pointOf = (entry: LayoutEntry | undefined): At | undefined =>
  entry === undefined ? undefined : Array.isArray(entry) ? entry : entry.at

function shifted(entry: LayoutEntry, by: At): LayoutEntry {
  if (Array.isArray(entry)) return [entry[0] + by[0], entry[1] + by[1]]
  return { ...entry, at: [entry.at[0] + by[0], entry.at[1] + by[1]] }
}
