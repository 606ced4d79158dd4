import type { GlyphState } from '../../glyphs/state-glyph.tsx'
import type { Places } from '../layout/lay-out.ts'
import type { NodeView } from '../model/node-view.ts'
import { ACTING_FILLS, inkOf } from './ink-of.ts'

export interface MapFacts {
  readonly views: ReadonlyMap<string, NodeView>
  readonly places: Places
  readonly hidden: ReadonlySet<string>
  readonly selected: ReadonlySet<string>
  readonly by: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const FILLS: Partial<Record<GlyphState, string>> = { ...ACTING_FILLS, done: 'var(--done-fill)' }
const LEAST = 2

/** Boxes in the colour of their state; containers as frames, below what they hold. */
export function paintMap(element: HTMLCanvasElement, facts: MapFacts): void {
  const context = element.getContext('2d')
  if (!context) return
  const { views, places, hidden, selected, by, left, top, width, height } = facts
  element.width = width * devicePixelRatio
  element.height = height * devicePixelRatio
  context.scale(devicePixelRatio, devicePixelRatio)
  const ink = inkOf(element)
  const [rest, ring, frame, note] = [ink('var(--control)'), ink('var(--ring)'), ink('var(--edge)'), ink('var(--edge)')]
  const fills = new Map(Object.entries(FILLS).map(([glyph, colour]) => [glyph, ink(colour)]))
  for (const [id, { box, glyph }] of views) {
    const at = places.get(id)
    if (!at || hidden.has(id)) continue
    const [x, y] = [(at[0] - left) * by, (at[1] - top) * by]
    const [w, h] = [Math.max(LEAST, box.width * by), Math.max(LEAST, box.height * by)]
    if (box.shape === 'container') {
      context.strokeStyle = selected.has(id) ? ring : (fills.get(glyph) ?? frame)
      context.strokeRect(x, y, w, h)
      continue
    }
    context.fillStyle = selected.has(id) ? ring : (fills.get(glyph) ?? (box.shape === 'note' ? note : rest))
    context.fillRect(x, y, w, h)
  }
}
