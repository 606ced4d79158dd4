/** What would take up the things that are dragged: containers, several where several are dragged, or an edge that one would be put into. */
import { create } from 'zustand'

export interface DropTarget {
  readonly containers: ReadonlySet<string>
  /** As React Flow names it. */
  readonly edge: string | undefined
}

const NOTHING: DropTarget = { containers: new Set(), edge: undefined }

export const useDropTarget = create<DropTarget>(() => NOTHING)

export function setDropTarget(containers: Iterable<string>, edge?: string): void {
  const [now, next] = [useDropTarget.getState(), new Set(containers)]
  const same = now.containers.size === next.size && [...next].every((id) => now.containers.has(id))
  // It is asked with every move of the pointer.
  if (!same || now.edge !== edge) useDropTarget.setState({ containers: next, edge })
}

export const forgetDropTarget = (): void => setDropTarget(NOTHING.containers)
