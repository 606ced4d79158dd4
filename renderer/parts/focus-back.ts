/**
 * Gives the focus back when a dialog closes. Radix gives it to the button that opened the dialog; ours are opened by keys
 * as well, and the focus would be nowhere.
 */
import { useRef } from 'react'

export interface FocusBack {
  /** Before the dialog takes the focus. */
  note(): void
  /** Of the dialog's content. What the dialog did may have moved the focus already: then it stays. */
  giveBack(event: Event): void
}

const TAKES_FOCUS = 'button, input, textarea, select, a[href], [tabindex], [contenteditable="true"]'

/** Of the dialog that was opened last: one that another dialog opened, as it closed itself, gives back to where that came from. */
let last: readonly HTMLElement[] = []
const MOST_KEPT = 24
let goesOn = false

/** What the dialog that closes now did takes the focus to a place of its own, once that is drawn. */
export function letFocusGo(): void {
  goesOn = true
}

export function useFocusBack(): FocusBack {
  const before = useRef<readonly HTMLElement[]>([])
  return {
    note: () => {
      before.current = [...withAround(document.activeElement), ...last].slice(0, MOST_KEPT)
      last = before.current
      goesOn = false
    },
    giveBack: (event) => {
      event.preventDefault()
      const moved = goesOn || (document.activeElement !== null && document.activeElement !== document.body)
      goesOn = false
      if (moved) return
      before.current.find((element) => element.isConnected)?.focus({ preventScroll: true })
    },
  }
}

/** An element and what it stands in, innermost first: it may be gone by then, as a node that was deleted. A menu's own button counts as that. */
function withAround(element: Element | null): readonly HTMLElement[] {
  if (!(element instanceof HTMLElement) || element === document.body) return []
  const menuOf = element.role === 'menu' ? document.getElementById(element.getAttribute('aria-labelledby') ?? '') : null
  const around = withAround(menuOf ?? element.parentElement)
  return element.matches(TAKES_FOCUS) ? [element, ...around] : around
}
