/** What of the canvas can be seen, and the shortest way of the view that brings an area into sight. */
import { type Area, contains, meet, onScreen, type Transform } from '../model/covers.ts'
import type { Size } from './first-view.ts'

/** Px between what was brought into sight and the border. */
const MARGIN = 12

/** Whether all of it can be seen, however near to the border. */
export const isWhole = (area: Area, transform: Transform, { width, height }: Size): boolean =>
  contains({ x: 0, y: 0, width, height }, onScreen(area, transform))

/** Whether the canvas, of another size by now, has let the right or lower end of an area go behind what stands beside it. */
export function goesBehind(area: Area, transform: Transform, before: Size, after: Size): boolean {
  const { x, y, width, height } = onScreen(area, transform)
  const ends = (within: Size) => x + width <= within.width && y + height <= within.height
  return ends(before) && !ends(after)
}

/** How far the view has to move; undefined where it need not. `bars` float over its lower end: what would lie below one goes above it. */
export function wayIntoSight(
  area: Area,
  transform: Transform,
  size: Size,
  bars: readonly Area[] = [],
): { readonly dx: number; readonly dy: number } | undefined {
  const { x, y, width, height } = onScreen(area, transform)
  const whole = isWhole(area, transform, size)
  const [dx, low] = whole ? [0, 0] : [shift(x, width, size.width), shift(y, height, size.height)]
  const over = bars.filter((bar) => meet({ x: x + dx, y: y + low, width, height }, bar))
  const dy = over.length === 0 ? low : shift(y, height, Math.min(...over.map((bar) => bar.y)))
  return dx === 0 && dy === 0 ? undefined : { dx, dy }
}

/** How far a stretch must move to lie inside; its beginning counts where it is longer than the room. */
function shift(start: number, length: number, room: number): number {
  const after = Math.min(start, room - MARGIN - length)
  return Math.max(MARGIN, start >= MARGIN ? after : MARGIN) - start
}
