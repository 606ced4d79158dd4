/** The parts of the window, as the keyboard goes round them. */
const PARTS = ['.sidebar', '.top-bar', '.canvas-frame, .page', '.inspector', '.bottom-panel'] as const
const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/** Gives the focus to the next part that is there, or the one before; the graph or the page itself, else the first thing in it. */
export function focusPart(step: 1 | -1): void {
  const parts = PARTS.flatMap((name) => document.querySelector<HTMLElement>(name) ?? [])
  const here = parts.findIndex((part) => part.contains(document.activeElement))
  const start = here < 0 && step < 0 ? 0 : here
  for (let tried = 1; tried <= parts.length; tried += 1) {
    const part = parts[(start + step * tried + parts.length * tried) % parts.length]
    const target = part?.matches('[tabindex="-1"]') ? part : part?.querySelector<HTMLElement>(FOCUSABLE)
    target?.focus()
    if (target !== undefined && target !== null && document.activeElement === target) return
  }
}
