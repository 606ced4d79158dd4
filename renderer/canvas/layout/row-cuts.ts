/** Where the columns of a layout are cut into rows: the cuts that cost least, of all that there are. */
import { type Edge, edgeSource } from '#shared/workflow/workflow.ts'
import type { At } from '../edit/places.ts'
import type { ColumnSize } from './lay-out-columns.ts'

type Placed = readonly (readonly [id: string, at: At])[]

/** More edges than these beside each other back to another row cannot be told apart. */
const MOST_EDGES = 3
/** For each edge but the first that goes over a cut, and each loop around it; a row of the right width costs nothing. */
const EDGE_COST = 0.3
const LOOP_COST = 0.15
/** A row that is wider than it should be is read worse than one that is shorter. */
const WIDE_COST = 10

interface Column {
  readonly nodes: Placed
  readonly left: number
  readonly right: number
  /** Of a cut before it; infinite where there must be none. */
  readonly cost: number
}

/** Rows of the nodes, each at its place as before. `most` is how wide a row should be at most. */
export function cutsOf(
  placed: Placed,
  sizes: ReadonlyMap<string, ColumnSize>,
  edges: readonly Edge[],
  most: number,
): readonly Placed[] {
  const columns = columnsOf(placed, sizes, edges)
  const width = (columns.at(-1)?.right ?? 0) - (columns[0]?.left ?? 0)
  const wanted = width / Math.ceil(width / most)
  const ends = cheapest(columns, wanted, most)
  return ends.map((end, row) => columns.slice(row === 0 ? 0 : ends[row - 1], end).flatMap(({ nodes }) => nodes))
}

/** For each number of columns, the least that they cost as rows; the ends of the rows of all of them. */
function cheapest(columns: readonly Column[], wanted: number, most: number): readonly number[] {
  const costs = [0]
  const begins = [0]
  for (let end = 1; end <= columns.length; end += 1) {
    let [least, begin] = [Number.POSITIVE_INFINITY, 0]
    for (let first = end - 1; first >= 0; first -= 1) {
      const width = (columns[end - 1]?.right ?? 0) - (columns[first]?.left ?? 0)
      // What is wider still costs more, and something was found.
      if (width > most * 2 && least < Number.POSITIVE_INFINITY) break
      const cut = first === 0 ? 0 : (columns[first]?.cost ?? 0)
      const cost = (costs[first] ?? 0) + cut + widthCost(width, wanted, most)
      if (cost < least) [least, begin] = [cost, first]
    }
    costs.push(least)
    begins.push(begin)
  }
  const ends: number[] = []
  for (let end = columns.length; end > 0; end = begins[end] ?? 0) ends.unshift(end)
  return ends
}

function widthCost(width: number, wanted: number, most: number): number {
  const over = Math.max(0, width - most) / most
  return ((width - wanted) / wanted) ** 2 + WIDE_COST * over ** 2
}

/** What stands above one another is one column. */
function columnsOf(placed: Placed, sizes: ReadonlyMap<string, ColumnSize>, edges: readonly Edge[]): readonly Column[] {
  const columns: { nodes: (readonly [string, At])[]; left: number; right: number }[] = []
  for (const entry of placed.toSorted(([, [one]], [, [other]]) => one - other)) {
    const [id, [x]] = entry
    const right = x + (sizes.get(id)?.width ?? 0)
    const last = columns.at(-1)
    if (last && x < last.right) {
      last.nodes.push(entry)
      last.right = Math.max(last.right, right)
    } else columns.push({ nodes: [entry], left: x, right })
  }
  const costs = costsOf(columns, edges)
  return columns.map((column, index) => ({ ...column, cost: costs[index] ?? 0 }))
}

function costsOf(columns: readonly { readonly nodes: Placed }[], edges: readonly Edge[]): readonly number[] {
  const columnOf = new Map(columns.flatMap(({ nodes }, index) => nodes.map(([id]) => [id, index] as const)))
  // Each edge counts for the cuts between its ends, which are told by where it begins and where it is over.
  const [changes, loopChanges] = [columns.map(() => 0), columns.map(() => 0)]
  for (const edge of edges) {
    const [from, to] = [columnOf.get(edgeSource(edge).node), columnOf.get(edge.to)]
    if (from === undefined || to === undefined || from === to) continue
    const counts = edge.loop ? loopChanges : changes
    const [first, end] = [Math.min(from, to) + 1, Math.max(from, to) + 1]
    counts[first] = (counts[first] ?? 0) + 1
    if (end < columns.length) counts[end] = (counts[end] ?? 0) - 1
  }
  let [over, loops] = [0, 0]
  return columns.map((_column, index) => {
    over += changes[index] ?? 0
    loops += loopChanges[index] ?? 0
    return over > MOST_EDGES ? Number.POSITIVE_INFINITY : Math.max(0, over - 1) * EDGE_COST + loops * LOOP_COST
  })
}
