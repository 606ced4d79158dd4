/** What would take up the thing that is being dragged: a container, or an edge that it would be put into. */
import { create } from 'zustand'

export interface DropTarget {
  readonly id: string | undefined
  /** As React Flow names it. */
  readonly edge: string | undefined
}

export const useDropTarget = create<DropTarget>(() => ({ id: undefined, edge: undefined }))

export function setDropTarget(id: string | undefined, edge?: string): void {
  const now = useDropTarget.getState()
  if (now.id !== id || now.edge !== edge) useDropTarget.setState({ id, edge })
}
