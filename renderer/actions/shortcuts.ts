/** The keyboard: one listener for the whole window, over the list of actions. */
import type { Action } from './action.ts'
import { actionsNow, isAvailable, perform } from './actions.ts'

const SEQUENCE_MS = 1_000
export const isMac = /mac/i.test(navigator.platform)

/** `mod+shift+z` as the person's keyboard names it: `Ctrl Shift Z`. */
export function keysOf(id: string): string | undefined {
  const keys = actionsNow().find((action) => action.id === id)?.keys
  return keys && keyWords(keys)
}

export function keyWords(keys: string): string {
  return keys.split(/[+ ]/).map(keyWord).join(' ')
}

function keyWord(key: string): string {
  if (key === 'mod') return isMac ? '⌘' : 'Ctrl'
  if (key === 'alt') return isMac ? '⌥' : 'Alt'
  if (key === 'enter') return 'Enter'
  return key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1)
}

export function listenToShortcuts(): () => void {
  let first = ''
  let firstAt = 0
  const hear = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const pressed = stroke(event)
    const sequence = event.timeStamp - firstAt < SEQUENCE_MS ? `${first} ${pressed}` : ''
    first = pressed
    firstAt = event.timeStamp
    const typing = isTyping(event.target)
    if (pressed === 'escape' && !typing && !somethingFloats() && perform('stop')) return event.preventDefault()
    // Two actions may share a key where one of them makes sense at a time: Pause and Resume.
    const all = actionsNow()
    const named = (wanted: string) => all.filter(({ keys, native }) => native !== true && keys === wanted)
    const fitting = named(sequence).length > 0 ? named(sequence) : named(pressed)
    const action = fitting.find(isAvailable)
    if (!action || (typing && action.inFields !== true) || blockedByDialog(action)) return
    event.preventDefault()
    action.perform()
  }
  window.addEventListener('keydown', hear)
  return () => window.removeEventListener('keydown', hear)
}

function stroke(event: KeyboardEvent): string {
  const mod = isMac ? event.metaKey : event.ctrlKey
  const key = event.key.toLowerCase()
  const shift = event.shiftKey && (mod || event.key.length > 1)
  return [mod && 'mod', event.altKey && 'alt', shift && 'shift', key].filter(Boolean).join('+')
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

/** Esc closes what floats before it means Stop. */
function somethingFloats(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null
}

/** While a dialog is open, what lies below it does not hear. */
function blockedByDialog(action: Action): boolean {
  return action.id !== 'palette' && dialogIsOpen()
}

export const dialogIsOpen = (): boolean => document.querySelector('[role="dialog"].dialog') !== null
