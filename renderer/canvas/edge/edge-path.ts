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

export function cubicPath({ sourceX, sourceY, targetX, targetY, down }: EdgeEnds): string {
  const reach = Math.max(LEAST_HANDLE, Math.abs(targetX - sourceX) / 2)
  const drop = Math.max(LEAST_HANDLE, Math.abs(targetY - sourceY) / 2)
  const first = down ? `${sourceX},${sourceY + drop}` : `${sourceX + reach},${sourceY}`
  return `M${sourceX},${sourceY} C${first} ${targetX - reach},${targetY} ${targetX},${targetY}`
}

/** `below` is the y of the line under the nodes. */
export function loopPath({ sourceX, sourceY, targetX, targetY, down }: EdgeEnds, below: number): string {
  const right = down ? sourceX : sourceX + LOOP_SIDE
  const left = targetX - LOOP_SIDE
  const corner = LOOP_RADIUS
  const out = down
    ? `M${sourceX},${sourceY}`
    : `M${sourceX},${sourceY} H${right - corner} Q${right},${sourceY} ${right},${sourceY + corner}`
  const under = `V${below - corner} Q${right},${below} ${right - corner},${below} H${left + corner}`
  const up = `Q${left},${below} ${left},${below - corner} V${targetY + corner} Q${left},${targetY} ${left + corner},${targetY} H${targetX}`
  return `${out} ${under} ${up}`
}

export const loopMiddle = ({ sourceX, targetX }: EdgeEnds): number => (sourceX + targetX) / 2
