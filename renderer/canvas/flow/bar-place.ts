/** Where the bar of several selected nodes stands: above them, else below, else between the tools, so that it hides none of both. */
import type { Area } from '../model/covers.ts'
import type { Size } from './first-view.ts'

export const BAR = { width: 346, height: 32 }
const BESIDE = 12
const EDGE = 8
/** The row of the tools, with what keeps it off the lower edge and the bar off the row. */
const TOOLS = { height: 32, off: 12, left: 290, right: 54 }

/** All in px of the canvas on the screen; undefined where it is too narrow for the bar. */
export function barPlace(selected: Area, canvas: Size): { readonly left: number; readonly top: number } | undefined {
  if (canvas.width < BAR.width) return undefined
  const middle = selected.x + (selected.width - BAR.width) / 2
  const left = between(EDGE, middle, canvas.width - BAR.width - EDGE)
  const lowest = canvas.height - TOOLS.off - TOOLS.height - EDGE - BAR.height
  const above = selected.y - BAR.height - BESIDE
  const below = selected.y + selected.height + BESIDE
  if (above >= EDGE) return { left, top: Math.min(above, lowest) }
  if (below <= lowest) return { left, top: Math.max(EDGE, below) }
  const room = canvas.width - TOOLS.right - BAR.width - TOOLS.left
  if (room < 0) return { left, top: EDGE }
  return { left: between(TOOLS.left, middle, TOOLS.left + room), top: canvas.height - TOOLS.off - TOOLS.height }
}

const between = (least: number, wanted: number, most: number): number => Math.min(most, Math.max(least, wanted))
