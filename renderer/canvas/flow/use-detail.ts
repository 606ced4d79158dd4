/** How much of a node is drawn, and how large type is far away. */
import { useStoreApi } from '@xyflow/react'
import { type RefObject, useEffect, useState } from 'react'
import { type Detail, detailAt } from '../canvas-context.ts'
import { restOf } from './rest.ts'

const DISTANT_TYPE = 10
/** While it is zoomed, detail stays as it is up to this much beyond its border: faces that are about to come back are kept. */
const LINGER = 1.3
/** While it is zoomed, type may differ by this much before all nodes are laid out with it anew. */
const OFF = 1.15

/**
 * By the zoom at which the view rests. A move through several zooms neither builds each node at each detail nor lays it out for
 * each zoom: far away, one property of the frame keeps type at 10 px on the screen.
 */
export function useDetail(frame: RefObject<HTMLDivElement | null>, firstZoom: number | undefined): Detail {
  const store = useStoreApi()
  const [detail, setDetail] = useState<Detail>()
  useEffect(() => {
    if (firstZoom === undefined) return
    let [drawn, sized, zoom] = [detailAt(firstZoom), 0, firstZoom]
    const size = () => {
      sized = zoom
      frame.current?.style.setProperty('--hair', `${1 / zoom}px`)
      frame.current?.style.setProperty('--distant-type', `${DISTANT_TYPE / zoom}px`)
      frame.current?.style.setProperty('--distant-glyph', `${DISTANT_TYPE / zoom}px`)
    }
    const draw = () => {
      drawn = detailAt(zoom)
      setDetail(drawn)
      // Nothing of a whole face depends on the zoom.
      if (drawn !== 'full' && sized !== zoom) size()
    }
    const rest = restOf(draw)
    const follow = () => {
      const { transform, panZoom } = store.getState()
      const now = panZoom ? transform[2] : firstZoom
      if (now === zoom) return
      zoom = now
      rest.begin()
      if (detailAt(zoom * LINGER) !== drawn && detailAt(zoom / LINGER) !== drawn) draw()
      else if (drawn !== 'full' && Math.max(zoom / sized, sized / zoom) > OFF) size()
    }
    draw()
    follow()
    const leave = store.subscribe(follow)
    return () => {
      leave()
      rest.end()
    }
  }, [store, frame, firstZoom])
  return detail ?? detailAt(firstZoom ?? 1)
}
