/**
 * The size of a node and where its ports are, computed before it is drawn: the canvas never measures a node, and 5,000 of
 * them cost what is in view. The figures are those of the look.
 */
import {
  BODY_BOTTOM,
  EMPTY_WELL,
  HEADER,
  LINE,
  MOST_NOTE_LINES,
  PORT_AT,
  ROW,
  ROWS_PADDING,
  SIDE_PORTS,
  TOKEN,
  UNKNOWN_SIZE,
} from '#shared/drawing/figures.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { portsOf } from '#shared/workflow/kind-descriptor.ts'
import type { LayoutEntry, WorkflowNode } from '#shared/workflow/workflow.ts'
import { isCollapsed, sizeOf } from '../edit/places.ts'
import type { Face } from './face.ts'
import { lineCount, type MeasureWidth } from './measure-text.ts'
import { takesItems } from './tree.ts'

export const LIVE = 64
export const IN_PORT = { width: 5, height: 12 } as const
export const OUT_PORT = 9
const FRAME = 2
const BODY_PADDING = 20
const FOOT = 24
const LINK_ROW = 28
const LONGEST_LEFT = ' 23 h 59 m left.'
const ABOVE_LIVE = 8
const MIN_WIDTH = 120
const MAX_WIDTH = 480
const WELL = 33
const WELL_BELOW_STRIP = 44

export type Shape = 'card' | 'token' | 'note' | 'container' | 'unknown'

export interface PortBox {
  readonly port: string
  readonly side: 'in' | 'out'
  /** Left top corner, relative to the node. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Where edges leave. */
  readonly edge: 'left' | 'right' | 'bottom'
}

export interface NodeBox {
  readonly shape: Shape
  readonly width: number
  readonly height: number
  /** Lines of the body that are drawn. */
  readonly lines: number
  /** Ports drawn as rows with their names; empty where the one port stands beside the title. */
  readonly rows: readonly string[]
  readonly ports: readonly PortBox[]
  /** Of a container: where the ground of its children begins below its top. */
  readonly well?: number
}

export interface BoxFacts {
  readonly node: WorkflowNode
  /** Undefined for a kind that this version does not know. */
  readonly descriptor: KindDescriptor | undefined
  readonly entry: LayoutEntry | undefined
  readonly face: Face
  readonly streaming: boolean
  /** Height of the approval or question that stands on the node. */
  readonly cardHeight: number | undefined
  /** A line below the body: the way to the run that it started. */
  readonly foot?: boolean
  /** Ports that edges leave by, for kinds that are not known. */
  readonly usedPorts: readonly string[]
}

export const IN = 'in'

export const isSidePort = (port: string): boolean => SIDE_PORTS.has(port)

export function nodeBox(facts: BoxFacts, measure?: MeasureWidth): NodeBox {
  const { descriptor, entry } = facts
  if (!descriptor) return unknownBox(facts)
  if (descriptor.shape === 'note') return noteBox(facts, descriptor, measure)
  const outs = portsOf(descriptor, facts.node.config)
  const ways = outs.filter((port) => !isSidePort(port))
  const small = descriptor.shape === 'token' || isCollapsed(entry)
  if (small && ways.length <= 1 && facts.cardHeight === undefined) return tokenBox(descriptor, outs)
  return descriptor.shape === 'container' && !isCollapsed(entry)
    ? containerBox(facts, descriptor, outs)
    : cardBox(facts, descriptor, outs, measure)
}

/** As large as the file says; `holdChildren` makes it hold what stands inside. */
function containerBox({ entry }: BoxFacts, descriptor: KindDescriptor, outs: readonly string[]): NodeBox {
  const size = sizeOf(entry)
  const well = takesItems(descriptor) ? WELL_BELOW_STRIP : WELL
  const width = Math.max(MIN_WIDTH, size?.[0] ?? descriptor.width)
  const height = Math.max(well + EMPTY_WELL, size?.[1] ?? 0)
  const ports = outs.map((port) => sidePort(port, width, height) ?? outPort(port, width, PORT_AT))
  return { shape: 'container', width, height, lines: 0, rows: [], ports: [...inPort(descriptor), ...ports], well }
}

/** The same node at another size: its ports stay on their sides. */
export function resizedBox(box: NodeBox, width: number, height: number): NodeBox {
  if (width === box.width && height === box.height) return box
  const [right, down] = [width - box.width, height - box.height]
  const ports = box.ports.map((port) => ({
    ...port,
    x: port.edge === 'left' ? port.x : port.x + right,
    y: port.edge === 'bottom' ? port.y + down : port.y,
  }))
  return { ...box, width, height, ports }
}

