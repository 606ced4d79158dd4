/** The lines between nodes: cubic, with handles half the distance; a loop goes square, below the nodes that it goes round. */

export interface EdgeEnds {
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
  /** The source's port is on the lower frame. */
  readonly down: boolean
}

const LEAST_HANDLE = 18
const LOOP_SIDE = 14
const LOOP_RADIUS = 8
const WRAP_SIDE = 22
const WRAP_RADIUS = 12
/** Two rows are at least this far apart where an edge may run between them. */
const LEAST_ROWS = 56

/** Forward, a cubic. Back to the beginning of another row it would swing far out, so it runs between the two rows. */
export function edgePath(ends: EdgeEnds, line = middleOf(ends)): string {
  return doesWrap(ends) ? wrapPath(ends, line) : cubicPath(ends)
}

/** Goes on in another row, by a line of its own between the two. */
export const doesWrap = ({ sourceX, sourceY, targetX, targetY }: EdgeEnds): boolean =>
  targetX < sourceX && Math.abs(targetY - sourceY) >= LEAST_ROWS

const middleOf = ({ sourceY, targetY }: EdgeEnds): number => (sourceY + targetY) / 2

/** Where the line between two rows runs: in the middle of the last gap before the target that is wide enough, else of the widest. */
export function wrapLine(ends: EdgeEnds, others: readonly DrawnArea[]): number {
  const [top, bottom] = [Math.min(ends.sourceY, ends.targetY), Math.max(ends.sourceY, ends.targetY)]
  const inWay = others.filter(
    (node) =>
      node.right > ends.targetX - WRAP_SIDE &&
      node.x < ends.sourceX + WRAP_SIDE &&
      node.bottom > top &&
      node.y < bottom,
  )
  const gaps: { readonly width: number; readonly middle: number }[] = []
  let free = top
  for (const until of [...inWay.toSorted((one, other) => one.y - other.y), { y: bottom, bottom }]) {
    gaps.push({ width: until.y - free, middle: (free + until.y) / 2 })
    free = Math.max(free, until.bottom)
  }
  const wide = gaps.filter(({ width }) => width >= LEAST_GAP)
  const last = ends.targetY > ends.sourceY ? wide.at(-1) : wide[0]
  return (last ?? gaps.reduce((one, other) => (other.width > one.width ? other : one))).middle
}

export function cubicPath(ends: EdgeEnds): string {
  const [source, first, second, target] = cubicOf(ends)
  return `M${source} C${first} ${second} ${target}`
}

/** The source, the two handles, the target. */
export function cubicOf({
  sourceX,
  sourceY,
  targetX,
  targetY,
  down,
}: EdgeEnds): readonly [Corner, Corner, Corner, Corner] {
  const reach = Math.max(LEAST_HANDLE, Math.abs(targetX - sourceX) / 2)
  const drop = Math.max(LEAST_HANDLE, Math.abs(targetY - sourceY) / 2)
  return [
    [sourceX, sourceY],
    down ? [sourceX, sourceY + drop] : [sourceX + reach, sourceY],
    [targetX - reach, targetY],
    [targetX, targetY],
  ]
}

function wrapPath({ sourceX, sourceY, targetX, targetY, down }: EdgeEnds, line: number): string {
  const side = down ? 0 : WRAP_SIDE
  const points = [
    [sourceX, sourceY],
    [sourceX + side, sourceY],
    [sourceX + side, line],
    [targetX - WRAP_SIDE, line],
    [targetX - WRAP_SIDE, targetY],
    [targetX, targetY],
  ] as const
  return roundedPath(down ? points.slice(1) : points, WRAP_RADIUS)
}

type Corner = readonly [x: number, y: number]

/** Straight lines with round corners. */
function roundedPath(points: readonly Corner[], radius: number): string {
  const [start, ...rest] = points
  if (!start) return ''
  const last = rest.at(-1)
  let path = `M${start[0]},${start[1]}`
  for (const [index, corner] of rest.slice(0, -1).entries()) {
    const before = points[index] ?? start
    const after = rest[index + 1] ?? corner
    const into = towards(corner, before, radius)
    const out = towards(corner, after, radius)
    path += ` L${into[0]},${into[1]} Q${corner[0]},${corner[1]} ${out[0]},${out[1]}`
  }
  return last ? `${path} L${last[0]},${last[1]}` : path
}

/** The point on the way from a corner to its neighbour, no further than half of it. */
function towards(corner: Corner, other: Corner, radius: number): Corner {
  const [dx, dy] = [other[0] - corner[0], other[1] - corner[1]]
  const length = Math.hypot(dx, dy)
  if (length === 0) return corner
  const part = Math.min(radius, length / 2) / length
  return [corner[0] + dx * part, corner[1] + dy * part]
}

