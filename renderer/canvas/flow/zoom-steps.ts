import type { ReactFlowInstance } from '@xyflow/react'
import { movingFor } from './spared-motion.ts'

/** How far the canvas can be zoomed out and in. */
export const ZOOM = { least: 0.05, most: 2 } as const
const STEP = 1.2
const STEP_MS = 240

export type ZoomTo = 'in' | 'out' | number

/** A step that the hand ended, by moving the view itself, never says that it has ended. */
const LONGEST_MS = 1_000

interface Aim {
  readonly zoom: number
  readonly begun: number
}

/**
 * By keys and buttons. A step while the one before is under way goes on from where that one ends: five presses are five steps,
 * also where frames take so long that a step takes longer than it should.
 */
export function zoomSteps(flow: Pick<ReactFlowInstance, 'getZoom' | 'zoomTo'>): (to: ZoomTo) => void {
  let aim: Aim | undefined
  return (to) => {
    const begun = performance.now()
    const from = aim && begun - aim.begun < LONGEST_MS ? aim.zoom : flow.getZoom()
    const wanted = to === 'in' ? from * STEP : to === 'out' ? from / STEP : to
    const own: Aim = { zoom: Math.min(ZOOM.most, Math.max(ZOOM.least, wanted)), begun }
    aim = own
    void flow.zoomTo(own.zoom, { duration: movingFor(STEP_MS) }).then(() => {
      if (aim === own) aim = undefined
    })
  }
}
