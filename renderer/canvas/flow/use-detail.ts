import { useStore, useStoreApi } from '@xyflow/react'
import { type RefObject, useEffect } from 'react'
import { type Detail, detailAt } from '../canvas-context.ts'

const DISTANT_TYPE = 10

/** How much of a node is drawn. Far away, type is kept at 10 px on the screen by one property of the frame, so zooming redraws no node. */
export function useDetail(frame: RefObject<HTMLDivElement | null>, firstZoom: number): Detail {
  // Until React Flow has taken over the first view, the store knows nothing of it.
  const detail = useStore(({ transform, panZoom }) => detailAt(panZoom ? transform[2] : firstZoom))
  const store = useStoreApi()
  useEffect(() => {
    let zoom = 0
    const keep = () => {
      const [, , now] = store.getState().transform
      if (now === zoom) return
      zoom = now
      frame.current?.style.setProperty('--hair', `${1 / zoom}px`)
      frame.current?.style.setProperty('--distant-type', `${DISTANT_TYPE / zoom}px`)
      frame.current?.style.setProperty('--distant-glyph', `${DISTANT_TYPE / zoom}px`)
    }
    keep()
    return store.subscribe(keep)
  }, [store, frame])
  return detail
}
