/** The keyboard: one listener for the whole window, over the list of actions. */
import { isGraphAwaited } from '../canvas/walk/focus-graph-of.ts'
import type { Action, ActionScope } from './action.ts'
import { isAvailable, listedActions } from './action-list.ts'
import { mayOpenForm } from './begin-once.ts'
import { shownCanvas } from './canvas-actions.ts'
import { canvasHasCome, isCanvasComing } from './coming-canvas.ts'
import { focusCameByPress } from './focus-came-by.ts'
import { scopeOf } from './keymap.ts'
import { keysFor } from './shortcuts.ts'
import { isModifier, strokes } from './strokes.ts'

/** Within this the second key of a sequence must follow. */
export const SEQUENCE_MS = 1_000

export function listenToShortcuts(): () => void {
  let first = ''
  let firstAt = 0
  const hear = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isModifier(event)) return
    const pressed = strokes(event)
    const sequences = event.timeStamp - firstAt < SEQUENCE_MS ? pressed.map((each) => `${first} ${each}`) : []
    first = pressed[0] ?? ''
    firstAt = event.timeStamp
    const typing = isTyping(event.target)
    if (!typing && isPlain(event) && mayOpenForm() && !dialogIsOpen()) return holdBack(event)
    const scopes = scopesAt(event.target, first)
    const inSequence = named(sequences, scopes)
    if (!typing && inSequence.length === 0 && isForComingCanvas(event, pressed)) return pressOnceDrawn(event)
    const meant = inSequence.length > 0 ? inSequence : named(pressed, scopes)
    const counts = meant.filter((each) => !typing || countsInField(each, event.target))
    if (counts.some(({ group }) => group === 'run' || group === 'file')) takeTyped(event.target)
    const scoped = meant.find(isAvailable)
    const action = event.target === document.body ? (beforeScopes(pressed) ?? scoped) : scoped
    // Else the browser does something of its own: Ctrl+S where nothing is to be saved would save the page.
    if (counts.length > 0 && (event.ctrlKey || event.metaKey)) event.preventDefault()
    if (!action && !typing && !event.repeat && !dialogIsOpen()) return tellWhyNot(event, meant)
    if (!action || (typing && !countsInField(action, event.target)) || blockedByDialog(action)) return
    if (pressesButton(event) || (first === 'escape' && somethingFloats())) return
    event.preventDefault()
    // A key that is held is meant once: what runs may do something each time.
    if (event.repeat && action.group === 'run') return
    action.perform()
  }
  window.addEventListener('keydown', hear)
  return () => window.removeEventListener('keydown', hear)
}

/** Whoever has opened a command goes on with the keys of its graph, but for those that go on from where the focus is. */
function isForComingCanvas(event: KeyboardEvent, pressed: readonly string[]): boolean {
  const { target, key } = event
  const isNowhere = target === document.body && !beforeScopes(pressed) && isCanvasComing()
  if (!(isNowhere || isGraphAwaited()) || dialogIsOpen()) return false
  if (key === 'Tab' || pressesButton(event) || inList(target) || isOnCanvas(target)) return false
  const [meant] = named(pressed, ['canvas', 'window'])
  return meant !== undefined && scopeOf(meant) === 'canvas'
}

/** As those are that have waited: to wait again would change their order. */
const isOnCanvas = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.canvas-frame') !== null

/** On the canvas, unless the person has gone on elsewhere by then. */
function pressOnceDrawn(event: KeyboardEvent): void {
  event.preventDefault()
  const press = () => {
    if (!isTyping(document.activeElement) && !dialogIsOpen())
      document.querySelector('.canvas-frame')?.dispatchEvent(new KeyboardEvent(event.type, event))
  }
  // Each in a turn of its own, as keys come: what one of them selects is there for the next.
  void canvasHasCome().then((came) => came && setTimeout(press))
}

/** Letters and what deletes: a moment later they would stand in the form, and here they change the graph. */
const isPlain = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && (key.length === 1 || key === 'Delete' || key === 'Backspace')

