import { focusWhenDrawn } from './focus-when-drawn.ts'

/**
 * For who asked to be taken to a node: it has the focus once it is drawn and selected. From afar it is no element, and where its
 * run cannot be read it never comes: then the focus stays, or is with the graph where what had it has closed.
 */
export function focusNode(nodeId: string): void {
  focusWhenDrawn(
    () =>
      document.querySelector<HTMLElement>(`.canvas-frame .react-flow__node.selected[data-id="${CSS.escape(nodeId)}"]`),
    () => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>('.canvas-frame')?.focus({ preventScroll: true })
    },
  )
}
