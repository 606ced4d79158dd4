/** A node as a picture: the face that it has on the canvas while it is edited. */
import { isJsonObject } from '../json.ts'
import { titleOfNode } from '../workflow/title-of-node.ts'
import { HEADER, LINE, PORT_AT, ROW, SIDE_PORTS, TOKEN } from './figures.ts'
import { ICON_SHAPES } from './icon-shapes.ts'
import type { Palette } from './palette.ts'
import type { Placed } from './places.ts'
import { element, escaped, lineElements, textElement } from './svg.ts'
import { CODE, cut, LABEL, SMALL, TITLE, widthOf } from './text.ts'

export interface DrawnPort {
  readonly port: string
  readonly side: 'in' | 'out'
  readonly x: number
  readonly y: number
  readonly down: boolean
}

/** In the picture, where edges begin and end. */
export function portsOfPlaced({ descriptor, x, y, width, height, outs, rows, shape }: Placed): readonly DrawnPort[] {
  const hasIn = descriptor ? !descriptor.entry && descriptor.runs : true
  const first = y + height - 1 - ROW * rows.length - 3 + ROW / 2
  return [
    ...(hasIn ? [{ port: 'in', side: 'in' as const, x, y: y + PORT_AT, down: false }] : []),
    ...outs.map((port): DrawnPort => {
      const fromRight = SIDE_PORTS.get(port)
      if (fromRight !== undefined && shape !== 'unknown') {
        const at = shape === 'token' ? TOKEN - fromRight / 2 : width - fromRight
        return { port, side: 'out', x: x + at, y: y + height, down: true }
      }
      const row = rows.indexOf(port)
      return { port, side: 'out', x: x + width, y: row < 0 ? y + PORT_AT : first + ROW * row, down: false }
    }),
  ]
}

export interface Ink {
  readonly palette: Palette
  /** The words below an entry. */
  readonly caption: string
  /** The colour that a person gave it. */
  readonly tint: string | undefined
}

export function drawNode(placed: Placed, ink: Ink): string {
  const { node, descriptor } = placed
  const label = `${descriptor?.title ?? `Unknown kind ${node.kind}`}: ${titleOfNode(node)}`
  return element('g', {}, `<title>${escaped(label)}</title>`, ...FACES[placed.shape](placed, ink))
}

type Face = (placed: Placed, ink: Ink) => readonly string[]

const FACES: Readonly<Record<Placed['shape'], Face>> = {
  card: (placed, { palette, tint }) => [
    frame(placed, palette),
    header(placed, palette, tint),
    ...body(placed, palette),
    ...rows(placed, palette),
  ],
  container: (placed, { palette, tint }) => [
    frame(placed, palette),
    header(placed, palette, tint),
    well(placed, palette),
  ],
  token,
  note: (placed, { palette, tint = palette.active }) => [
    rect(placed, { rx: 8, fill: tint }),
    ...placed.lines.map((line, index) =>
      lineElements(line, { x: placed.x + 10, y: placed.y + 10 + LINE * index + 12, fill: palette.text }, palette.expr),
    ),
  ],
  unknown: (placed, { palette }) => [
    rect(placed, { rx: 8, fill: palette.canvas, stroke: palette.control, 'stroke-dasharray': '4 3' }),
    textElement(cut(`Unknown kind “${placed.node.kind}”`, placed.width - 20, TITLE), TITLE, {
      x: placed.x + 10,
      y: placed.y + 21,
      fill: palette.text,
    }),
    textElement(cut(titleOfNode(placed.node), placed.width - 20, SMALL), SMALL, {
      x: placed.x + 10,
      y: placed.y + 39,
      fill: palette.text2,
    }),
  ],
}

function rect(
  { x, y, width, height }: Placed,
  attributes: Readonly<Record<string, string | number | undefined>>,
): string {
  // A line of one pixel lies inside the box, as a border does.
  return element('rect', { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, ...attributes })
}

function frame(placed: Placed, palette: Palette): string {
  return placed.node.disabled
    ? rect(placed, { rx: 8, fill: palette.canvas, stroke: palette.control, 'stroke-dasharray': '4 3' })
    : rect(placed, { rx: 8, fill: palette.surface, stroke: palette.edge })
}

