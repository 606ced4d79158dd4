/** The part of the canvas that is shown when a command is opened: all of it, with room for the cards that will stand on its nodes. */
import { getViewportForBounds, type Viewport } from '@xyflow/react'
import type { Places } from '../layout/lay-out.ts'
import { areasOf } from '../layout/place-missing.ts'
import type { NodeView } from '../model/node-views.ts'
import { boxesOf } from './use-places.ts'

const PADDING = 32
const LEAST_TOP = 20
/** A card with a few lines of text, beyond the node without it. */
const CARD_ROOM = 210
const LEAST_ZOOM = 0.05

export interface Size {
  readonly width: number
  readonly height: number
}

export function firstView(places: Places, views: ReadonlyMap<string, NodeView>, size: Size): Viewport {
  const areas = areasOf(places, boxesOf(views))
  const [first] = areas
  if (!first) return { x: size.width / 2 - 200, y: 120, zoom: 1 }
  const left = Math.min(...areas.map((area) => area.x))
  const top = Math.min(...areas.map((area) => area.y))
  const right = Math.max(...areas.map((area) => area.x + area.width))
  const bottom = Math.max(...areas.map((area) => area.y + area.height))
  const bounds = { x: left, y: top, width: right - left, height: bottom - top }
  const view = getViewportForBounds(bounds, size.width, size.height, LEAST_ZOOM, 1, `${PADDING}px`)
  // The zoom stays what the graph needs; where the room below does not fit beside it, the graph moves up.
  const room = roomBelow(places, views, bottom) * view.zoom
  const spare = size.height - bounds.height * view.zoom - room
  const y = Math.max(LEAST_TOP, spare / 2)
  return { ...view, y: Math.min(view.y, y - top * view.zoom) }
}

function roomBelow(places: Places, views: ReadonlyMap<string, NodeView>, bottom: number): number {
  let lowest = bottom
  for (const [id, view] of views) {
    const at = places.get(id)
    if (at && view.descriptor && view.descriptor.overlay !== 'none')
      lowest = Math.max(lowest, at[1] + view.box.height + CARD_ROOM)
  }
  return lowest - bottom
}
