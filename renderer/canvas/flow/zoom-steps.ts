import type { ReactFlowInstance } from '@xyflow/react'
import { movingFor } from './spared-motion.ts'

/** How far the canvas can be zoomed out and in. */
export const ZOOM = { least: 0.05, most: 2 } as const
const STEP = 1.2
const STEP_MS = 240

export type ZoomTo = 'in' | 'out' | number

/** By keys and buttons. A step while the one before is under way goes on from where that one ends: five presses are five steps. */
export function zoomSteps(flow: Pick<ReactFlowInstance, 'getZoom' | 'zoomTo'>): (to: ZoomTo) => void {
  let aim = { zoom: 1, until: 0 }
  return (to) => {
    const now = performance.now()
    const from = now < aim.until ? aim.zoom : flow.getZoom()
    const wanted = to === 'in' ? from * STEP : to === 'out' ? from / STEP : to
    aim = { zoom: Math.min(ZOOM.most, Math.max(ZOOM.least, wanted)), until: now + STEP_MS }
    void flow.zoomTo(aim.zoom, { duration: movingFor(STEP_MS) })
  }
}
