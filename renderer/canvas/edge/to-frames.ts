/** Edges end at the ports; what is drawn goes on below them to the frames, for from afar there are no ports. */
import type { EdgeEnds } from '#shared/drawing/edge-path.ts'
import { IN_PORT, OUT_PORT } from '../model/node-box.ts'

export function toFrames(path: string, { sourceX, sourceY, targetX, down }: EdgeEnds): string {
  const half = OUT_PORT / 2
  const start = down ? `${sourceX},${sourceY - half}` : `${sourceX - half},${sourceY}`
  return `M${start} L${path.slice(1)} H${targetX + IN_PORT.width / 2}`
}
