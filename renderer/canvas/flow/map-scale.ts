/** How the map in the corner shows the canvas, and where on it what is in sight lies. All in px of the map unless said. */
import type { Area } from '../model/covers.ts'

export const MAP = { width: 184, height: 116, padding: 8 } as const

export interface MapScale {
  /** Px of the map for one of the canvas. */
  readonly by: number
  /** Of the map's corner, on the canvas. */
  readonly left: number
  readonly top: number
}

/** `bounds` are those of all nodes, on the canvas. */
export function mapScale(bounds: Area): MapScale {
  const [width, height] = [MAP.width - MAP.padding * 2, MAP.height - MAP.padding * 2]
  const by = Math.min(width / Math.max(1, bounds.width), height / Math.max(1, bounds.height), 0.2)
  return {
    by,
    left: bounds.x - (MAP.width / by - bounds.width) / 2,
    top: bounds.y - (MAP.height / by - bounds.height) / 2,
  }
}

/** Of a view beside all of it a strip is left, on the side where it lies. */
const LEAST = 4
/** Nearer to the border the map's round corners would cut it. */
const INSET = 3

/** The frame around what is in sight, which is `seen` on the canvas: never larger than the map, and always whole. */
export function sightOnMap(seen: Area, { by, left, top }: MapScale): Area {
  const [x, width] = clamped((seen.x - left) * by, seen.width * by, MAP.width)
  const [y, height] = clamped((seen.y - top) * by, seen.height * by, MAP.height)
  return { x, y, width, height }
}

function clamped(from: number, length: number, most: number): readonly [from: number, length: number] {
  const start = Math.min(most - INSET - LEAST, Math.max(INSET, from))
  const end = Math.max(start + LEAST, Math.min(most - INSET, from + length))
  return [start, end - start]
}
