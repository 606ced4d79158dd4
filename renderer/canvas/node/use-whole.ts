import { useEffect, useState } from 'react'
import type { Filling } from '../flow/filling.ts'

/** Whether all of a face is to be drawn by now. Of one that is `wanted` it is, from the first. */
export function useWhole(filling: Filling, wanted: boolean): boolean {
  const [whole, setWhole] = useState(() => !filling.isBare)
  useEffect(() => (whole || wanted ? undefined : filling.ask(() => setWhole(true))), [whole, wanted, filling])
  return whole || wanted
}