function tokenBox(descriptor: KindDescriptor, outs: readonly string[]): NodeBox {
  const ports = outs.map((port) => sidePort(port, TOKEN, TOKEN) ?? outPort(port, TOKEN, PORT_AT))
  return { shape: 'token', width: TOKEN, height: TOKEN, lines: 0, rows: [], ports: [...inPort(descriptor), ...ports] }
}

function cardBox(
  facts: BoxFacts,
  descriptor: KindDescriptor,
  outs: readonly string[],
  measure: MeasureWidth | undefined,
): NodeBox {
  const width = widthOf(facts.entry, descriptor.width)
  const ways = outs.filter((port) => !isSidePort(port))
  const rows = ways.length > 1 ? ways : []
  const lines = bodyLines(facts, width, measure)
  const rowsHeight = rows.length === 0 ? 0 : ROWS_PADDING + ROW * rows.length
  const height = FRAME + HEADER + bodyHeight(facts, lines) + (facts.foot ? LINK_ROW : 0) + rowsHeight
  const first = height - 1 - rowsHeight + 4 + ROW / 2
  const ports = outs.map((port) => {
    const row = rows.indexOf(port)
    return sidePort(port, width, height) ?? outPort(port, width, row < 0 ? PORT_AT : first + ROW * row)
  })
  return { shape: 'card', width, height, lines, rows, ports: [...inPort(descriptor), ...ports] }
}

function bodyLines(facts: BoxFacts, width: number, measure: MeasureWidth | undefined): number {
  const { text, lines, style, code, deadline } = facts.face
  if (text === '') return 0
  if (style === 'code') return 1
  return lineCount(
    code ? `${text} ${code}` : deadline ? text + LONGEST_LEFT : text,
    width - BODY_PADDING - FRAME,
    lines,
    measure,
  )
}

function bodyHeight({ face, streaming, cardHeight }: BoxFacts, lines: number): number {
  if (cardHeight !== undefined) return cardHeight
  if (streaming)
    return face.style === 'code' && lines > 0
      ? lines * LINE + ABOVE_LIVE + LIVE + BODY_BOTTOM
      : LIVE + FOOT + BODY_BOTTOM
  return lines === 0 ? 0 : lines * LINE + BODY_BOTTOM
}

function noteBox({ entry, face }: BoxFacts, descriptor: KindDescriptor, measure: MeasureWidth | undefined): NodeBox {
  const width = widthOf(entry, descriptor.width)
  const lines = Math.max(1, lineCount(face.text, width - BODY_PADDING - FRAME, MOST_NOTE_LINES, measure))
  const height = Math.max(sizeOf(entry)?.[1] ?? 0, lines * LINE + BODY_PADDING)
  return { shape: 'note', width, height, lines, rows: [], ports: [] }
}

function unknownBox({ entry, usedPorts }: BoxFacts): NodeBox {
  const width = widthOf(entry, UNKNOWN_SIZE.width)
  const outs = usedPorts.length === 0 ? ['out'] : usedPorts
  const ports = outs.map((port, index) => outPort(port, width, PORT_AT + 12 * index))
  return { shape: 'unknown', width, height: UNKNOWN_SIZE.height, lines: 2, rows: [], ports: [IN_BAR, ...ports] }
}

function widthOf(entry: LayoutEntry | undefined, fallback: number): number {
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, sizeOf(entry)?.[0] ?? fallback))
}

const IN_BAR: PortBox = {
  port: IN,
  side: 'in',
  x: -IN_PORT.width / 2,
  y: PORT_AT - IN_PORT.height / 2,
  ...IN_PORT,
  edge: 'left',
}

function inPort(descriptor: KindDescriptor): readonly PortBox[] {
  if (descriptor.entry || !descriptor.runs) return []
  return [IN_BAR]
}

function outPort(port: string, width: number, centre: number): PortBox {
  return { port, side: 'out', ...aroundPoint(width, centre), edge: 'right' }
}

function sidePort(port: string, width: number, height: number): PortBox | undefined {
  const fromRight = SIDE_PORTS.get(port)
  if (fromRight === undefined) return undefined
  const centre = width - (width === TOKEN ? fromRight / 2 : fromRight)
  return { port, side: 'out', ...aroundPoint(centre, height), edge: 'bottom' }
}

/** Of a port that an edge leaves by. */
const aroundPoint = (x: number, y: number) => ({
  x: x - OUT_PORT / 2,
  y: y - OUT_PORT / 2,
  width: OUT_PORT,
  height: OUT_PORT,
})
