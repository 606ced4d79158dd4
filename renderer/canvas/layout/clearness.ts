/**
 * How badly a layout reads: edges that run over a node, edges that cross, and height. The layout knows lanes for the edges
 * between its columns, but they are drawn as one curve each, so what it kept clear may be crossed all the same.
 */
import { PORT_AT } from '#shared/drawing/figures.ts'
import { type Edge, edgeSource } from '#shared/workflow/workflow.ts'
import type { At } from '../edit/places.ts'
import { type Area, meet } from '../model/covers.ts'
import { isSidePort, type NodeBox } from '../model/node-box.ts'

/** A node that an edge runs over is read as if it were on the way. */
const OVER_COST = 3
const HEIGHT_PER_CROSSING = 300
const LEAST_HANDLE = 18
const STEPS = 16

type Curve = readonly At[]

export function unclearness(
  laid: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
  edges: readonly Edge[],
): number {
  const curves = curvesOf(laid, boxes, edges)
  let over = 0
  let [top, bottom] = [0, 0]
  for (const [id, at] of laid) {
    top = Math.min(top, at[1])
    bottom = Math.max(bottom, at[1] + (boxes.get(id)?.height ?? 0))
    over += curves.filter((each) => runsOver(each, id, at, boxes)).length
  }
  let crossings = 0
  for (const [index, one] of curves.entries())
    for (const other of curves.slice(index + 1))
      if (areNear(one, other) && doCross(one.curve, other.curve)) crossings += 1
  return over * OVER_COST + crossings + (bottom - top) / HEIGHT_PER_CROSSING
}

/** A node that an edge runs over, and between which heights it does. */
export interface RunOver {
  readonly id: string
  readonly top: number
  readonly bottom: number
}

export function runOver(
  laid: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
  edges: readonly Edge[],
): readonly RunOver[] {
  const curves = curvesOf(laid, boxes, edges)
  return [...laid].flatMap(([id, at]) => {
    const { width = 0 } = boxes.get(id) ?? {}
    return curves
      .filter((each) => runsOver(each, id, at, boxes))
      .map(({ curve }) => {
        const beside = curve.filter(([x]) => x >= at[0] && x <= at[0] + width).map(([, y]) => y)
        return { id, top: Math.min(...beside), bottom: Math.max(...beside) }
      })
  })
}

interface Drawn {
  readonly curve: Curve
  readonly ends: readonly string[]
  readonly around: Area
}

/** Most pairs of a large graph run far from each other, which is seen without following them. */
const areNear = (one: Drawn, other: Drawn): boolean => meet(one.around, other.around)

function areaAround(curve: Curve): Area {
  const [xs, ys] = [curve.map(([x]) => x), curve.map(([, y]) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

function curvesOf(
  laid: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
  edges: readonly Edge[],
): readonly Drawn[] {
  return edges.flatMap((edge) => {
    const source = edgeSource(edge)
    const curve = edge.loop ? undefined : curveOf(source.node, source.port, edge.to, laid, boxes)
    return curve ? [{ curve, ends: [source.node, edge.to], around: areaAround(curve) }] : []
  })
}

function runsOver({ curve, ends }: Drawn, id: string, [left, top]: At, boxes: ReadonlyMap<string, NodeBox>): boolean {
  const { width = 0, height = 0 } = boxes.get(id) ?? {}
  const isIn = ([x, y]: At) => x > left && x < left + width && y > top && y < top + height
  return !ends.includes(id) && curve.some(isIn)
}

/** As `cubicPath` of `#shared/drawing/edge-path.ts` draws it. */
function curveOf(
  from: string,
  port: string,
  to: string,
  laid: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
): Curve | undefined {
  const [source, target, box] = [laid.get(from), laid.get(to), boxes.get(from)]
  if (!source || !target || !box) return undefined
  const out = box.ports.find((each) => each.port === port)
  const down = isSidePort(port)
  const [x, y] = [
    source[0] + (down && out ? out.x + out.width / 2 : box.width),
    source[1] + (out ? out.y + out.height / 2 : PORT_AT),
  ]
  const [endX, endY] = [target[0], target[1] + PORT_AT]
  const reach = Math.max(LEAST_HANDLE, Math.abs(endX - x) / 2)
  const drop = Math.max(LEAST_HANDLE, Math.abs(endY - y) / 2)
  const handle: At = down ? [x, y + drop] : [x + reach, y]
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const part = step / STEPS
    const along = (a: number, b: number, c: number, d: number) =>
      (1 - part) ** 3 * a + 3 * (1 - part) ** 2 * part * b + 3 * (1 - part) * part ** 2 * c + part ** 3 * d
    return [along(x, handle[0], endX - reach, endX), along(y, handle[1], endY, endY)]
  })
}

/** Edges that begin or end together touch there, which is no crossing. */
function doCross(one: Curve, other: Curve): boolean {
  for (let at = 1; at < one.length; at += 1)
    for (let beside = 1; beside < other.length; beside += 1)
      if (cross(one[at - 1], one[at], other[beside - 1], other[beside])) return true
  return false
}

function cross(a: At | undefined, b: At | undefined, c: At | undefined, d: At | undefined): boolean {
  if (
    !a ||
    !b ||
    !c ||
    !d ||
    Math.max(a[0], b[0]) < Math.min(c[0], d[0]) ||
    Math.max(c[0], d[0]) < Math.min(a[0], b[0])
  )
    return false
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

const side = (from: At, to: At, of: At): number =>
  (to[0] - from[0]) * (of[1] - from[1]) - (to[1] - from[1]) * (of[0] - from[0])
