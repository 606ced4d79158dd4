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
 * Looks once a frame, until it is there and can have the focus, or the person has gone on with the focus themselves. Returns
 * whether it still looks.
 * @param otherwise It was never drawn.
 */
export function focusWhenDrawn(
  find: () => Focusable | null | undefined,
  otherwise: () => void = () => undefined,
  looks = LOOKS,
): () => boolean {
  letFocusGo() // a menu that asked for this closes now
  const begun = document.activeElement
  const hasGoneOn = () => document.activeElement !== begun && !isNowhere(document.activeElement)
  let left = looks
  const look = () => {
    left -= 1
    const goneOn = hasGoneOn()
    const element = goneOn ? undefined : find()
    if (goneOn) left = 0
    else if (element && !isHeldFrom(element)) {
      left = 0
      element.focus({ preventScroll: true })
    } else if (left > 0) requestAnimationFrame(look)
    else otherwise()
  }
  look()
  return () => left > 0 && !hasGoneOn()
}
