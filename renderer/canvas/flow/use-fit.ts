/** Moves the view where a person asks it to go. Computed from our own places, since far away the canvas holds no elements. */
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useMemo, useRef } from 'react'
import { detailAt } from '../canvas-context.ts'
import type { Places } from '../layout/lay-out.ts'
import type { Area } from '../model/covers.ts'
import type { NodeView } from '../model/node-view.ts'
import { placeOfView, type Size } from './first-view.ts'
import { isWhole, wayIntoSight } from './sight.ts'
import { movingFor } from './spared-motion.ts'
import { viewOf } from './view-of.ts'

const MOVE_MS = 240
const MOST_ZOOM = 1
/** Below it a person who goes to a node, to answer it say, gets it at its full size. */
const READABLE_ZOOM = 0.8
const REVEAL_MS = 160

export interface Fit {
  /** All of the graph. */
  all(): void
  /** Some nodes, as large as they can be read. */
  nodes(ids: ReadonlySet<string>): void
  /** One node, where it is out of sight, below a bar or too small to read; else nothing moves. */
  node(nodeId: string): void
  /** Brings a node wholly into sight by the shortest way, at the zoom as it is: the focus went there. */
  reveal(nodeId: string): void
  /** Brings a node, in sight or not, where what is written on it can be read. Where it is not even drawn, at once: keys come next. */
  write(nodeId: string): void
}

export function useFit(places: Places | undefined, views: ReadonlyMap<string, NodeView>): Fit {
  const flow = useReactFlow()
  const store = useStoreApi()
  const now = useRef({ places, views })
  now.current = { places, views }
  return useMemo(() => {
    const size = (): Size => ({ width: store.getState().width, height: store.getState().height })
    const show = (ids: Iterable<string>) => {
      const { places, views } = now.current
      const areas = [...ids].flatMap((id) => placeOfView(id, places, views) ?? [])
      const view = viewOf(areas, size(), barsOver(store.getState().domNode, TOOLS))
      if (view) void flow.setViewport(view, { duration: movingFor(MOVE_MS) })
    }
    const centreOn = ({ x, y, width, height }: Area, zoom: number, ms: number) =>
      void flow.setCenter(x + width / 2, y + height / 2, { zoom, duration: movingFor(ms) })
    const areaOf = (nodeId: string) => placeOfView(nodeId, now.current.places, now.current.views)
    const reveal = (nodeId: string) => {
      const area = areaOf(nodeId)
      if (!area) return
      const { transform, domNode } = store.getState()
      const way = wayIntoSight(area, transform, size(), barsOver(domNode))
      const [x, y, zoom] = transform
      if (way) void flow.setViewport({ x: x + way.dx, y: y + way.dy, zoom }, { duration: movingFor(REVEAL_MS) })
    }
    /** Where it is on its way to: what is asked meanwhile is asked of there. */
    let way = { zoom: 0, until: 0 }
    return {
      all: () => show(now.current.views.keys()),
      nodes: show,
      node(nodeId) {
        const area = areaOf(nodeId)
        if (!area) return
        const { transform } = store.getState()
        const underway = performance.now() < way.until
        const zoom = underway ? way.zoom : transform[2]
        if (!underway && isWhole(area, transform, size()) && zoom >= READABLE_ZOOM) return reveal(nodeId)
        way = { zoom: zoom < READABLE_ZOOM ? MOST_ZOOM : zoom, until: performance.now() + movingFor(MOVE_MS) }
        centreOn(area, way.zoom, MOVE_MS)
      },
      reveal,
      write(nodeId) {
        const area = areaOf(nodeId)
        const detail = detailAt(store.getState().transform[2])
        if (detail === 'full') reveal(nodeId)
        else if (area) centreOn(area, MOST_ZOOM, detail === 'box' ? 0 : MOVE_MS)
      },
    }
  }, [flow, store])
}

/** In both lower corners. */
const TOOLS = '.canvas-corner, .minimap-corner'
const BARS = '.toolbar, .minimap'

/** What floats over the canvas, from its corner. */
function barsOver(canvas: HTMLElement | null, bars = BARS): readonly Area[] {
  const frame = canvas?.closest('.canvas-frame')
  if (!canvas || !frame) return []
  const { left, top } = canvas.getBoundingClientRect()
  return [...frame.querySelectorAll(bars)].map((bar) => {
    const { x, y, width, height } = bar.getBoundingClientRect()
    return { x: x - left, y: y - top, width, height }
  })
}
