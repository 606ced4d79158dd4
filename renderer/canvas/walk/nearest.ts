/** The node that lies next in a direction, as a person sees it. */

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** Aside counts more than ahead, so that a walk keeps to its row or column. */
const ASIDE = 2

/** The id of the nearest other box whose middle lies in the direction; undefined where there is none. */
export function nearest(boxes: ReadonlyMap<string, Box>, from: string, direction: Direction): string | undefined {
  const start = boxes.get(from)
  if (!start) return undefined
  let best: { readonly id: string; readonly cost: number } | undefined
  for (const [id, box] of boxes) {
    if (id === from) continue
    const { ahead, aside } = offset(start, box, direction)
    if (ahead <= 0 || aside > ahead * ASIDE) continue
    const cost = ahead + aside * ASIDE
    if (!best || cost < best.cost) best = { id, cost }
  }
  return best?.id
}

function offset(from: Box, to: Box, direction: Direction): { readonly ahead: number; readonly aside: number } {
  const dx = to.x + to.width / 2 - (from.x + from.width / 2)
  const dy = to.y + to.height / 2 - (from.y + from.height / 2)
  // Boxes that share a row are not aside of each other, however tall one is.
  const besideX = gap(from.x, from.width, to.x, to.width)
  const besideY = gap(from.y, from.height, to.y, to.height)
  switch (direction) {
    case 'left':
      return { ahead: -dx, aside: besideY }
    case 'right':
      return { ahead: dx, aside: besideY }
    case 'up':
      return { ahead: -dy, aside: besideX }
    case 'down':
      return { ahead: dy, aside: besideX }
  }
}

/** Between two stretches; 0 where they overlap. */
const gap = (start: number, length: number, other: number, otherLength: number): number =>
  Math.max(0, other - (start + length), start - (other + otherLength))
