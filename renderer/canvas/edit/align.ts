/** Lining nodes up and spreading them evenly. Places in, places out, all counted from one corner; nothing else moves. */
import type { Area } from '../model/covers.ts'
import type { At } from './places.ts'

export type Side = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Direction = 'horizontal' | 'vertical'

/** The places of some nodes once a side of them, or their middles, stand on one line. */
export function aligned(areas: ReadonlyMap<string, Area>, side: Side): ReadonlyMap<string, At> {
  const around = boundsOf([...areas.values()])
  if (!around) return new Map()
  const place = (area: Area): At => {
    switch (side) {
      case 'left':
        return [around.x, area.y]
      case 'centre':
        return [Math.round(around.x + (around.width - area.width) / 2), area.y]
      case 'right':
        return [around.x + around.width - area.width, area.y]
      case 'top':
        return [area.x, around.y]
      case 'middle':
        return [area.x, Math.round(around.y + (around.height - area.height) / 2)]
      case 'bottom':
        return [area.x, around.y + around.height - area.height]
    }
  }
  return new Map([...areas].map(([id, area]) => [id, place(area)]))
}

/** The places of some nodes once the gaps between them are equal. The first and the last stay. */
export function distributed(areas: ReadonlyMap<string, Area>, direction: Direction): ReadonlyMap<string, At> {
  const across = direction === 'horizontal'
  const start = (area: Area) => (across ? area.x : area.y)
  const length = (area: Area) => (across ? area.width : area.height)
  const row = [...areas].sort(([, a], [, b]) => start(a) - start(b) || length(a) - length(b))
  const [first, last] = [row[0]?.[1], row.at(-1)?.[1]]
  if (!first || !last || row.length < 3) return new Map([...areas].map(([id, { x, y }]) => [id, [x, y]]))
  const taken = row.reduce((sum, [, area]) => sum + length(area), 0)
  const gap = (start(last) + length(last) - start(first) - taken) / (row.length - 1)
  const places = new Map<string, At>()
  let next = start(first)
  for (const [id, area] of row) {
    const at = area === last ? start(last) : Math.round(next)
    places.set(id, across ? [at, area.y] : [area.x, at])
    next += length(area) + gap
  }
  return places
}

/** The least area that holds some areas. */
export function boundsOf(areas: readonly Area[]): Area | undefined {
  const [first] = areas
  if (!first) return undefined
  let [left, top, right, bottom] = [first.x, first.y, first.x, first.y]
  for (const area of areas) {
    left = Math.min(left, area.x)
    top = Math.min(top, area.y)
    right = Math.max(right, area.x + area.width)
    bottom = Math.max(bottom, area.y + area.height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}
