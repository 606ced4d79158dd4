/**
 * Whether the focus came to where it is by Tab. Then Tab goes on, as everywhere: who walks through the window is not held
 * up, until another key is meant for what has the focus.
 */

let lastKey = ''
let cameTo: EventTarget | null = null

export const focusCameByTab = (): boolean => cameTo !== null && cameTo === document.activeElement

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