/** `line` is the y of the long side: below the nodes, or between two rows where the loop goes up. */
export function loopPath({ sourceX, sourceY, targetX, targetY, down }: EdgeEnds, line: number): string {
  const right = down ? sourceX : sourceX + LOOP_SIDE
  const left = targetX - LOOP_SIDE
  const corner = LOOP_RADIUS
  // From its source the line goes down to the long side, or up to it.
  const turn = line > sourceY ? corner : -corner
  const out = down
    ? `M${sourceX},${sourceY}`
    : `M${sourceX},${sourceY} H${right - corner} Q${right},${sourceY} ${right},${sourceY + turn}`
  const along = `V${line - turn} Q${right},${line} ${right - corner},${line} H${left + corner}`
  const up = `Q${left},${line} ${left},${line - corner} V${targetY + corner} Q${left},${targetY} ${left + corner},${targetY} H${targetX}`
  return `${out} ${along} ${up}`
}

export const loopMiddle = ({ sourceX, targetX }: EdgeEnds): number => (sourceX + targetX) / 2

export interface DrawnArea {
  readonly x: number
  readonly y: number
  readonly right: number
  readonly bottom: number
}

const LOOP_BELOW = 18
/** Closer to a node than this its line would seem to belong to it. */
const LOOP_NEAR = 6
const LEAST_GAP = 40

/** Where the long side of a loop runs. `body` holds its source and target; `others` is every node of the canvas. */
export function loopLine(
  source: DrawnArea,
  target: DrawnArea,
  body: readonly DrawnArea[],
  others: readonly DrawnArea[],
): number {
  const inTargetRow = others.filter(
    (node) => node.y < target.bottom && node.bottom > target.y && node.right > target.x && node.x < source.right,
  )
  const underTarget = Math.max(target.bottom, ...inTargetRow.map((node) => node.bottom))
  if (source.y - underTarget >= LEAST_GAP) return underTarget + LOOP_BELOW
  return belowAll(bottomOf(source, target, body) + LOOP_BELOW, source, target, others)
}

/** How far below its place each loop runs, in lines: beside those before it that go round a node of its own, which would lie under it. */
export function loopOrders<T>(bodies: readonly (readonly T[])[]): readonly number[] {
  const orders: number[] = []
  for (const [index, body] of bodies.entries()) {
    const taken = new Set(orders.filter((_, before) => bodies[before]?.some((node) => body.includes(node))))
    let order = 0
    while (taken.has(order)) order += 1
    orders[index] = order
  }
  return orders
}

/** Of what the loop goes round, down to where the next row begins: what goes on there is gone round by another loop. */
function bottomOf(source: DrawnArea, target: DrawnArea, body: readonly DrawnArea[]): number {
  let bottom = Math.max(source.bottom, target.bottom)
  for (const node of body.toSorted((one, other) => one.y - other.y)) {
    if (node.y - bottom >= LEAST_ROWS) break
    bottom = Math.max(bottom, node.bottom)
  }
  return bottom
}

/** The next place for the long side at which it crosses no node: as far down as one lies in its way. */
function belowAll(line: number, source: DrawnArea, target: DrawnArea, others: readonly DrawnArea[]): number {
  const inWay = others.filter((node) => node.right > target.x - LOOP_SIDE && node.x < source.right + LOOP_SIDE)
  let free = line
  for (const node of inWay.toSorted((one, other) => one.y - other.y)) {
    if (node.y - LOOP_NEAR < free && node.bottom + LOOP_NEAR > free) free = node.bottom + LOOP_BELOW
  }
  return free
}

export interface UndoLine {
  readonly path: string
  readonly x: number
  readonly y: number
}

/** What stands on it. */
export const UNDO_LABEL = 'undone by'

const UNDO_LEAST_HANDLE = 12

/** From a node to the one that undoes it, which no edge joins: between the sides that face each other. `x` and `y`: its middle. */
export function undoLine(from: DrawnArea, to: DrawnArea): UndoLine {
  const below = to.y >= from.bottom
  const isUpright = below || to.bottom <= from.y
  const [fromX, toX] = [(from.x + from.right) / 2, (to.x + to.right) / 2]
  const [fromY, toY] = [(from.y + from.bottom) / 2, (to.y + to.bottom) / 2]
  if (isUpright) {
    const [startY, endY] = below ? [from.bottom, to.y] : [from.y, to.bottom]
    const reach = handle(endY - startY)
    const path = `M${fromX},${startY} C${fromX},${startY + reach} ${toX},${endY - reach} ${toX},${endY}`
    return { path, x: (fromX + toX) / 2, y: (startY + endY) / 2 }
  }
  const [startX, endX] = to.x >= fromX ? [from.right, to.x] : [from.x, to.right]
  const reach = handle(endX - startX)
  const path = `M${startX},${fromY} C${startX + reach},${fromY} ${endX - reach},${toY} ${endX},${toY}`
  return { path, x: (startX + endX) / 2, y: (fromY + toY) / 2 }
}

const handle = (distance: number): number =>
  Math.sign(distance || 1) * Math.max(UNDO_LEAST_HANDLE, Math.abs(distance) / 2)
