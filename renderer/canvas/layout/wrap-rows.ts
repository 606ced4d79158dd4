/**
 * Cuts a layout that is too wide for a window into rows, read as a text is: from left to right, and on below. ELK's own
 * wrapping cuts by shape alone; people lay long commands out by their steps.
 *
 *   W1. What is not too wide stays as it is.
 *   W2. A row ends where few edges go on, best by a single one, and rather not inside of a loop. Never through a column.
 *   W3. It depends on the graph and its sizes alone, not on the window: the same graph always looks the same.
 */
import { type Edge, edgeSource } from '#shared/workflow/workflow.ts'
import type { At } from '../edit/places.ts'
import type { ColumnSize } from './lay-out-columns.ts'
import { cutsOf } from './row-cuts.ts'

/** Such a row is read in the smallest window, beside the form of a node. */
const MOST_WIDE = 1_440
/** Of what has many rows: about the shape of a canvas, so that all of it is seen from as near as it can be. */
const ASPECT = 1.6
/** Room for the edge that goes back to the beginning of the row below. */
const GAP = 64
/** Between parts that no edge joins. */
const PART_GAP = 48
const COLUMN_GAP = 40

type Sizes = ReadonlyMap<string, ColumnSize>
type Placed = readonly (readonly [id: string, at: At])[]

export function wrapRows(laid: ReadonlyMap<string, At>, sizes: Sizes, edges: readonly Edge[]): ReadonlyMap<string, At> {
  if (widthOf([...laid], sizes) <= MOST_WIDE) return laid
  const parts = partsOf([...laid.keys()], edges)
  const joined = parts.filter((ids) => ids.length > 1)
  const alone = parts.flatMap((ids) => (ids.length === 1 ? ids : []))
  const places = new Map<string, At>()
  let top = 0
  const add = (placed: Placed) => {
    for (const [id, [x, y]] of placed) places.set(id, [x, top + y])
    top += heightOf(placed, sizes) + PART_GAP
  }
  for (const ids of joined) add(inRows(toCorner(placesOf(ids, laid)), sizes, edges))
  if (alone.length > 0) add(flowing(alone, sizes))
  return places
}

function inRows(placed: Placed, sizes: Sizes, edges: readonly Edge[]): Placed {
  const width = widthOf(placed, sizes)
  if (width <= MOST_WIDE) return placed
  const pitch = heightOf(placed, sizes) + GAP
  const most = Math.max(MOST_WIDE, Math.sqrt(width * pitch * ASPECT))
  const below: (readonly [string, At])[] = []
  let top = 0
  for (const row of cutsOf(placed, sizes, edges, most)) {
    const own = toCorner(row)
    for (const [id, [x, y]] of own) below.push([id, [x, top + y]])
    top += heightOf(own, sizes) + GAP
  }
  return below
}

/** What nothing joins, in the order of the file, as words are set. */
function flowing(ids: readonly string[], sizes: Sizes): Placed {
  let [left, top, tallest] = [0, 0, 0]
  return ids.map((id) => {
    const { width, height } = sizes.get(id) ?? NO_SIZE
    if (left > 0 && left + width > MOST_WIDE) {
      top += tallest + COLUMN_GAP
      left = 0
      tallest = 0
    }
    const at: At = [left, top]
    left += width + COLUMN_GAP
    tallest = Math.max(tallest, height)
    return [id, at]
  })
}

/** Nodes that edges join, loop edges too; in the order of the file, as their first nodes are. */
function partsOf(ids: readonly string[], edges: readonly Edge[]): readonly (readonly string[])[] {
  const beside = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const edge of edges) {
    const from = edgeSource(edge).node
    if (!beside.has(from)) continue
    beside.get(edge.to)?.push(from)
    if (beside.has(edge.to)) beside.get(from)?.push(edge.to)
  }
  const seen = new Set<string>()
  return ids.flatMap((first) => {
    if (seen.has(first)) return []
    seen.add(first)
    const part = [first]
    for (let at = 0; at < part.length; at += 1) {
      for (const other of beside.get(part[at] ?? '') ?? []) {
        if (seen.has(other)) continue
        seen.add(other)
        part.push(other)
      }
    }
    return [part]
  })
}

const NO_SIZE: ColumnSize = { width: 0, height: 0 }

const placesOf = (ids: readonly string[], laid: ReadonlyMap<string, At>): Placed =>
  ids.flatMap((id) => {
    const at = laid.get(id)
    return at ? [[id, at] as const] : []
  })

function toCorner(placed: Placed): Placed {
  const [left, top] = [0, 1].map((axis) =>
    placed.reduce((least, [, at]) => Math.min(least, at[axis] ?? 0), Number.POSITIVE_INFINITY),
  )
  return placed.map(([id, [x, y]]) => [id, [x - (left ?? 0), y - (top ?? 0)]])
}

const widthOf = (placed: Placed, sizes: Sizes): number =>
  placed.reduce((most, [id, [x]]) => Math.max(most, x + (sizes.get(id)?.width ?? 0)), 0)

const heightOf = (placed: Placed, sizes: Sizes): number =>
  placed.reduce((most, [id, [, y]]) => Math.max(most, y + (sizes.get(id)?.height ?? 0)), 0)
