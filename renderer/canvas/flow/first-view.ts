/** The part of the canvas that is shown when a command is opened: all of it, with room for the cards that will stand on its nodes. */
import { getViewportForBounds, type Viewport } from '@xyflow/react'
import { boundsOf } from '../edit/align.ts'
import type { Places } from '../layout/lay-out.ts'
import { areasOf } from '../layout/place-missing.ts'
import type { Area } from '../model/covers.ts'
import type { NodeView } from '../model/node-view.ts'
import { boxesOf } from './use-places.ts'

const PADDING = 32
const LEAST_TOP = 20
/** A start and an end. */
const JUST_BEGUN = 2
const BEGIN = 64
/** A card with a few lines of text, beyond the node without it. */
const CARD_ROOM = 210
const LEAST_ZOOM = 0.05
/** Whole faces are drawn from here on. */
const READABLE = 0.6
const LEAST_WHOLE = 0.35

export interface Size {
  readonly width: number
  readonly height: number
}

export const sizeOfElement = ({ clientWidth, clientHeight }: HTMLElement): Size => ({
  width: clientWidth,
  height: clientHeight,
})

export function firstView(places: Places, views: ReadonlyMap<string, NodeView>, size: Size): Viewport {
  const bounds = boundsOf(areasOf(places, boxesOf(views)))
  if (!bounds) return { x: size.width / 2 - 200, y: 120, zoom: 1 }
  const zoomOf = (height: number) =>
    getViewportForBounds({ ...bounds, height }, size.width, size.height, LEAST_ZOOM, 1, `${PADDING}px`).zoom
  const whole = zoomOf(bounds.height)
  const below = roomBelow(places, views, bounds.y + bounds.height)
  // A graph a little too large is shown from its beginning, where it can still be read.
  const zoom = whole < LEAST_WHOLE ? whole : Math.max(READABLE, zoomOf(bounds.height + below))
  const room = below * zoom
  const free = { x: size.width - bounds.width * zoom, y: size.height - bounds.height * zoom }
  // What has only been begun grows to the right.
  const x = views.size <= JUST_BEGUN ? Math.min(BEGIN, free.x / 2) : Math.max(PADDING, free.x / 2)
  // Where the cards need room below, the graph moves up.
  const y = Math.max(LEAST_TOP, Math.min(free.y / 2, (free.y - room) / 3))
  return { x: x - bounds.x * zoom, y: y - bounds.y * zoom, zoom }
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

/** Where a node stands and how large it is. */
export function placeOfView(
  id: string,
  places: Places | undefined,
  views: ReadonlyMap<string, NodeView>,
): Area | undefined {
  const at = places?.get(id)
  const box = views.get(id)?.box
  return at && box && { x: at[0], y: at[1], width: box.width, height: box.height }
}
