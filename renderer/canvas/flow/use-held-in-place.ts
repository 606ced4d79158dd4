/** A line that comes above the canvas, as where git changed the file, covers what lies there; the graph stays where it is looked at. */
import { useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect } from 'react'

export function useHeldInPlace(frame: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow()
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const topOf = () => element.getBoundingClientRect().top
    let before = topOf()
    const observer = new ResizeObserver(() => {
      const after = topOf()
      const by = before - after
      before = after
      if (by === 0) return
      const { x, y, zoom } = flow.getViewport()
      void flow.setViewport({ x, y: y + by, zoom })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame, flow])
}
