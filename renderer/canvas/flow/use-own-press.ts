import { type RefObject, useEffect } from 'react'

/**
 * What began on the canvas stays there: panels look for the nearest of their borders with every move of a pressed pointer, which
 * makes the browser lay out the page for each move. A move that is taken they leave alone.
 */
export function useOwnPress(frame: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = frame.current
    if (!element) return
    let own = false
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
    element.addEventListener('pointerdown', press)
    element.addEventListener('pointermove', move)
    window.addEventListener('pointerup', letGo, true)
    window.addEventListener('pointercancel', letGo, true)
    return () => {
      element.removeEventListener('pointerdown', press)
      element.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', letGo, true)
      window.removeEventListener('pointercancel', letGo, true)
    }
  }, [frame])
}
