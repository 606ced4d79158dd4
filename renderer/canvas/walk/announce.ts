/** What a screen reader is told of the graph: where one is, what an edit did, what a run does. */
import { create } from 'zustand'

interface Told {
  readonly sentence: string
  /** So that the same sentence is said again. */
  readonly count: number
}

export const useAnnounced = create<Told>(() => ({ sentence: '', count: 0 }))

export const announce = (sentence: string): void =>
  useAnnounced.setState(({ count }) => ({ sentence, count: count + 1 }))
