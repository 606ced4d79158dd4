/**
 * Moves nodes out of the way of edges that run over them, up or down in their column: ELK keeps lanes for long edges, but they are
 * drawn as one curve each, which leaves its lane. What that costs elsewhere counts too, so it is only done where all reads better.
 */
import type { Edge } from '#shared/workflow/workflow.ts'
import type { At } from '../edit/places.ts'
import type { NodeBox } from '../model/node-box.ts'
import { type RunOver, runOver, unclearness } from './clearness.ts'
import type { ColumnSize } from './lay-out-columns.ts'

const ROW_GAP = 32
/** Between an edge and the node that gave way to it. */
const BESIDE = 16
/** Each is a look at all edges: of a tangle that nothing clears, a person must not wait for more. */
const MOST_TRIES = 40

type Laid = ReadonlyMap<string, At>

export function clearWays(
  laid: Laid,
  rooms: ReadonlyMap<string, ColumnSize>,
  boxes: ReadonlyMap<string, NodeBox>,
  edges: readonly Edge[],
): Laid {
  let best = laid
  let least = unclearness(laid, boxes, edges)
  let tries = 0
  /** The first that reads better, of all ways out of all edges. */
  const next = (): Laid | undefined => {
    for (const over of runOver(best, boxes, edges))
      for (const by of waysOut(over, best, rooms)) {
        tries += 1
        if (tries > MOST_TRIES) return undefined
        const moved = pushed(best, over.id, by, rooms)
        const cost = unclearness(moved, boxes, edges)
        if (cost >= least) continue
        least = cost
        return moved
      }
    return undefined
  }
  for (let better = next(); better; better = next()) best = better
  return best
}

/** How far down, or up, until the edge runs beside it. */
function waysOut({ id, top, bottom }: RunOver, laid: Laid, rooms: ReadonlyMap<string, ColumnSize>): readonly number[] {
  const y = laid.get(id)?.[1] ?? 0
  return [bottom + BESIDE - y, top - BESIDE - (rooms.get(id)?.height ?? 0) - y]
}

/** With what it would come to lie on, which goes the same way. */
function pushed(laid: Laid, id: string, by: number, rooms: ReadonlyMap<string, ColumnSize>): Laid {
  const places = new Map(laid)
  const open: (readonly [id: string, y: number])[] = [[id, (laid.get(id)?.[1] ?? 0) + by]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [moved, y] = next
    const x = places.get(moved)?.[0] ?? 0
    places.set(moved, [x, y])
    const { width = 0, height = 0 } = rooms.get(moved) ?? {}
    for (const [other, [left, top]] of places) {
      const size = rooms.get(other)
      if (other === moved || !size || left >= x + width || x >= left + size.width) continue
      if (top >= y + height + ROW_GAP || y >= top + size.height + ROW_GAP) continue
      open.push([other, by > 0 ? y + height + ROW_GAP : y - ROW_GAP - size.height])
    }
  }
  return places
}
