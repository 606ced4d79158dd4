import { ViewportPortal } from '@xyflow/react'
import { cubicPath, type EdgeEnds } from '#shared/drawing/edge-path.ts'
import type { Link } from '../edit/link.ts'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import type { NodeView } from '../model/node-view.ts'

export interface PendingEdgeProps {
  readonly link: Link
  /** On the canvas. */
  readonly end: At
  readonly views: ReadonlyMap<string, NodeView>
  readonly places: Places | undefined
}

/** The edge that was drawn, as long as the list is open in which its other end is chosen. */
export function PendingEdge({ link, end, views, places }: PendingEdgeProps) {
  const ends = pendingEnds(link, end, views, places)
  if (!ends) return null
  return (
    <ViewportPortal>
      <svg className="pending-edge" aria-hidden="true">
        <path className="drawn-edge" d={cubicPath(ends)} />
      </svg>
    </ViewportPortal>
  )
}

/** On the canvas; undefined where the link is no drawn edge. */
export function pendingEnds(
  { from, to }: Link,
  end: At,
  views: PendingEdgeProps['views'],
  places: Places | undefined,
): EdgeEnds | undefined {
  const id = from?.from ?? to
  if (id === undefined) return undefined
  const at = places?.get(id)
  const port = views
    .get(id)
    ?.box.ports.find((each) => (from ? each.side === 'out' && each.port === from.port : each.side === 'in'))
  if (!at || !port) return undefined
  const middle = at[1] + port.y + port.height / 2
  if (!from) return { sourceX: end[0], sourceY: end[1], targetX: at[0] + port.x, targetY: middle, down: false }
  const down = port.edge === 'bottom'
  const sourceX = at[0] + port.x + (down ? port.width / 2 : port.width)
  return { sourceX, sourceY: down ? at[1] + port.y + port.height : middle, targetX: end[0], targetY: end[1], down }
}
