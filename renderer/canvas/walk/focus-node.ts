import { focusWhenDrawn } from './focus-when-drawn.ts'

/** For who asked to be taken to a node: it has the focus once it is drawn and selected. From afar it is no element, and the focus stays. */
export function focusNode(nodeId: string): void {
  focusWhenDrawn(() =>
    document.querySelector<HTMLElement>(`.canvas-frame .react-flow__node.selected[data-id="${CSS.escape(nodeId)}"]`),
  )
}
