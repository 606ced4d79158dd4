/**
 * Whether what has the focus has it only because it was clicked. A button beside the canvas keeps the focus after its click,
 * and who goes on with a key for the canvas did not go there to press it again.
 */
const BESIDE_CANVAS = '.top-bar, .canvas-corner, .minimap-corner'

let isDown = false
let focused: EventTarget | null = null

/** Returns what ends it. */
export function watchClicks(): () => void {
  const listeners = {
    pointerdown: () => {
      isDown = true
    },
    pointerup: () => {
      isDown = false
    },
    pointercancel: () => {
      isDown = false
    },
    focusin: ({ target }: Event) => {
      focused = isDown ? target : null
    },
  }
  for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name, listener, true)
  return () => {
    for (const [name, listener] of Object.entries(listeners)) window.removeEventListener(name, listener, true)
  }
}

export const isOnlyClicked = (target: EventTarget | null): boolean =>
  target === focused && target instanceof HTMLElement && target.closest(BESIDE_CANVAS) !== null
