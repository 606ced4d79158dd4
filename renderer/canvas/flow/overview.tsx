/**
 * A large graph from far away, painted instead of built: thousands of elements would take the frame rate down, and from
 * there a box is all that can be seen of a node. What acts, failed or needs a person keeps full colour and a mark.
 */
import { useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import type { GlyphState } from '../../glyphs/state-glyph.tsx'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import { type Area, meet } from '../model/covers.ts'
import type { FlowNode } from '../node/flow-node.tsx'
import { ACTING_FILLS, inkOf } from './ink-of.ts'
import { paintMark } from './paint-mark.ts'

/** From this many nodes on. */
export const LARGE_GRAPH = 400

export interface OverviewProps {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
}

export function Overview({ nodes, edges }: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const store = useStoreApi()
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    const inks = coloursOf(element)
    const places = placesOnCanvas(nodes)
    const containers = nodes.filter(isOpenContainer).flatMap((node) => places.get(node.id) ?? [])
    const others = byColour(nodes.filter((node) => !isOpenContainer(node)).flatMap((node) => places.get(node.id) ?? []))
    const lines = linesOf(edges, places)
    let planned = 0
    const paint = () => {
      planned = 0
      const { transform, width, height } = store.getState()
      fitTo(element, width, height)
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
      context.clearRect(0, 0, width, height)
      paintNodes(context, containers, transform, { width, height }, inks)
      paintEdges(context, lines, transform, { width, height }, inks)
      paintNodes(context, others, transform, { width, height }, inks)
    }
    const plan = () => {
      planned ||= requestAnimationFrame(paint)
    }
    paint()
    const leave = store.subscribe(plan)
    return () => {
      leave()
      cancelAnimationFrame(planned)
    }
  }, [nodes, edges, store])
  return <canvas ref={canvas} className="overview" />
}

const isOpenContainer = (node: FlowNode): boolean => node.data.view.box.shape === 'container'

interface Placed {
  readonly node: FlowNode
  readonly x: number
  readonly y: number
}

/** React Flow's positions count from the container, which comes before its children. */
function placesOnCanvas(nodes: readonly FlowNode[]): ReadonlyMap<string, Placed> {
  const places = new Map<string, Placed>()
  for (const node of nodes) {
    const around = node.parentId === undefined ? undefined : places.get(node.parentId)
    const [x, y] = [node.position.x + (around?.x ?? 0), node.position.y + (around?.y ?? 0)]
    places.set(node.id, { node, x, y })
  }
  return places
}

type Transform = readonly [x: number, y: number, zoom: number]

/** The node under a point of the canvas, the topmost first. */
export function nodeAt(
  nodes: readonly FlowNode[],
  point: { readonly x: number; readonly y: number },
): string | undefined {
  const hit = [...placesOnCanvas(nodes).values()].findLast(
    ({ node: { width = 0, height = 0 }, x, y }) =>
      point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height,
  )
  return hit?.node.id
}

/** Those that an area of the canvas meets. */
export function nodesIn(nodes: readonly FlowNode[], area: Area): readonly string[] {
  const met = ({ node: { width = 0, height = 0 }, x, y }: Placed): boolean => meet({ x, y, width, height }, area)
  return [...placesOnCanvas(nodes).values()].filter(met).map(({ node }) => node.id)
}

function fitTo(element: HTMLCanvasElement, width: number, height: number): void {
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

/** The ends of every edge on the canvas: x, y, x, y. */
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
  size: { width: number; height: number },
  inks: Inks,
): void {
  context.strokeStyle = inks.wire
  context.globalAlpha = 0.6
  context.lineWidth = 1
  context.beginPath()
  for (let at = 0; at + 3 < lines.length; at += 4) {
    const [fromX, fromY] = [(lines[at] ?? 0) * zoom + x, (lines[at + 1] ?? 0) * zoom + y]
    const [toX, toY] = [(lines[at + 2] ?? 0) * zoom + x, (lines[at + 3] ?? 0) * zoom + y]
    const beside = Math.max(fromX, toX) < 0 || Math.min(fromX, toX) > size.width
    if (beside || Math.max(fromY, toY) < 0 || Math.min(fromY, toY) > size.height) continue
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
  size: { width: number; height: number },
  inks: Inks,
): void {
  let ink = ''
  for (const place of places) {
    const { node } = place
    const [left, top] = [place.x * zoom + x, place.y * zoom + y]
    const [width, height] = [Math.max(2, (node.width ?? 0) * zoom), Math.max(2, (node.height ?? 0) * zoom)]
    if (left > size.width || top > size.height || left + width < 0 || top + height < 0) continue
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
