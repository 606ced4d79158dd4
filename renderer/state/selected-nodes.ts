/** What is selected on the canvas of a document, for the parts of the window around it. The canvas tells it. */
import { create } from 'zustand'

interface SelectedNodes {
  readonly documentRef: string
  readonly ids: readonly string[]
}

const useSelected = create<SelectedNodes>(() => ({ documentRef: '', ids: [] }))

const NONE: readonly string[] = []

export function tellSelected(documentRef: string, ids: ReadonlySet<string>): void {
  useSelected.setState({ documentRef, ids: [...ids] })
}

/** The document has another ref; the canvas is the same. */
export function moveSelected(from: string, to: string): void {
  if (useSelected.getState().documentRef === from) useSelected.setState({ documentRef: to })
}

export function useSelectedNodes(documentRef: string): readonly string[] {
  return useSelected((selected) => (selected.documentRef === documentRef ? selected.ids : NONE))
}
