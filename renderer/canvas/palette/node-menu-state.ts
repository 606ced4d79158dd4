/** The menu of a node on the canvas: where it is open, and for which node. */
import { create } from 'zustand'

export interface OpenNodeMenu {
  /** In the window, px. */
  readonly x: number
  readonly y: number
  readonly nodeId: string
}

export const useNodeMenu = create<{ readonly open: OpenNodeMenu | null }>(() => ({ open: null }))

export const openNodeMenu = (open: OpenNodeMenu | null): void => useNodeMenu.setState({ open })
