/** Whether an element is in sight, or nearly: what is not need not be drawn anew for every word. */
import { type RefObject, useEffect, useState } from 'react'

const NEARLY = '120px'

/** True until it is known better, so that what is new is drawn once and has its height. */
export function useInSight(element: RefObject<Element | null>, watched: boolean): boolean {
  const [inSight, setInSight] = useState(true)
  useEffect(() => {
    const target = element.current
    if (!watched || !target) return
    const observer = new IntersectionObserver(
      (entries) => setInSight(entries.at(-1)?.isIntersecting ?? true),
      // The scrolling box itself is the root, for its margin to count.
      { root: target.closest('[role="log"]'), rootMargin: NEARLY },
    )
    observer.observe(target)
    return () => {
      observer.disconnect()
      setInSight(true)
    }
  }, [element, watched])
  return inSight
}
