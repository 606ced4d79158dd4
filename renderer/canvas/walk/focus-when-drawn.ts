/** Gives the focus to what is not drawn yet. */
import { letFocusGo } from '../../parts/focus-back.ts'

/** About a second on a machine at rest. While it is busy its frames are fewer, and so are the looks. */
const LOOKS = 60

interface Focusable {
  focus(options?: FocusOptions): void
}

/** The graph itself has the focus once what had it is gone. */
const isNowhere = (element: Element | null): boolean =>
  element === null || element === document.body || element.matches('.canvas-frame')

/** A dialog takes the focus back from all that is outside of it. */
const isHeldFrom = (element: Focusable): boolean => {
  const dialog = document.querySelector('.dialog[data-state="open"]')
  return dialog !== null && !(element instanceof Node && dialog.contains(element))
}

/**
 * Looks once a frame, until it is there and can have the focus, or the person has gone on with the focus themselves.
 * @param otherwise It was never drawn.
 */
export function focusWhenDrawn(
  find: () => Focusable | null | undefined,
  otherwise: () => void = () => undefined,
  looks = LOOKS,
): void {
  letFocusGo() // a menu that asked for this closes now
  const begun = document.activeElement
  let left = looks
  const look = () => {
    const now = document.activeElement
    if (now !== begun && !isNowhere(now)) return
    const element = find()
    if (element && !isHeldFrom(element)) return element.focus({ preventScroll: true })
    left -= 1
    if (left > 0) requestAnimationFrame(look)
    else otherwise()
  }
  look()
}
