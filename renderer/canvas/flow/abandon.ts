/**
 * Esc, or Undo, in the middle of a gesture takes it back: what is dragged, drawn or pulled is as it was. React Flow knows no
 * such thing, so the gesture is ended for it, as if the button had been let go, and whoever hears of that end asks here.
 * Other keys wait meanwhile: Delete must not take away what is in the hand.
 */
import { useEffect } from 'react'

let isUnderWay = false
let isAbandoned = false

export const beginGesture = (): void => {
  isUnderWay = true
}

/** While a gesture ends. */
export const isTakenBack = (): boolean => isAbandoned

/** Returns whether it was taken back. */
export function endGesture(): boolean {
  isUnderWay = false
  return isAbandoned
}

export function useAbandon(): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (!isUnderWay || MODIFIERS.has(event.key)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const undoes = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z'
      if (event.key === 'Escape' || undoes) abandon()
    }
    // A press that went nowhere has no end that anyone hears of, and keys must never wait for one.
    const over = () => {
      isUnderWay = false
    }
    const listeners = { keydown: hear, pointerup: over, pointercancel: over, blur: over } as const
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name, listener as EventListener, true) // of the event that the name says
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener, true)
    }
  }, [])
}

/** These say what a drag does: copy, or let go of the lines. */
const MODIFIERS: ReadonlySet<string> = new Set(['Alt', 'Control', 'Meta', 'Shift'])

function abandon(): void {
  isAbandoned = true
  try {
    document.dispatchEvent(new MouseEvent('mouseup', { bubbles: true, view: window }))
  } finally {
    isAbandoned = false
    isUnderWay = false
    leaveUnselected()
  }
}

/** A press on a port gave its node the focus, but what is selected is another: the next key would not be for what has the ring. */
function leaveUnselected(): void {
  const node = document.activeElement?.closest('.react-flow__node:not(.selected)')
  node?.closest<HTMLElement>('.canvas-frame')?.focus({ preventScroll: true })
}
