/**
 * Gives the focus back when a dialog closes. Radix gives it to the button that opened a dialog; ours are opened by keys as
 * well, and the focus would be nowhere. What else may lose it is in `window/kept-focus.ts`.
 */
import { useLayoutEffect, useRef } from 'react'
import { around, MIDDLE, TAKES_FOCUS } from './around.ts'

const MOST_KEPT = 24

/** Of the dialog that was opened last: one that another opened, as it closed itself, gives back to where that came from. */
let last: readonly HTMLElement[] = []
let goesOn = false

/** What the dialog that closes now did takes the focus to a place of its own, once that is drawn. */
export function letFocusGo(): void {
  goesOn = true
}

/** For the content of a dialog, as it closes. What the dialog did may have moved the focus already: then it stays. */
export function useFocusBack(open: boolean): (event: Event) => void {
  const before = useRef<readonly HTMLElement[]>([])
  // Before the dialog is there, and so before a field in it can have the focus.
  useLayoutEffect(() => {
    if (!open) return
    goesOn = false
    before.current = [...around(document.activeElement).filter(takesFocus), ...last].slice(0, MOST_KEPT)
    last = before.current
  }, [open])
  return (event) => {
    event.preventDefault()
    const given = goesOn
    goesOn = false
    if (!given) giveTo(before.current)
  }
}

const takesFocus = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement && element.matches(TAKES_FOCUS)

function giveTo(elements: readonly HTMLElement[]): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return
  const left = elements.find((element) => element.isConnected) ?? document.querySelector<HTMLElement>(MIDDLE)
  left?.focus({ preventScroll: true })
}
