/** Where the nodes of a paste stand: those without places in columns, all beside what is there. */
import { SNAP } from '../../drawing/figures.ts'
import { placeNodes } from '../../drawing/places.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import { type Edge, FORMAT, type LayoutEntry, type Workflow, type WorkflowNode } from '../workflow.ts'
import { columnsOf } from './columns.ts'
import type { At, Fragment } from './fragment.ts'
import type { Names } from './rename-ids.ts'

const STEP = 24
const COLUMN_GAP = 44
const ROW_GAP = 24

/** Written by hand without places: in columns, each node right of what leads to it. What has a place keeps it. */
export function withPlaces(fragment: Fragment, catalog: KindCatalog): Fragment {
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

/** The places of a fragment's nodes by their new ids. `at` is relative to `parent`. */
export function placed(
  workflow: Workflow,
  { nodes, layout }: Fragment,
  top: readonly WorkflowNode[],
  names: Names,
  { at, parent }: { readonly at: At; readonly parent?: string | undefined },
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

/**
 * A little lower and to the right where a node would all but hide one that is there: after a second paste at the same spot, or
 * where what was copied from the middle of the view goes back there.
 */
export function freeShift(workflow: Workflow, parent: string | undefined, points: readonly At[], wanted: At): At {
  const beside = workflow.nodes.filter((node) => node.parent === parent)
  // By the cells of a raster, since thousands may be pasted among thousands.
  const taken = new Map<string, At[]>()
  for (const at of pointsOf(beside, workflow.layout ?? {})) {
    const key = cell(cellOf(at[0]), cellOf(at[1]))
    taken.set(key, [...(taken.get(key) ?? []), at])
  }
  const isTaken = (x: number, y: number) =>
    NEIGHBOURS.some(([right, down]) =>
      taken
        .get(cell(cellOf(x) + right, cellOf(y) + down))
        ?.some((at) => Math.abs(at[0] - x) < STEP && Math.abs(at[1] - y) < STEP),
    )
  let [x, y] = wanted
  while (points.some((point) => isTaken(point[0] + x, point[1] + y))) {
    x += STEP
    y += STEP
  }
  return [x, y]
}

const NEIGHBOURS = [-1, 0, 1].flatMap((right) => [-1, 0, 1].map((down) => [right, down] as const))

const cellOf = (length: number): number => Math.floor(length / STEP)

const cell = (column: number, row: number): string => `${column} ${row}`

/** Where the left top corners of nodes stand. */
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
