/** The container that what is being dragged would go into. */
import { create } from 'zustand'

export const useDropTarget = create<{ readonly id: string | undefined }>(() => ({ id: undefined }))

export function setDropTarget(id: string | undefined): void {
  if (useDropTarget.getState().id !== id) useDropTarget.setState({ id })
}
