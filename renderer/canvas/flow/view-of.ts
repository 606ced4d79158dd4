import { getViewportForBounds, type Viewport } from '@xyflow/react'
import { boundsOf } from '../edit/align.ts'
import { type Area, meet, onScreen } from '../model/covers.ts'
import type { Size } from './first-view.ts'
import { ZOOM } from './zoom-steps.ts'

const PADDING = 32
const ABOVE_BARS = 12
const MOST_ZOOM = 1

/**
 * The view in which all of these are seen, in the middle. `bars` float over the lower end of the canvas, in px of it: where
 * something would lie below one, all of it goes above them, unless that takes half of the canvas.
 */
export function viewOf(areas: readonly Area[], { width, height }: Size, bars: readonly Area[]): Viewport | undefined {
  const bounds = boundsOf(areas)
  if (!bounds) return undefined
  const within = (bottom: number) =>
    getViewportForBounds(bounds, width, height, ZOOM.least, MOST_ZOOM, {
      x: `${PADDING}px`,
      top: `${PADDING}px`,
      bottom: `${bottom}px`,
    })
  const whole = within(PADDING)
  const covered = bars.filter((bar) => areas.some((area) => meet(onScreen(area, [whole.x, whole.y, whole.zoom]), bar)))
  const bottom = height - Math.min(...covered.map(({ y }) => y)) + ABOVE_BARS
  return covered.length === 0 || bottom > height / 2 ? whole : within(bottom)
}