function holdBack(event: KeyboardEvent): void {
  event.preventDefault()
  shownCanvas()?.tell('Wait: it is about to run.')
}

/**
 * All that these keys belong to, of the nearest scope first. Of a sequence, wherever it counts, the last key alone means nothing:
 * to go to a problem where there is none must not pin the node.
 */
function named(pressed: readonly string[], scopes: readonly ActionScope[]): readonly Action[] {
  const all = listedActions().filter((action) => !action.native)
  return scopes.flatMap((scope) =>
    pressed.flatMap((keys) => all.filter((action) => scopeOf(action) === scope && keysFor(action).includes(keys))),
  )
}

/** Keys that came to nothing say why. Tab has gone on by then, and a button has keys of its own. */
function tellWhyNot(event: KeyboardEvent, actions: readonly Action[]): void {
  const canvas = shownCanvas()
  if (!canvas || event.key === 'Tab' || pressesButton(event) || somethingFloats()) return
  const reason = actions.map((action) => action.whyNot?.()).find((each) => each !== undefined)
  if (reason === undefined) return
  event.preventDefault()
  canvas.tell(reason)
}

/** Where nothing has the focus. */
const beforeScopes = (pressed: readonly string[]): Action | undefined =>
  listedActions().find((action) => action.beforeCanvas && keysFor(action).some((keys) => pressed.includes(keys)))

/**
 * What the focus lies in, nearest first: an element says by `data-scope` whose keys count in it. Where nothing has the
 * focus, or what has it was only clicked, the keys are those of the canvas on the screen.
 */
function scopesAt(target: EventTarget | null, pressed: string): readonly ActionScope[] {
  const clicked = isOnlyClicked(target) && !WALKS.test(pressed)
  const at = target === document.body || clicked ? document.querySelector('.canvas-frame') : target
  // An edge is SVG, so no HTMLElement.
  const scope = at instanceof Element ? at.closest('[data-scope]')?.getAttribute('data-scope') : undefined
  const isOwn = (scope === 'canvas' || scope === 'inspector') && !inList(target)
  return isOwn ? [scope, 'window'] : ['window']
}

const BESIDE_CANVAS = '.top-bar, .canvas-corner, .minimap-corner'

const isOnlyClicked = (target: EventTarget | null): boolean =>
  focusCameByPress(target) && target instanceof Element && target.closest(BESIDE_CANVAS) !== null

/** From what was clicked one also goes on by the keyboard. */
const WALKS = /(?:^|\+)(?:tab|arrow\w+|home|end)$/

/** A menu or a list has keys of its own. */
const inList = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="menu"], [role="listbox"], [role="dialog"]') !== null

/** Enter and the space bar on a button are the button's, Alt+Enter is not. */
function pressesButton(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' && event.key !== ' ') return false
  const mod = event.ctrlKey || event.metaKey || event.altKey
  return !mod && event.target instanceof HTMLElement && event.target.closest('button, a, summary') !== null
}

/** What is saved or run is what is seen. A field that is taken only when it is left says so by `data-taken="left"`. */
function takeTyped(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement) || target.dataset.taken !== 'left') return
  target.blur()
  target.focus({ preventScroll: true })
}

const countsInField = ({ inFields = false }: Action, target: EventTarget | null): boolean =>
  inFields === 'of-document' ? undoIsOfDocument(target) : inFields

/**
 * What is typed there is in the document with each letter. The browser's undo would take it back letter by letter, as further
 * edits, which forget what could be redone. A field that is taken only when it is left says `data-undo="own"`.
 */
const undoIsOfDocument = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[data-undo]')?.getAttribute('data-undo') === 'document'

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

/** Esc closes what floats before it means anything else. */
function somethingFloats(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null
}

/** While a dialog is open, what lies below it does not hear. */
function blockedByDialog(action: Action): boolean {
  return action.id !== 'palette' && dialogIsOpen()
}

export const dialogIsOpen = (): boolean => document.querySelector('[role="dialog"].dialog') !== null
