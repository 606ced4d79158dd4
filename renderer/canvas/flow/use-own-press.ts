import { type RefObject, useEffect } from 'react'
import { tellMoves } from '../../state/motion.ts'
import { restOf } from './rest.ts'
import { holdTurning } from './turning.ts'

/**
 * What began on the canvas stays there, and while the pointer moves it, all the window knows: a node that is dragged, an edge that
 * is drawn, a box around some, a corner that is pulled.
 *
 * Panels look for the nearest of their borders with every move of a pressed pointer, which makes the browser lay out the page for
 * each move. A move that is taken they leave alone.
 */
export function useOwnPress(frame: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = frame.current
    if (!element) return
    let own = false
    const rest = restOf(() => tellMoves('hand', false))
    const moves = () => {
      tellMoves('hand', true)
      holdTurning()
      rest.begin()
    }
    const press = (event: PointerEvent) => {
      // A border of a panel that lies over the canvas has taken it already.
      own = !event.defaultPrevented
    }
    const letGo = () => {
      own = false
    }
    const move = (event: PointerEvent) => {
      if (own && event.buttons !== 0) event.preventDefault()
    }
    /** Also outside of the canvas, where something is dragged to its edge. */
    const follow = (event: PointerEvent) => {
      if (own && event.buttons !== 0) moves()
    }
    element.addEventListener('pointerdown', press)
    element.addEventListener('pointermove', move)
    element.addEventListener('dragover', moves)
    window.addEventListener('pointermove', follow, true)
    window.addEventListener('pointerup', letGo, true)
    window.addEventListener('pointercancel', letGo, true)
    return () => {
      element.removeEventListener('pointerdown', press)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('dragover', moves)
      window.removeEventListener('pointermove', follow, true)
      window.removeEventListener('pointerup', letGo, true)
      window.removeEventListener('pointercancel', letGo, true)
      rest.end()
      tellMoves('hand', false)
    }
  }, [frame])
}
