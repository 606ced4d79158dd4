/** Questions whose card stands open on the canvas right now. The inspector shows those that do not: one question, one card. */
import { create } from 'zustand'

const useShown = create<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }))

export function useIsOnCanvas(waitId: string): boolean {
  return useShown(({ ids }) => ids.has(waitId))
}

/** Call the returned function when the card goes away. */
export function cardShown(waitId: string): () => void {
  useShown.setState(({ ids }) => ({ ids: new Set(ids).add(waitId) }))
  return () => useShown.setState(({ ids }) => ({ ids: new Set([...ids].filter((id) => id !== waitId)) }))
}
