/** The keyboard: one listener for the whole window, over the list of actions. */
import type { Action, ActionScope } from './action.ts'
import { actionsNow, isAvailable, perform } from './actions.ts'
import { dialogIsOpen, isTyping } from './focus.ts'

const SEQUENCE_MS = 1_000
export const isMac = /mac/i.test(navigator.platform)

/** `mod+shift+z` as the person's keyboard names it: `Ctrl Shift Z`. */
export function keysOf(id: string): string | undefined {
  const action = actionsNow().find((each) => each.id === id)
  const [first] = action ? keysFor(action) : []
  return first && keyWords(first)
}

/** All of its shortcuts, the one to show first. */
export function keysFor({ keys, sharesKeysWith }: Action): readonly string[] {
  if (sharesKeysWith !== undefined) return keysFor(actionsNow().find(({ id }) => id === sharesKeysWith) ?? NO_ACTION)
  return typeof keys === 'string' ? [keys] : (keys ?? [])
}

const NO_ACTION: Action = { id: '', label: '', perform: () => undefined }

export function keyWords(keys: string): string {
  return keys
    .split(' ')
    .map((key) => (key === '+' ? key : key.replace(/\+\+$/, '+plus').split('+').map(keyWord).join(' ')))
    .join(' ')
}

const KEY_WORDS: Readonly<Record<string, string>> = {
  alt: isMac ? '⌥' : 'Alt',
  mod: isMac ? '⌘' : 'Ctrl',
  shift: isMac ? '⇧' : 'Shift',
  ctrl: isMac ? '⌃' : 'Ctrl',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  delete: isMac ? '⌦' : 'Del',
  backspace: isMac ? '⌫' : 'Backspace',
  escape: 'Esc',
  plus: '+',
  '-': '−',
}

function keyWord(key: string): string {
  return KEY_WORDS[key] ?? (key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1))
}

export function listenToShortcuts(): () => void {
  let first = ''
  let firstAt = 0
  const hear = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const pressed = strokes(event)
    const sequences = event.timeStamp - firstAt < SEQUENCE_MS ? pressed.map((each) => `${first} ${each}`) : []
    first = pressed[0] ?? ''
    firstAt = event.timeStamp
    const typing = isTyping(event.target)
    const action = actionFor([...sequences, ...pressed], scopesAt(event.target))
    if (!action || (typing && action.inFields !== true) || blockedByDialog(action)) {
      if (first === 'escape' && !typing && !somethingFloats() && perform('stop')) event.preventDefault()
      return
    }
    if (pressesButton(event)) return
    event.preventDefault()
    action.perform()
  }
  window.addEventListener('keydown', hear)
  return () => window.removeEventListener('keydown', hear)
}

/** The first that makes sense now: of the nearest scope, a whole sequence before its last key alone. */
function actionFor(pressed: readonly string[], scopes: readonly ActionScope[]): Action | undefined {
  const all = actionsNow()
  for (const scope of scopes)
    for (const keys of pressed) {
      const named = all.filter(
        (action) => !action.native && (action.scope ?? 'window') === scope && keysFor(action).includes(keys),
      )
      const action = named.find(isAvailable)
      if (action) return action
    }
  return undefined
}

/** What the focus lies in, nearest first: an element says by `data-scope` whose keys count in it. */
function scopesAt(target: EventTarget | null): readonly ActionScope[] {
  const scope = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-scope]')?.dataset.scope : undefined
  return scope === 'canvas' ? ['canvas', 'window'] : ['window']
}

/** Enter and the space bar on a button are the button's. */
function pressesButton(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' && event.key !== ' ') return false
  const mod = event.ctrlKey || event.metaKey
  return !mod && event.target instanceof HTMLElement && event.target.closest('button, a, summary') !== null
}

type Keystroke = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/**
 * `mod+shift+z`, as an action writes it: by what the key writes, then by where it lies, since another script or the Alt key
 * of a Mac writes something else there. Shift is part of a sign such as `?`.
 */
export function strokes(event: Keystroke): readonly string[] {
  const written = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const lies = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1]?.toLowerCase()
  const isSign = written.length === 1 && !/[\p{Letter}]/u.test(written)
  const byKey = withModifiers(event, written, event.shiftKey && !isSign)
  const byPlace = lies === undefined ? byKey : withModifiers(event, lies, event.shiftKey)
  return byKey === byPlace ? [byKey] : [byKey, byPlace]
}

function withModifiers(event: Keystroke, key: string, shift: boolean): string {
  const mod = isMac ? event.metaKey : event.ctrlKey
  return [mod && 'mod', isMac && event.ctrlKey && 'ctrl', event.altKey && 'alt', shift && 'shift', key]
    .filter(Boolean)
    .join('+')
}

/** Esc closes what floats before it means Stop. */
function somethingFloats(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null
}

/** While a dialog is open, what lies below it does not hear. */
function blockedByDialog(action: Action): boolean {
  return action.id !== 'palette' && dialogIsOpen()
}
