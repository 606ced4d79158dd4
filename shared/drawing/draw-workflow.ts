/**
 * The whole graph of a command as an SVG picture, from its file and the kinds alone: the same in the window, in the browser and
 * on the command line. It shows the workflow as it is edited, without a run.
 */

import { analyseGraph } from '../workflow/graph.ts'
import type { KindCatalog } from '../workflow/kind-descriptor.ts'
import { ERROR_PORT, edgeSource, type Workflow } from '../workflow/workflow.ts'
import { type DrawnPort, drawNode, drawPort, portsOfPlaced } from './draw-node.ts'
import {
  type DrawnArea,
  doesWrap,
  type EdgeEnds,
  edgePath,
  loopLine,
  loopMiddle,
  loopOrders,
  loopPath,
  UNDO_LABEL,
  undoLine,
  wrapLine,
} from './edge-path.ts'
import { MARGIN, TOKEN_LABEL } from './figures.ts'
import { PALETTES, type Palette, type Theme } from './palette.ts'
import { type Placed, type PointOf, placeNodes } from './places.ts'
import { element, escaped, rounded, textElement } from './svg.ts'
import { TINY, widthOf } from './text.ts'

export interface DrawingOptions {
  readonly theme: Theme
  /** Places of nodes that the file does not have, relative to their container. */
  readonly places?: PointOf
  /** CSS for the picture alone: fonts that it brings along. */
  readonly style?: string
}

export interface Drawing {
  readonly svg: string
  readonly width: number
  readonly height: number
}

export function drawWorkflow(workflow: Workflow, catalog: KindCatalog, options: DrawingOptions): Drawing {
  const palette = PALETTES[options.theme]
  const placed = placeNodes(workflow, catalog, options.places)
  const nodes = [...placed.values()]
  const edges = [...edgesOf(workflow, placed), ...undoLinesOf(placed)]
  const connected = connectedPorts(workflow)
  const caption = (workflow.parameters ?? []).map(({ name }) => name).join(', ')
  const areas = [...nodes.map(areaOf), ...edges.map(({ area }) => area)]
  const left = Math.min(0, ...areas.map((area) => area.x)) - MARGIN
  const top = Math.min(0, ...areas.map((area) => area.y)) - MARGIN
  const width = Math.ceil(Math.max(...areas.map((area) => area.right), 0) + MARGIN - left)
  const height = Math.ceil(Math.max(...areas.map((area) => area.bottom), 0) + MARGIN - top)
  const draw = (node: Placed): string =>
    element(
      'g',
      {},
      drawNode(node, { palette, caption, tint: tintOf(workflow, node, palette) }),
      ...portsOfPlaced(node).flatMap((port) => drawnPort(node, port, connected, palette)),
    )
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `${rounded(left)} ${rounded(top)} ${width} ${height}`,
      role: 'img',
      'aria-label': `The graph of /${workflow.name}`,
    },
    `<title>/${escaped(workflow.name)}${workflow.title === undefined ? '' : `: ${escaped(workflow.title)}`}</title>`,
    options.style === undefined ? '' : `<style>${options.style}</style>`,
    dots(palette),
    element('rect', { x: left, y: top, width, height, fill: palette.canvas }),
    element('rect', { x: left, y: top, width, height, fill: 'url(#dots)' }),
    ...layers(nodes, edges, palette, draw),
    ...edges.map(({ label }) => (label ? drawLabel(label, palette) : '')),
  )
  return { svg: `${svg}\n`, width, height }
}

/** A colour that this version does not know is not drawn. */
function tintOf({ layout }: Workflow, { node }: Placed, { tints }: Palette): string | undefined {
  const entry = layout?.[node.id]
  const color = entry === undefined || Array.isArray(entry) ? undefined : entry.color
  return color !== undefined && Object.hasOwn(tints, color) ? tints[color] : undefined
}

/** As on the canvas: notes lie under all of their level, then edges under its nodes; what is inside a container on its ground. */
function layers(
  nodes: readonly Placed[],
  edges: readonly DrawnEdge[],
  palette: Palette,
  draw: (node: Placed) => string,
): readonly string[] {
  const deepest = Math.max(0, ...nodes.map(({ depth }) => depth))
  const levels = Array.from({ length: deepest + 1 }, (_, depth) => [
    ...nodes.filter((node) => node.depth === depth && node.shape === 'note').map(draw),
    ...edges.filter((edge) => edge.depth === depth).map((edge) => drawEdge(edge, palette)),
    ...nodes.filter((node) => node.depth === depth && node.shape === 'container').map(draw),
  ])
  return [...levels.flat(), ...nodes.filter(({ shape }) => shape !== 'container' && shape !== 'note').map(draw)]
}

const drawEdge = ({ path, look }: DrawnEdge, palette: Palette): string =>
  element('path', { d: path, fill: 'none', 'stroke-width': 1.5, ...strokeOf(look, palette) })

function strokeOf(look: DrawnEdge['look'], palette: Palette): Readonly<Record<string, string>> {
  switch (look) {
    case 'plain':
      return { stroke: palette.wire }
    case 'failing':
      return { stroke: palette.fail, 'stroke-dasharray': '4 3' }
    case 'undo':
      return { stroke: palette.again, 'stroke-dasharray': '2 4', 'stroke-linecap': 'round' }
  }
}

