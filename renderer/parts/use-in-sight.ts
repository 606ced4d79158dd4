/** Whether an element is in sight, or nearly: what is not need not be drawn anew for every word. */
import { type RefObject, useEffect, useRef, useState } from 'react'

const NEARLY = '120px'

/** Within the box that `within` selects. True until it is known better, so that what is new is drawn once and has its height. */
export function useInSight(element: RefObject<Element | null>, watched: boolean, within: string): boolean {
  const [inSight, setInSight] = useState(true)
  useEffect(() => {
    const target = element.current
    if (!watched || !target) return
    const observer = new IntersectionObserver(
      (entries) => setInSight(entries.at(-1)?.isIntersecting ?? true),
      // The box itself is the root, for its margin to count.
      { root: target.closest(within), rootMargin: NEARLY },
    )
    observer.observe(target)
    return () => {
      observer.disconnect()
      setInSight(true)
    }
  }, [element, watched, within])
  return inSight
}

/** The newest value; out of sight it stands as it was. */
export function useSeen<T>(inSight: boolean, value: T): T {
  const seen = useRef(value)
  if (inSight) seen.current = value
  return seen.current
}
