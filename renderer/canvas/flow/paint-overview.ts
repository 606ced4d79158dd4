/**
 * Paints a large graph from afar: boxes in the colour of their state, lines between them. What acts, failed or needs a person
 * keeps full colour and a mark.
 */
import type { GlyphState } from '../../glyphs/state-glyph.tsx'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import { boundsOf } from '../edit/align.ts'
import { type Area, meetsSides, type Transform } from '../model/covers.ts'
import type { FlowNode } from '../node/flow-node.tsx'
import { ACTING_FILLS, inkOf } from './ink-of.ts'
import type { Sheet } from './overview-sheet.ts'
import { paintMark } from './paint-mark.ts'
import { type Placed, placesOnCanvas } from './placed-nodes.ts'

/** What is painted, however the view stands. */
export interface Picture {
  /** On the canvas, of all nodes. */
  readonly bounds: Area
  readonly containers: readonly Placed[]
  readonly others: readonly Placed[]
  /** The ends of every edge on the canvas: x, y, x, y. */
  readonly lines: Float32Array
  readonly inks: Inks
}

const NOWHERE: Area = { x: 0, y: 0, width: 0, height: 0 }

/** `element` says which colours there are. */
export function pictureOf(nodes: readonly FlowNode[], edges: readonly FlowEdge[], element: HTMLElement): Picture {
  const byId = placesOnCanvas(nodes)
  const places = [...byId.values()]
  const areas = places.map(({ node: { width = 0, height = 0 }, x, y }) => ({ x, y, width, height }))
  return {
    bounds: boundsOf(areas) ?? NOWHERE,
    containers: places.filter(({ node }) => isOpenContainer(node)),
    others: byColour(places.filter(({ node }) => !isOpenContainer(node))),
    lines: linesOf(edges, byId),
    inks: coloursOf(element),
  }
}

/** Makes the element as large as the sheet, and paints it. */
export function paintSheet(element: HTMLCanvasElement, sheet: Sheet, picture: Picture): void {
  const context = element.getContext('2d')
  if (!context) return
  fitTo(element, sheet)
  const { transform } = sheet
  context.setTransform(
    devicePixelRatio,
    0,
    0,
    devicePixelRatio,
    -sheet.x * devicePixelRatio,
    -sheet.y * devicePixelRatio,
  )
  context.clearRect(sheet.x, sheet.y, sheet.width, sheet.height)
  paintNodes(context, picture.containers, transform, sheet, picture.inks)
  paintEdges(context, picture.lines, transform, sheet, picture.inks)
  paintNodes(context, picture.others, transform, sheet, picture.inks)
}

const isOpenContainer = (node: FlowNode): boolean => node.data.view.box.shape === 'container'

function fitTo(element: HTMLCanvasElement, { width, height }: Area): void {
  element.style.width = `${width}px`
  element.style.height = `${height}px`
  const [w, h] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)]
  if (element.width !== w) element.width = w
  if (element.height !== h) element.height = h
}

interface Inks {
  readonly wire: string
  readonly ink: string
  readonly mark: string
  readonly ring: string
  readonly well: string
  of(glyph: GlyphState): string
}

const FILLS: Partial<Record<GlyphState, string>> = {
  ...ACTING_FILLS,
  done: 'color-mix(in srgb, var(--done-fill) 55%, var(--canvas))',
}
const REST = 'color-mix(in srgb, var(--control) 50%, var(--canvas))'

function coloursOf(element: HTMLElement): Inks {
  const resolve = inkOf(element)
  const rest = resolve(REST)
  const fills = new Map(Object.entries(FILLS).map(([glyph, colour]) => [glyph, resolve(colour)]))
  return {
    wire: resolve('var(--wire)'),
    ink: resolve('var(--ink)'),
    mark: resolve('var(--text)'),
    ring: resolve('var(--ring)'),
    well: resolve('color-mix(in srgb, var(--control) 14%, var(--canvas))'),
    of: (glyph) => fills.get(glyph) ?? rest,
  }
}

/** Changing the ink costs more than a box, so boxes of one colour stand together. Large graphs have no boxes one on another. */
function byColour(places: readonly Placed[]): readonly Placed[] {
  return places.toSorted((one, other) => one.node.data.view.glyph.localeCompare(other.node.data.view.glyph))
}

function linesOf(edges: readonly FlowEdge[], places: ReadonlyMap<string, Placed>): Float32Array {
  const ends = edges.flatMap((edge) => {
    const [from, to] = [places.get(edge.source), places.get(edge.target)]
    if (!from || !to) return []
    const port = from.node.handles?.find((handle) => handle.id === edge.sourceHandle)
    return [from.x + (from.node.width ?? 0), from.y + (port?.y ?? 13) + 4, to.x, to.y + 17]
  })
  return new Float32Array(ends)
}

function paintEdges(
  context: CanvasRenderingContext2D,
  lines: Float32Array,
  [x, y, zoom]: Transform,
  sheet: Area,
  inks: Inks,
): void {
  context.strokeStyle = inks.wire
  context.globalAlpha = 0.6
  context.lineWidth = 1
  context.beginPath()
  for (let at = 0; at + 3 < lines.length; at += 4) {
    const [fromX, fromY] = [(lines[at] ?? 0) * zoom + x, (lines[at + 1] ?? 0) * zoom + y]
    const [toX, toY] = [(lines[at + 2] ?? 0) * zoom + x, (lines[at + 3] ?? 0) * zoom + y]
    const beside = Math.max(fromX, toX) < sheet.x || Math.min(fromX, toX) > sheet.x + sheet.width
    if (beside || Math.max(fromY, toY) < sheet.y || Math.min(fromY, toY) > sheet.y + sheet.height) continue
    context.moveTo(fromX, fromY)
    context.lineTo(toX, toY)
  }
  context.stroke()
  context.globalAlpha = 1
}

function paintNodes(
  context: CanvasRenderingContext2D,
  places: readonly Placed[],
  [x, y, zoom]: Transform,
  sheet: Area,
  inks: Inks,
): void {
  let ink = ''
  for (const place of places) {
    const { node } = place
    const [left, top] = [place.x * zoom + x, place.y * zoom + y]
    const [width, height] = [Math.max(2, (node.width ?? 0) * zoom), Math.max(2, (node.height ?? 0) * zoom)]
    if (!meetsSides(sheet, left, top, left + width, top + height)) continue
    const { glyph } = node.data.view
    if (isOpenContainer(node)) {
      // A frame around what it holds, in its state's colour where it has one.
      context.fillStyle = inks.well
      context.fillRect(left, top, width, height)
      context.strokeStyle = inks.of(glyph)
      context.lineWidth = 1
      context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1)
    } else {
      if (ink !== inks.of(glyph)) {
        ink = inks.of(glyph)
        context.fillStyle = ink
      }
      context.fillRect(left, top, width, height)
    }
    if (node.selected) {
      context.strokeStyle = inks.ring
      context.lineWidth = 1.5
      context.strokeRect(left - 2, top - 2, width + 4, height + 4)
    }
    if (!isOpenContainer(node)) paintMark(context, glyph, left + width / 2, top + height / 2, inks.ink, inks.mark)
  }
}
