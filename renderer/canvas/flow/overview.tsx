/**
 * A large graph from far away, painted instead of built: thousands of elements would take the frame rate down, and from
 * there a box is all that can be seen of a node. What acts, failed or needs a person keeps full colour and a mark.
 */
import { useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import type { GlyphState } from '../../glyphs/state-glyph.tsx'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import type { FlowNode } from '../node/flow-node.tsx'
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
    const byId = new Map(nodes.map((node) => [node.id, node]))
    let planned = 0
    const paint = () => {
      planned = 0
      const { transform, width, height } = store.getState()
      fitTo(element, width, height)
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
      context.clearRect(0, 0, width, height)
      paintEdges(context, edges, byId, transform, inks)
      paintNodes(context, nodes, transform, { width, height }, inks)
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

type Transform = readonly [x: number, y: number, zoom: number]

/** The node under a point of the canvas, the topmost first. */
export function nodeAt(
  nodes: readonly FlowNode[],
  point: { readonly x: number; readonly y: number },
): string | undefined {
  const hit = nodes.findLast(
    ({ position, width = 0, height = 0 }) =>
      point.x >= position.x && point.x <= position.x + width && point.y >= position.y && point.y <= position.y + height,
  )
  return hit?.id
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
  of(glyph: GlyphState): string
}

const FILLS: Partial<Record<GlyphState, string>> = {
  done: 'color-mix(in srgb, var(--done-fill) 55%, var(--canvas))',
  running: 'var(--run-fill)',
  streaming: 'var(--run-fill)',
  retrying: 'var(--again-fill)',
  failed: 'var(--fail-fill)',
  'needs-approval': 'var(--you-fill)',
  'needs-answer': 'var(--you-fill)',
}
const REST = 'color-mix(in srgb, var(--control) 50%, var(--canvas))'

/** The colours of the theme as the canvas can use them: custom properties resolved by the browser. */
function coloursOf(element: HTMLElement): Inks {
  const resolve = (colour: string) => {
    element.style.color = colour
    return getComputedStyle(element).color
  }
  const rest = resolve(REST)
  const fills = new Map(Object.entries(FILLS).map(([glyph, colour]) => [glyph, resolve(colour)]))
  return {
    wire: resolve('var(--wire)'),
    ink: resolve('var(--ink)'),
    mark: resolve('var(--text)'),
    ring: resolve('var(--ring)'),
    of: (glyph) => fills.get(glyph) ?? rest,
  }
}

function paintEdges(
  context: CanvasRenderingContext2D,
  edges: readonly FlowEdge[],
  byId: ReadonlyMap<string, FlowNode>,
  [x, y, zoom]: Transform,
  inks: Inks,
): void {
  context.strokeStyle = inks.wire
  context.globalAlpha = 0.6
  context.lineWidth = 1
  context.beginPath()
  for (const edge of edges) {
    const [from, to] = [byId.get(edge.source), byId.get(edge.target)]
    if (!from || !to) continue
    const port = from.handles?.find((handle) => handle.id === edge.sourceHandle)
    const [fromX, fromY] = [
      (from.position.x + (from.width ?? 0)) * zoom + x,
      (from.position.y + (port?.y ?? 13) + 4) * zoom + y,
    ]
    const [toX, toY] = [to.position.x * zoom + x, (to.position.y + 17) * zoom + y]
    context.moveTo(fromX, fromY)
    context.lineTo(toX, toY)
  }
  context.stroke()
  context.globalAlpha = 1
}

function paintNodes(
  context: CanvasRenderingContext2D,
  nodes: readonly FlowNode[],
  [x, y, zoom]: Transform,
  size: { width: number; height: number },
  inks: Inks,
): void {
  for (const node of nodes) {
    const [left, top] = [node.position.x * zoom + x, node.position.y * zoom + y]
    const [width, height] = [Math.max(2, (node.width ?? 0) * zoom), Math.max(2, (node.height ?? 0) * zoom)]
    if (left > size.width || top > size.height || left + width < 0 || top + height < 0) continue
    const { glyph } = node.data.view
    context.fillStyle = inks.of(glyph)
    context.fillRect(left, top, width, height)
    if (node.selected) {
      context.strokeStyle = inks.ring
      context.lineWidth = 1.5
      context.strokeRect(left - 2, top - 2, width + 4, height + 4)
    }
    paintMark(context, glyph, left + width / 2, top + height / 2, inks.ink, inks.mark)
  }
}
