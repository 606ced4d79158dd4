/** The shortcut of an action, as the person has it and as their keyboard names it. */
import { useSettings } from '../state/settings.ts'
import type { Action } from './action.ts'
import { listedActions } from './action-list.ts'
import { keyWords } from './key-words.ts'
import { keysIn, type OwnKeys } from './keymap.ts'

const NONE: OwnKeys = {}

export const ownKeys = (): OwnKeys => useSettings.getState().settings?.shortcuts ?? NONE

/** All of its shortcuts, the one to show first. */
export const keysFor = (action: Action): readonly string[] => keysIn(action, listedActions(), ownKeys())

/** `Ctrl Shift Z`; undefined where it has none. */
export function keysOf(id: string): string | undefined {
  const action = listedActions().find((each) => each.id === id)
  const [first] = action ? keysFor(action) : []
  return first && keyWords(first)
}

/** The same, and again when the person changes it. */
export function useKeysOf(id: string | undefined): string | undefined {
  useSettings(({ settings }) => settings?.shortcuts)
  return id === undefined ? undefined : keysOf(id)
}
