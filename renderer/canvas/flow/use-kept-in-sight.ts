/** Where the canvas becomes narrower or lower, as by the wider inspector of Edit, the selected node does not end behind a panel. */
import { useStoreApi } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import type { Places } from '../layout/lay-out.ts'
import type { NodeView } from '../model/node-view.ts'
import { placeOfView, sizeOfElement } from './first-view.ts'
import { goesBehind } from './sight.ts'
import type { Fit } from './use-fit.ts'

export interface KeptInput {
  readonly selected: ReadonlySet<string>
  readonly places: Places | undefined
  readonly views: ReadonlyMap<string, NodeView>
  readonly fit: Fit
}

export function useKeptInSight(frame: RefObject<HTMLElement | null>, input: KeptInput): void {
  const store = useStoreApi()
  const now = useRef(input)
  now.current = input
  useEffect(() => {
    const element = frame.current
    if (!element) return
    let before = sizeOfElement(element)
    const hear = () => {
      const after = sizeOfElement(element)
      const { selected, places, views, fit } = now.current
      const [only] = selected.size === 1 ? selected : []
      const area = only === undefined ? undefined : placeOfView(only, places, views)
      // A frame later, when React Flow has heard of its size too.
      if (only !== undefined && area && goesBehind(area, store.getState().transform, before, after))
        requestAnimationFrame(() => fit.reveal(only))
      before = after
    }
    const observer = new ResizeObserver(hear)
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame, store])
}
