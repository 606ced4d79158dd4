/**
 * Makes moves of the view cheap for the browser: what is painted is moved as it is, and nothing under the pointer hears of it.
 *
 * An animation that adds nothing lies on what moves. Of an element with one the browser hands each new transform straight to its
 * compositor; of any other, `will-change` or not, it sorts all that is painted into layers anew, which costs more than all else
 * in a frame of a pan.
 */
import { useStoreApi } from '@xyflow/react'
import { type RefObject, useEffect, useMemo } from 'react'
import { tellMoves } from '../../state/motion.ts'
import type { Filling } from './filling.ts'
import { restOf } from './rest.ts'
import { holdTurning } from './turning.ts'

const MOVING = '.react-flow__viewport, .canvas-dots, .overview, .minimap-sight'
const PANNING = 'panning'
/** So many act that what turns stands meanwhile. */
const BUSY = 'busy'
/** The hand holds the canvas. A wheel leaves the pointer free: what it presses next is what lies below it. */
const HELD = 'held'
const NOTHING_ADDED: Keyframe[] = [{ transform: 'translate(0px)' }, { transform: 'translate(0px)' }]
/** While it is zoomed, text keeps its sharpness up to this much. */
const BLURRED = 1.2

export interface Panning {
  /** `event` of the pointer or the wheel; null where the app moves the view. */
  onMove(event: MouseEvent | TouchEvent | null): void
  onMoveEnd(): void
}

export function usePanning(frame: RefObject<HTMLDivElement | null>, filling: Filling): Panning {
  const store = useStoreApi()
  const panning = useMemo(() => {
    let painted = 0
    let last = 0
    let animations: readonly Animation[] = []
    const end = () => {
      painted = 0
      for (const animation of animations) animation.cancel()
      animations = []
      frame.current?.classList.remove(PANNING, HELD)
    }
    const still = () => {
      filling.rests()
      tellMoves('view', false)
      rest.end()
      end()
    }
    // React Flow tells of no end where a move ends as it began.
    const rest = restOf(still)
    const begin = (zoom: number, isHeld: boolean) => {
      painted = zoom
      if (!frame.current) return
      frame.current.classList.add(PANNING)
      frame.current.classList.toggle(HELD, isHeld)
      animations = [...frame.current.querySelectorAll(MOVING)].map((element) => {
        const animation = element.animate(NOTHING_ADDED, { duration: 1, composite: 'add' })
        animation.pause()
        return animation
      })
    }
    return {
      onMove(event: MouseEvent | TouchEvent | null) {
        if (!filling.moving) {
          tellMoves('view', true)
          if (frame.current?.classList.contains(BUSY)) holdTurning()
        }
        rest.begin()
        const zoom = store.getState().transform[2]
        filling.moves(last !== 0 && zoom !== last ? 'zooming' : 'along')
        last = zoom
        if (painted === 0) begin(zoom, event !== null && !(event instanceof WheelEvent))
        else if (Math.max(zoom / painted, painted / zoom) > BLURRED) end()
      },
      onMoveEnd: still,
    }
  }, [frame, filling, store])
  useEffect(() => panning.onMoveEnd, [panning])
  return panning
}
