/**
 * How the focus came to where it is. By Tab: then Tab goes on, as everywhere, and who walks through the window is not held
 * up until another key is meant for what has the focus. By a press: a button keeps the focus after it, and who goes on with a
 * key of the canvas did not go there to press it again.
 */

/** Empty after a press of the pointer. */
let lastKey = ''
let cameTo: EventTarget | null = null
let pressed: EventTarget | null = null

export const focusCameByTab = (): boolean => cameTo !== null && cameTo === document.activeElement

export const focusCameByPress = (target: EventTarget | null): boolean => pressed !== null && pressed === target

/** Until the returned function is called. */
export function watchFocus(): () => void {
  const hearKey = (event: KeyboardEvent) => {
    lastKey = event.key
    if (event.key !== 'Tab' && event.key !== 'Shift') cameTo = null
  }
  const hearPointer = () => {
    lastKey = ''
  }
  const hearFocus = ({ target }: FocusEvent) => {
    cameTo = lastKey === 'Tab' ? target : null
    pressed = lastKey === '' ? target : null
  }
  window.addEventListener('keydown', hearKey, true)
  window.addEventListener('pointerdown', hearPointer, true)
  window.addEventListener('focusin', hearFocus, true)
  return () => {
    window.removeEventListener('keydown', hearKey, true)
    window.removeEventListener('pointerdown', hearPointer, true)
    window.removeEventListener('focusin', hearFocus, true)
  }
}
