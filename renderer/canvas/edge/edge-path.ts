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
/** Leading back to a row below, a handle of half the way would swing far out. */
const MOST_HANDLE_BACK = 56
const LOOP_SIDE = 14
const LOOP_RADIUS = 8

export function cubicPath({ sourceX, sourceY, targetX, targetY, down }: EdgeEnds): string {
  const half = Math.max(LEAST_HANDLE, Math.abs(targetX - sourceX) / 2)
  const reach = targetX < sourceX ? Math.min(MOST_HANDLE_BACK, half) : half
  const drop = Math.max(LEAST_HANDLE, Math.abs(targetY - sourceY) / 2)
  const first = down ? `${sourceX},${sourceY + drop}` : `${sourceX + reach},${sourceY}`
  return `M${sourceX},${sourceY} C${first} ${targetX - reach},${targetY} ${targetX},${targetY}`
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

interface LoopNode {
  readonly x: number
  readonly y: number
  readonly right: number
  readonly bottom: number
}

const LOOP_BELOW = 18
const LEAST_GAP = 40

/** Where the long side of a loop runs. `body` holds its source and target; `others` is every node of the canvas. */
export function loopLine(
  source: LoopNode,
  target: LoopNode,
  body: readonly LoopNode[],
  others: readonly LoopNode[],
): number {
  const inTargetRow = others.filter(
    (node) => node.y < target.bottom && node.bottom > target.y && node.right > target.x && node.x < source.right,
  )
  const underTarget = Math.max(target.bottom, ...inTargetRow.map((node) => node.bottom))
  if (source.y - underTarget >= LEAST_GAP) return underTarget + LOOP_BELOW
  return Math.max(...body.map((node) => node.bottom)) + LOOP_BELOW
}
