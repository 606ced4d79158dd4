/** Where a new node is to stand. */
import type { useReactFlow } from '@xyflow/react'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { beside } from '../layout/place-missing.ts'
import type { NodeBox } from '../model/node-box.ts'
import type { NodeView } from '../model/node-view.ts'
import type { ScreenPoint } from './use-told.tsx'

/** Where an edge ends, below the upper edge of its node. */
export const END = 16

const NOTE = { gap: 12, lines: 110 }
const PORT_AT = 17
const BELOW_SIDE_PORT = 56

/** Where an edge from that port ends, so that what comes next stands beside the node: below it for a port on its lower frame. */
export function nextTo(at: At, box: NodeBox | undefined, port: string): { x: number; y: number } {
  const [x, y] = beside(at, box)
  const from = box?.ports.find((each) => each.side === 'out' && each.port === port)
  if (from?.edge !== 'bottom') return { x, y: y + PORT_AT }
  return { x: at[0] + from.x + from.width / 2, y: at[1] + (box?.height ?? 0) + BELOW_SIDE_PORT }
}

/** Where an edge that leads to the node begins. */
export const before = (at: At): { x: number; y: number } => ({ x: at[0] - 44, y: at[1] + PORT_AT })

/** The nearest point from which something of that width can be seen whole, with a few lines of text. */
export function inSight({ x, y }: ScreenPoint, width: number, frame: HTMLElement | null): ScreenPoint {
  const bounds = frame?.getBoundingClientRect()
  if (!bounds) return { x, y }
  const { gap, lines } = NOTE
  return {
    x: Math.max(bounds.left + gap, Math.min(x, bounds.right - width - gap)),
    y: Math.max(bounds.top + gap, Math.min(y, bounds.bottom - lines)),
  }
}

/** Half way between two nodes. */
export function between(
  places: Places | undefined,
  views: ReadonlyMap<string, NodeView>,
  from: string,
  to: string,
): { x: number; y: number } | undefined {
  const [a, b] = [places?.get(from), places?.get(to)]
  if (!a || !b) return undefined
  const right = a[0] + (views.get(from)?.box.width ?? 0)
  return { x: (right + b[0]) / 2, y: (a[1] + b[1]) / 2 + PORT_AT }
}

export function centre(flow: ReturnType<typeof useReactFlow>, frame: HTMLElement | null): At {
  const bounds = frame?.getBoundingClientRect()
  const { x, y } = flow.screenToFlowPosition({
    x: (bounds?.left ?? 0) + (bounds?.width ?? 0) / 2,
    y: (bounds?.top ?? 0) + (bounds?.height ?? 0) / 2,
  })
  return [x - 88, y - 32]
}
