import { letFocusGo } from '../../parts/focus-back.ts'
import { canvasCommands } from '../canvas-commands.ts'

const TRIED_FRAMES = 120

/** The file is read and drawn some frames later; then its keys count at once. Whoever went elsewhere meanwhile stays there. */
export function focusGraphOf(ref: string): void {
  letFocusGo()
  const begun = document.activeElement
  const look = (left: number): void => {
    const focused = document.activeElement
    if (focused !== begun && focused?.matches('input, textarea, [contenteditable="true"]')) return
    const canvas = canvasCommands()
    if (canvas?.documentRef === ref) return canvas.focus()
    if (left > 0) requestAnimationFrame(() => look(left - 1))
  }
  requestAnimationFrame(() => look(TRIED_FRAMES))
}