function header({ node, descriptor, x, y, width }: Placed, palette: Palette, tint: string | undefined): string {
  const title = cut(titleOfNode(node), width - 46, TITLE)
  return (
    element('rect', { x: x + 9, y: y + 7, width: 20, height: 20, rx: 5, fill: tint ?? palette.active }) +
    icon(descriptor?.icon, x + 13, y + 11, 12, tint === undefined ? palette.text2 : palette.text) +
    textElement(title, TITLE, {
      x: x + 35,
      y: y + 21.3,
      fill: node.disabled ? palette.text3 : palette.text,
      struck: node.disabled === true,
    })
  )
}

function body({ lines, x, y }: Placed, palette: Palette): readonly string[] {
  return lines.map((line, index) =>
    lineElements(line, { x: x + 11, y: y + HEADER + 1 + LINE * index + 12, fill: palette.text2 }, palette.expr),
  )
}

function rows(placed: Placed, palette: Palette): readonly string[] {
  const { rows: ports, x, y, width, height } = placed
  if (ports.length === 0) return []
  const top = y + height - 1 - ROW * ports.length - 6
  return [
    element('path', { d: `M${x + 1},${top + 0.5}H${x + width - 1}`, stroke: palette.line }),
    ...ports.map((port, index) => {
      const baseline = top + 3 + ROW * index + 14
      const name = textElement(port, SMALL, { x: x + width - 13, y: baseline, fill: palette.text2, anchor: 'end' })
      const room = width - 34 - widthOf(port, SMALL)
      return (
        name +
        textElement(cut(reasonOf(placed, port), room, CODE), CODE, { x: x + 11, y: baseline, fill: palette.text3 })
      )
    }),
  ]
}

/** What leads out by a port, where the kind's config says so. */
function reasonOf({ descriptor, node }: Placed, port: string): string {
  const list = descriptor?.portsFrom === undefined ? undefined : node.config?.[descriptor.portsFrom]
  const found = Array.isArray(list) ? list.find((item) => isJsonObject(item) && item.port === port) : undefined
  if (!isJsonObject(found)) return descriptor?.portsFrom === undefined || port === 'timeout' ? '' : 'otherwise'
  const when = Object.entries(found).find(([key, value]) => key !== 'port' && typeof value === 'string')?.[1]
  return typeof when === 'string' ? when.replace(/^\s*\{\{\s*|\s*\}\}\s*$/g, '').replace(/\s+/g, ' ') : ''
}

function well({ x, y, width, height, well: top }: Placed, palette: Palette): string {
  return element('rect', {
    x: x + 8,
    y: y + top,
    width: width - 16,
    height: height - top - 8,
    rx: 5,
    fill: palette.canvas,
  })
}

const LABEL_WIDTH = 120

function token(placed: Placed, { palette, caption, tint = palette.surface }: Ink): readonly string[] {
  const { node, descriptor, x, y } = placed
  const middle = x + TOKEN / 2
  const look = node.disabled
    ? { fill: palette.canvas, stroke: palette.control, 'stroke-dasharray': '4 3' }
    : { fill: tint, stroke: palette.edge }
  return [
    rect(placed, { rx: 10, ...look }),
    icon(descriptor?.icon, x + 11, y + 11, 14, palette.text2),
    textElement(cut(titleOfNode(node), LABEL_WIDTH, LABEL), LABEL, {
      x: middle,
      y: y + 52,
      fill: palette.text2,
      anchor: 'middle',
      struck: node.disabled === true,
    }),
    textElement(cut(descriptor?.entry ? caption : '', LABEL_WIDTH, SMALL), SMALL, {
      x: middle,
      y: y + 66,
      fill: palette.text3,
      anchor: 'middle',
    }),
  ]
}

function icon(name: string | undefined, x: number, y: number, size: number, stroke: string): string {
  const shapes = ICON_SHAPES[name ?? ''] ?? ICON_SHAPES.box ?? []
  return element(
    'g',
    {
      transform: `translate(${x} ${y}) scale(${size / 24})`,
      fill: 'none',
      stroke,
      'stroke-width': 2,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    },
    ...shapes.map(([tag, attributes]) => element(tag, attributes)),
  )
}

export function drawPort({ side, x, y }: DrawnPort, connected: boolean, failing: boolean, palette: Palette): string {
  const solid = failing ? palette.fail : palette.wire
  const look = connected ? { fill: solid } : { fill: palette.surface, stroke: palette.control }
  return side === 'in'
    ? element('rect', { x: x - 2.5, y: y - 6, width: 5, height: 12, rx: 2, ...look })
    : element('circle', {
        cx: x,
        cy: y,
        r: connected ? 4.5 : 3.75,
        ...look,
        ...(!connected && { 'stroke-width': 1.5 }),
      })
}
