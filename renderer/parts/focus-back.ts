/**
 * Gives the focus back when what has it goes: a dialog that closes, a question that is answered. Radix gives it to the
 * button that opened a dialog; ours are opened by keys as well, and the focus would be nowhere.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react'

const TAKES_FOCUS = 'button, input, textarea, select, a[href], [tabindex], [contenteditable="true"]'
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
    before.current = [...withAround(document.activeElement), ...last].slice(0, MOST_KEPT)
    last = before.current
  }, [open])
  return (event) => {
    event.preventDefault()
    const given = goesOn
    goesOn = false
    if (!given) giveTo(before.current)
  }
}

/** Once a part goes that has the focus inside, what it stands in has it. `shows`: what it is about, undefined while it is not there. */
export function useFocusOut(part: RefObject<HTMLElement | null>, shows: string | undefined): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => {
    const element = part.current
    if (!element) return
    const around = withAround(element.parentElement)
    // A button that is disabled once it was pressed loses the focus before it goes.
    let inside = element.contains(document.activeElement)
    const hear = ({ type, relatedTarget }: FocusEvent) => {
      inside = type === 'focusin' || relatedTarget === null || element.contains(relatedTarget as Node) // a focus goes to nodes
    }
    element.addEventListener('focusin', hear)
    element.addEventListener('focusout', hear)
    return () => {
      element.removeEventListener('focusin', hear)
      element.removeEventListener('focusout', hear)
      if (inside) requestAnimationFrame(() => giveTo(around))
    }
  }, [part, shows])
}

function giveTo(elements: readonly HTMLElement[]): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return
  elements.find((element) => element.isConnected)?.focus({ preventScroll: true })
}

/** An element and what it stands in, innermost first: it may be gone by then, as a node that was deleted. A menu's own button counts as that. */
function withAround(element: Element | null): readonly HTMLElement[] {
  if (!(element instanceof HTMLElement) || element === document.body) return []
  const menuOf = element.role === 'menu' ? document.getElementById(element.getAttribute('aria-labelledby') ?? '') : null
  const around = withAround(menuOf ?? element.parentElement)
  return element.matches(TAKES_FOCUS) ? [element, ...around] : around
}
