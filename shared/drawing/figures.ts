/** The figures of the look that the canvas and a drawing share. Pixels. */
import { ERROR_PORT } from '../workflow/workflow.ts'

export const HEADER = 32
export const LINE = 16
export const BODY_BOTTOM = 9
export const TOKEN = 36
export const TOKEN_LABEL = 30
export const ROW = 20
export const ROWS_PADDING = 7
export const EMPTY_WELL = 71
export const UNKNOWN_SIZE = { width: 240, height: 66 } as const
export const MOST_NOTE_LINES = 60
/** Ports stand this far below the top. */
export const PORT_AT = 17
/** Ways that are taken rarely leave below, so that they never mix with the ways on, and how far from the right. */
export const SIDE_PORTS: ReadonlyMap<string, number> = new Map([
  [ERROR_PORT, 18],
  ['interrupted', 38],
])
/** Positions fall on this raster; the dots are every second step. */
export const SNAP = 8
/** From a container's frame to the nearest child: the inset of the ground, and room for ports on it. */
export const INSIDE_LEFT = 24
export const INSIDE_TOP = 56
export const INSIDE_RIGHT = 20
export const INSIDE_BOTTOM = 20
export const COLUMN_PITCH = 224
export const ROW_PITCH = 112
export const COLUMN_GAP = 40
export const ROW_GAP = 24
export const MARGIN = 32
