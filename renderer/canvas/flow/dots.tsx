/** The dots behind the graph. They are moved as they are painted, so that a pan paints nothing. */
import { useStoreApi } from '@xyflow/react'
import { memo, useLayoutEffect, useRef } from 'react'

const GAP = 16
const DOT = 1.75

export const Dots = memo(function Dots() {
  const sheet = useRef<SVGSVGElement>(null)
  const pattern = useRef<SVGPatternElement>(null)
  const dot = useRef<SVGCircleElement>(null)
  const store = useStoreApi()
  useLayoutEffect(() => {
    let painted = 0
    const follow = () => {
      const [x, y, zoom] = store.getState().transform
      const gap = GAP * zoom
      if (zoom !== painted) {
        painted = zoom
        const radius = String((DOT * zoom) / 2)
        set(pattern.current, { width: String(gap), height: String(gap) })
        set(dot.current, { cx: radius, cy: radius, r: radius })
        // One gap larger than what is in sight, to be moved by up to one.
        set(sheet.current, { width: `calc(100% + ${gap}px)`, height: `calc(100% + ${gap}px)` })
      }
      const [left, top] = [into(x - gap / 2, gap) - gap, into(y - gap / 2, gap) - gap]
      if (sheet.current) sheet.current.style.transform = `translate(${left}px, ${top}px)`
    }
    follow()
    return store.subscribe(follow)
  }, [store])
  return (
    <svg ref={sheet} className="canvas-dots" aria-hidden="true">
      <pattern ref={pattern} id="canvas-dots" patternUnits="userSpaceOnUse">
        <circle ref={dot} />
      </pattern>
      <rect width="100%" height="100%" fill="url(#canvas-dots)" />
    </svg>
  )
})

function set(element: SVGElement | null, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) element?.setAttribute(name, value)
}

/** The rest of a division that is never below zero. */
const into = (value: number, by: number): number => ((value % by) + by) % by