const DOTS = 16

function dots(palette: Palette): string {
  const dot = element('circle', { cx: 0.9, cy: 0.9, r: 0.9, fill: palette.dot })
  return element(
    'defs',
    {},
    element('pattern', { id: 'dots', width: DOTS, height: DOTS, patternUnits: 'userSpaceOnUse' }, dot),
  )
}

function areaOf({ x, y, width, height, shape }: Placed): DrawnArea {
  const label = shape === 'token' ? TOKEN_LABEL : 0
  // The name below a token is wider than it.
  const side = shape === 'token' ? 42 : 0
  return { x: x - side, y, right: x + width + side, bottom: y + height + label }
}

const frameOf = ({ x, y, width, height, shape }: Placed): DrawnArea => ({
  x,
  y,
  right: x + width,
  bottom: y + height + (shape === 'token' ? TOKEN_LABEL : 0),
})

interface DrawnEdge {
  readonly path: string
  readonly look: 'plain' | 'failing' | 'undo'
  readonly depth: number
  readonly label: { readonly text: string; readonly x: number; readonly y: number } | undefined
  readonly area: DrawnArea
}

const LOOP_APART = 14

function edgesOf(workflow: Workflow, placed: ReadonlyMap<string, Placed>): readonly DrawnEdge[] {
  const graph = analyseGraph(workflow)
  const bodies = new Map<number, readonly Placed[]>()
  for (const loop of graph.loops)
    for (const edge of loop.edges)
      bodies.set(
        edge,
        loop.body.flatMap((index) => placed.get(graph.nodes[index]?.id ?? '') ?? []),
      )
  const loops = [...bodies.keys()].toSorted((one, other) => one - other)
  const inOrder = loopOrders(loops.map((index) => bodies.get(index) ?? []))
  const orders = new Map(loops.map((edge, at) => [edge, inOrder[at] ?? 0]))
  return workflow.edges.flatMap((edge, index): DrawnEdge[] => {
    const { node, port } = edgeSource(edge)
    const [from, to] = [placed.get(node), placed.get(edge.to)]
    if (!from || !to) return []
    const start = portsOfPlaced(from).find((each) => each.side === 'out' && each.port === port)
    const end = portsOfPlaced(to).find((each) => each.side === 'in')
    if (!start || !end) return []
    const ends: EdgeEnds = { sourceX: start.x, sourceY: start.y, targetX: end.x, targetY: end.y, down: start.down }
    const look = port === ERROR_PORT ? 'failing' : 'plain'
    const common = { look, depth: from.depth } as const
    const beside = [...placed.values()].filter((each) => each.node.parent === from.node.parent).map(frameOf)
    if (!edge.loop) {
      const path = edgePath(ends, doesWrap(ends) ? wrapLine(ends, beside) : undefined)
      return [{ ...common, path, label: undefined, area: spanOf(ends, ends.sourceY) }]
    }
    const around = [from, to, ...(bodies.get(index) ?? [])].map(frameOf)
    const line = loopLine(frameOf(from), frameOf(to), around, beside) + LOOP_APART * (orders.get(index) ?? 0)
    const label = { text: `again, max ${edge.loop.max}`, x: loopMiddle(ends), y: line }
    return [{ ...common, path: loopPath(ends, line), label, area: spanOf(ends, line) }]
  })
}

/** A node that undoes another has no edge, so this says whose it is. */
function undoLinesOf(placed: ReadonlyMap<string, Placed>): readonly DrawnEdge[] {
  return [...placed.values()].flatMap((from): readonly DrawnEdge[] => {
    const to = placed.get(from.node.compensate ?? '')
    if (!to) return []
    const { path, x, y } = undoLine(frameOf(from), frameOf(to))
    return [{ path, look: 'undo', depth: from.depth, label: { text: UNDO_LABEL, x, y }, area: frameOf(from) }]
  })
}

const spanOf = ({ sourceX, sourceY, targetX, targetY }: EdgeEnds, line: number): DrawnArea => ({
  x: Math.min(sourceX, targetX) - 24,
  y: Math.min(sourceY, targetY, line),
  right: Math.max(sourceX, targetX) + 24,
  bottom: Math.max(sourceY, targetY, line + 8),
})

function drawLabel({ text, x, y }: NonNullable<DrawnEdge['label']>, palette: Palette): string {
  const width = widthOf(text, TINY) + 10
  return (
    element('rect', { x: x - width / 2, y: y - 7, width, height: 14, rx: 3, fill: palette.canvas }) +
    textElement(text, TINY, { x, y: y + 3.5, fill: palette.text2, anchor: 'middle' })
  )
}

function connectedPorts({ edges }: Workflow): ReadonlySet<string> {
  return new Set(
    edges.flatMap((edge) => {
      const { node, port } = edgeSource(edge)
      return [`${node} out ${port}`, `${edge.to} in in`]
    }),
  )
}

/** Ways out that are rarely taken are drawn where they are taken. */
function drawnPort(
  { node, shape }: Placed,
  port: DrawnPort,
  connected: ReadonlySet<string>,
  palette: Palette,
): readonly string[] {
  const is = connected.has(`${node.id} ${port.side} ${port.port}`)
  if (!is && port.down && shape !== 'unknown') return []
  return [drawPort(port, is, port.port === ERROR_PORT, palette)]
}
