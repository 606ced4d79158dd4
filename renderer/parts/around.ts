/** Where an element stands, for whoever gives the focus back: what had it may be gone by then, as a node that was deleted. */

export const TAKES_FOCUS = 'button, input, textarea, select, a[href], [tabindex], [contenteditable="true"]'

/** The graph, or the page in its place: where the focus goes when nothing is left of what had it. */
export const MIDDLE = '.canvas-frame, .page'

/** An element and what it stands in, innermost first. A menu stands in the button that opened it. */
export function around(target: EventTarget | null): readonly Element[] {
  const found: Element[] = []
  for (let at = target instanceof Element ? target : null; at && at !== document.body; at = outOf(at)) found.push(at)
  return found
}

function outOf(element: Element): Element | null {
  const opener = element.role === 'menu' ? document.getElementById(element.getAttribute('aria-labelledby') ?? '') : null
  return opener ?? element.parentElement
}
