/** What has the focus may go: a node that is undone away, deleted elsewhere, or out of sight. Then the graph has it. */
import { type RefObject, useEffect } from 'react'

/** `drawn`: the graph is there. */
export function useKeptFocus(frame: RefObject<HTMLElement | null>, drawn: boolean): void {
  useEffect(() => {
    const element = frame.current
    if (!element || !drawn) return
    let focused: Node | null = null
    const hear = ({ target }: FocusEvent) => {
      focused = target instanceof Node && element.contains(target) ? target : null
    }
    const watcher = new MutationObserver((changes) => {
      if (focused === null || focused.isConnected || document.activeElement !== document.body) return
      if (changes.some(({ removedNodes }) => removedNodes.length > 0)) element.focus({ preventScroll: true })
      focused = null
    })
    // Not what is inside of the nodes, which changes with every piece of text.
    for (const list of element.querySelectorAll('.react-flow__nodes, .react-flow__edges'))
      watcher.observe(list, { childList: true })
    document.addEventListener('focusin', hear)
    return () => {
      watcher.disconnect()
      document.removeEventListener('focusin', hear)
    }
  }, [frame, drawn])
}
