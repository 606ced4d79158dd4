/**
 * Cuts a layout that is too wide for a window into rows, read as a text is: from left to right, and on below. ELK's own
 * wrapping cuts by shape alone; people lay long commands out by their steps.
 *
 *   W1. What is not too wide stays as it is.
 *   W2. A row ends where few edges go on, best by a single one, and rather not inside of a loop. Never through a column.
 *   W3. It depends on the graph and its sizes alone, not on the window: the same graph always looks the same.
 */
import type { Edge } from '#shared/workflow/workflow.ts'
import type { At } from '../edit/places.ts'
import type { ColumnSize } from './lay-out-columns.ts'
import { cutsOf } from './row-cuts.ts'
import { heightOf, MOST_WIDE, type Placed, toCorner } from './stack-parts.ts'

/** Of what has many rows: about the shape of a canvas, so that all of it is seen from as near as it can be. */
const ASPECT = 1.6
/** Room for the edge that goes back to the beginning of the row below. */
const GAP = 64

type Sizes = ReadonlyMap<string, ColumnSize>

/** `placed` is one part of a graph, from the left top corner. */
export function wrapRows(placed: Placed, sizes: Sizes, edges: readonly Edge[]): Placed {
  const width = placed.reduce((most, [id, [x]]) => Math.max(most, x + (sizes.get(id)?.width ?? 0)), 0)
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
