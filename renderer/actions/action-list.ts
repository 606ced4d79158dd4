/** The actions there are now, for what must not import them: a tooltip that shows a shortcut stands below them all. */
import type { Action } from './action.ts'

let listed: () => readonly Action[] = () => []

export const listedActions = (): readonly Action[] => listed()

export function listActions(list: () => readonly Action[]): void {
  listed = list
}

export const isAvailable = (action: Action): boolean => action.available?.() ?? true

/** Does it if it makes sense now; returns whether it did. */
export function perform(id: string): boolean {
  const action = listedActions().find((each) => each.id === id)
  if (!action || !isAvailable(action)) return false
  action.perform()
  return true
}
