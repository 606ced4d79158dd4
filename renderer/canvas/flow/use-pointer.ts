import { type RefObject, useEffect, useRef } from 'react'

export interface Pointer {
  /** In the window, px. */
  readonly x: number
  readonly y: number
  /** Ctrl or Cmd is held: nothing falls onto lines. */
  readonly free: boolean
  readonly alt: boolean
  readonly shift: boolean
}

/** Where the pointer is and what is held with it, as of its last event. React Flow's changes do not say it. */
export function usePointer(): RefObject<Pointer | null> {
  const pointer = useRef<Pointer | null>(null)
  useEffect(() => {
    const hear = (event: PointerEvent) => {
      pointer.current = {
        x: event.clientX,
        y: event.clientY,
        free: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        shift: event.shiftKey,
      }
    }
    window.addEventListener('pointermove', hear, true)
    window.addEventListener('pointerdown', hear, true)
    return () => {
      window.removeEventListener('pointermove', hear, true)
      window.removeEventListener('pointerdown', hear, true)
    }
  }, [])
  return pointer
}
