/** The menu on the canvas: where it is open, and for which node or edge; without one it is the menu of the canvas itself. */
import { create } from 'zustand'

export interface OpenMenu {
  /** In the window, px. */
  readonly x: number
  readonly y: number
  readonly nodeId?: string | undefined
  /** In the workflow's `edges`. */
  readonly edge?: number | undefined
}

export const useCanvasMenu = create<{ readonly open: OpenMenu | null }>(() => ({ open: null }))

export const openCanvasMenu = (open: OpenMenu | null): void => useCanvasMenu.setState({ open })
