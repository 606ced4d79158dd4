/**
 * The sheet that a graph from afar is painted on. It holds of the graph what is in sight and a margin around it, and lies over the
 * view moved and stretched: as long as it covers what can be seen, a move of the view paints nothing.
 */
import { type Area, around, contains, onScreen, type Transform } from '../model/covers.ts'
import type { Size } from './first-view.ts'

/** Where it lay on the screen when it was painted, counted from the canvas' corner. */
export interface Sheet extends Area {
  /** The view that it was painted for. */
  readonly transform: Transform
}

export interface Lie {
  readonly x: number
  readonly y: number
  readonly scale: number
}

/** Of what is in sight, to each side. */
const MARGIN = 0.25
/** Px: a box is never painted smaller, and marks and rings reach as far over theirs. */
const AROUND = 12
/** Stretched by more, lines and marks would show it. */
const STRETCHED = 1.2
/** Px. */
const ROUNDING = 0.01

/** `bounds` are those of the graph on the canvas. Nothing of it may be in reach: then the sheet is empty. */
export function sheetFor(bounds: Area, transform: Transform, size: Size): Sheet {
  const { width, height } = size
  const reach = {
    x: -width * MARGIN,
    y: -height * MARGIN,
    width: width * (1 + 2 * MARGIN),
    height: height * (1 + 2 * MARGIN),
  }
  return { ...wholePixels(common(around(onScreen(bounds, transform), AROUND), reach)), transform }
}

/** How it lies once the view is another. */
export function lieOf(
  { x, y, transform: [paintedX, paintedY, paintedZoom] }: Sheet,
  [nowX, nowY, zoom]: Transform,
): Lie {
  const scale = zoom / paintedZoom
  return { x: (x - paintedX) * scale + nowX, y: (y - paintedY) * scale + nowY, scale }
}

/** Whether everything of the graph that is in sight is on the sheet, and not stretched too far. */
export function covers(sheet: Sheet, bounds: Area, now: Transform, { width, height }: Size): boolean {
  const { x, y, scale } = lieOf(sheet, now)
  if (Math.max(scale, 1 / scale) > STRETCHED) return false
  const seen = common(onScreen(bounds, now), { x: 0, y: 0, width, height })
  if (seen.width === 0 || seen.height === 0) return true
  const lying = { x, y, width: sheet.width * scale, height: sheet.height * scale }
  return contains(around(lying, ROUNDING), seen)
}

/** Whether it is as sharp as if it had been painted for this view. */
export function isSharp(sheet: Sheet, now: Transform): boolean {
  const { x, y, scale } = lieOf(sheet, now)
  return scale === 1 && isWhole(x) && isWhole(y)
}

const isWhole = (pixels: number): boolean => Math.abs(pixels - Math.round(pixels)) < ROUNDING

function common(one: Area, other: Area): Area {
  const [x, y] = [Math.max(one.x, other.x), Math.max(one.y, other.y)]
  const right = Math.min(one.x + one.width, other.x + other.width)
  const bottom = Math.min(one.y + one.height, other.y + other.height)
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) }
}

function wholePixels({ x, y, width, height }: Area): Area {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top }
}
