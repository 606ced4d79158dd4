/** After an undo or a redo, brings into sight what it changed, and moves nothing where that is in sight already. */
import { useEffect, useRef } from 'react'
import { onStepped } from '../../state/document/steps.ts'
import { shownChange } from '../model/shown-change.ts'
import type { Fit } from './use-fit.ts'
import type { SelectionHook } from './use-selection.ts'

export function useStepped(documentRef: string, selection: SelectionHook, fit: Fit): void {
  const now = useRef({ selection, fit })
  now.current = { selection, fit }
  useEffect(
    () =>
      onStepped(({ ref, before, after }) => {
        if (ref !== documentRef) return
        const shown = shownChange(before, after, now.current.selection.nodes)
        if (!shown) return
        if (shown.select) now.current.selection.set({ nodes: new Set([shown.nodeId]) })
        // Its place is that of the next drawing.
        requestAnimationFrame(() => now.current.fit.reveal(shown.nodeId))
      }),
    [documentRef],
  )
}
