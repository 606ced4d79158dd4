/** Where the list of what can be added opens: beside the end of a drawn edge, on the side where it hides the least of that edge. */
import { cubicOf, type EdgeEnds } from '#shared/drawing/edge-path.ts'
import { type Area, contains, isOver } from '../model/covers.ts'
import type { ScreenPoint } from './use-told.tsx'

export const MENU = { width: 376, height: 360, gap: 8, beside: 4, toolbar: 52 }

/** Of the edge, to see how much of it lies under the list. */
const LOOKED_AT = 24

/** All in px of the window. `edge` is what is drawn to the point. */
export function listPlace(
  point: ScreenPoint,
  window: { readonly width: number; readonly height: number },
  edge?: EdgeEnds,
): ScreenPoint {
  const inside = insideOf(window)
  const [first, ...others] = sidesOf(point, inside).filter((place) => contains(inside, listAt(place)))
  if (!first) return { x: inside.x, y: inside.y }
  const along = edge ? pointsOf(edge) : []
  const hidden = (place: ScreenPoint) => along.filter((each) => isOver(listAt(place), each)).length
  return others.reduce((best, place) => (hidden(place) < hidden(best) ? place : best), first)
}

const listAt = ({ x, y }: ScreenPoint): Area => ({ x, y, width: MENU.width, height: MENU.height })

const insideOf = ({ width, height }: { readonly width: number; readonly height: number }): Area => ({
  x: MENU.gap,
  y: MENU.gap,
  width: Math.max(MENU.width, width - 2 * MENU.gap),
  height: Math.max(MENU.height, height - 2 * MENU.gap),
})

/** Below it, right and left of it, above it, moved along that side as far as the window asks. */
function sidesOf({ x, y }: ScreenPoint, inside: Area): readonly ScreenPoint[] {
  const left = Math.max(inside.x, Math.min(x, inside.x + inside.width - MENU.width))
  const top = Math.max(inside.y, Math.min(y, inside.y + inside.height - MENU.height))
  return [
    { x: left, y: y + MENU.beside },
    { x: x + MENU.beside, y: top },
    { x: x - MENU.beside - MENU.width, y: top },
    { x: left, y: y - MENU.beside - MENU.height },
  ]
}

function pointsOf(edge: EdgeEnds): readonly ScreenPoint[] {
  const [a, b, c, d] = cubicOf(edge)
  return Array.from({ length: LOOKED_AT }, (_, index) => {
    const t = index / LOOKED_AT
    const at = (axis: 0 | 1): number =>
      (1 - t) ** 3 * a[axis] + 3 * (1 - t) ** 2 * t * b[axis] + 3 * (1 - t) * t ** 2 * c[axis] + t ** 3 * d[axis]
    return { x: at(0), y: at(1) }
  })
}
