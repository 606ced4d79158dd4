/** Whether the map of the graph is open in the corner of the canvas. Remembered. */
import { create } from 'zustand'
import { remember, remembered } from './remembered.ts'

const KEY = 'map'

export const useMapShown = create<{ readonly shown: boolean }>(() => ({ shown: remembered(KEY, false) }))

export function toggleMap(): void {
  useMapShown.setState(({ shown }) => ({ shown: !shown }))
  remember(KEY, useMapShown.getState().shown)
}
