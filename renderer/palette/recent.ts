/** What was chosen in the palette of late, latest first. */
import { remember, remembered } from '../state/remembered.ts'

const KEY = 'palette-recent'
const KEPT = 12

export const recentEntries = (): readonly string[] => remembered<readonly string[]>(KEY, [])

export function noteRecent(entry: string): void {
  remember(KEY, [entry, ...recentEntries().filter((each) => each !== entry)].slice(0, KEPT))
}
