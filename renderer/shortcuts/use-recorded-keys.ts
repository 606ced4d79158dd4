/** Hears the next keys that are pressed, as a shortcut: one stroke, or two letters one after the other. Esc gives up. */
import { useEffect, useRef } from 'react'
import { SEQUENCE_MS } from '../actions/keyboard.ts'
import { isModifier, strokes } from '../actions/strokes.ts'

export function useRecordedKeys(recording: boolean, onKeys: (keys: string | null) => void): void {
  const tell = useRef(onKeys)
  tell.current = onKeys
  useEffect(() => {
    if (!recording) return
    let first: string | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const hear = (event: KeyboardEvent) => {
      // Before the dialog hears Esc, and before the window hears a shortcut.
      event.preventDefault()
      event.stopImmediatePropagation()
      if (isModifier(event) || event.repeat) return
      clearTimeout(timer)
      const [pressed = ''] = strokes(event)
      if (first !== undefined) return tell.current(`${first} ${pressed}`)
      if (pressed === 'escape') return tell.current(null)
      if (pressed.length > 1) return tell.current(pressed)
      first = pressed
      timer = setTimeout(() => tell.current(pressed), SEQUENCE_MS)
    }
    window.addEventListener('keydown', hear, { capture: true })
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', hear, { capture: true })
    }
  }, [recording])
}
