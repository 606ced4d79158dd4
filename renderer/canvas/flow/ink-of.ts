/** Colours for what is painted and not drawn as elements: the map, and the graph from afar. */
import type { GlyphState } from '../../glyphs/state-glyph.tsx'

/** What acts, failed or needs a person, in the colour of its state. */
export const ACTING_FILLS: Partial<Record<GlyphState, string>> = {
  running: 'var(--run-fill)',
  streaming: 'var(--run-fill)',
  retrying: 'var(--again-fill)',
  failed: 'var(--fail-fill)',
  'needs-approval': 'var(--you-fill)',
  'needs-answer': 'var(--you-fill)',
}

/** Custom properties as a canvas can use them, resolved by the browser for the theme as it is. */
export function inkOf(element: HTMLElement): (colour: string) => string {
  return (colour) => {
    element.style.color = colour
    return getComputedStyle(element).color
  }
}
