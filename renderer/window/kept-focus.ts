/**
 * The focus is never nowhere. When what has it goes, is disabled or hidden, and nothing else takes it, the first of these does
 * that is there: what it stood in; the home of that part of the window (`data-focus-home` has selectors, the first of which
 * counts most); the graph or the page in its place, which may come some frames later; the command line. A field or a node that
 * is drawn anew has it again. A press beside it lets go of it: that is meant.
 */
import { around, MIDDLE, TAKES_FOCUS } from '../parts/around.ts'

/** Until then what replaces it is drawn, and whoever knows a better place has taken it there. */
const FRAMES_BEFORE = 2
/** About half a second on a machine at rest. */
const FRAMES_SOUGHT = 30
/** As much longer, some ten seconds, as what is to come there is fetched first: the file of a graph, or the code of a page. */
const FRAMES_UNTIL_FETCHED = 570
const COMING = '.stage-canvas, .stage:empty'
const FIELDS = 'input, textarea, select, [contenteditable="true"]'

/** Until the returned function is called. */
export function keepFocus(): () => void {
  let had: Had | undefined
  const mend = () => {
    if (had && isNowhere() && !canHave(had.element)) giveBack(had)
  }
  const take = ({ target }: FocusEvent) => {
    const places = around(target)
    const [element] = places
    had = element && !isFloating(element) ? { element, places, name: nameOf(element) } : undefined
  }
  const lose = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget === null) afterFrames(FRAMES_BEFORE, mend)
  }
  document.addEventListener('focusin', take)
  document.addEventListener('focusout', lose)
  // Not every browser tells of a focus that is lost with its element; it counts with the next key.
  window.addEventListener('keydown', mend, true)
  return () => {
    document.removeEventListener('focusin', take)
    document.removeEventListener('focusout', lose)
    window.removeEventListener('keydown', mend, true)
  }
}

interface Had {
  readonly element: Element
  /** Itself, and what it stood in. */
  readonly places: readonly Element[]
  /** Of a field, which has no label any more once it is gone. */
  readonly name: string
}

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body

/** Dialogs and menus keep the focus inside, and give it back as they close (`parts/focus-back.ts`). */
const isFloating = (element: Element): boolean => element.closest('[role="dialog"], [role="menu"]') !== null

const canHave = (element: Element): boolean =>
  element.isConnected && !element.matches(':disabled') && element.checkVisibility()

function giveBack(had: Had): void {
  for (const place of placesIn(had.places)) {
    if (takesFocus(place) && canHave(place)) place.focus({ preventScroll: true })
    if (!isNowhere()) break
  }
  const same = sameAs(had)
  const find = () => same?.() ?? (isNowhere() ? document.querySelector(MIDDLE) : null)
  if (same || isNowhere()) seek(find, had.element, document.activeElement, FRAMES_SOUGHT)
}

function* placesIn(places: readonly Element[]): Generator<Element> {
  for (const element of places) {
    if (element.matches(TAKES_FOCUS)) yield element
    const home = element.getAttribute('data-focus-home')
    if (home !== null && element.isConnected)
      for (const selector of home.split(', ')) yield* element.querySelectorAll(selector)
  }
  yield* document.querySelectorAll(MIDDLE)
}

/** Of a field or a node of the graph: whatever is that in what is drawn instead. Never a button, which an Enter would press. */
function sameAs({ element, places, name }: Had): (() => Element | undefined) | undefined {
  const node = element.getAttribute('data-id')
  if (node !== null) return () => document.querySelector(`.canvas-frame [data-id="${CSS.escape(node)}"]`) ?? undefined
  if (!element.matches(FIELDS) || name === '' || element.closest('.card-body')) return undefined
  return () => {
    const part = places.find(({ isConnected }) => isConnected)
    return [...(part?.querySelectorAll(FIELDS) ?? [])].find((field) => nameOf(field) === name)
  }
}

/** An edge is SVG. */
const takesFocus = (element: Element): element is HTMLElement | SVGElement =>
  element instanceof HTMLElement || element instanceof SVGElement

const nameOf = (element: Element): string =>
  element.getAttribute('aria-label') ?? ('labels' in element ? labelOf(element as HTMLInputElement) : '') // fields have labels

const labelOf = ({ labels }: HTMLInputElement): string => labels?.[0]?.textContent ?? ''

function seek(find: () => Element | null, lost: Element, now: Element | null, left: number): void {
  if (document.activeElement !== now) return
  const found = find()
  if (found && takesFocus(found) && canHave(found)) {
    found.focus({ preventScroll: true })
    keepCaret(lost, found)
  } else if (left > (document.querySelector(COMING) ? -FRAMES_UNTIL_FETCHED : 0))
    requestAnimationFrame(() => seek(find, lost, now, left - 1))
  else if (isNowhere()) document.querySelector<HTMLElement>('.command-input')?.focus()
}

function keepCaret(from: Element, to: Element): void {
  const texts = [from, to].every((each) => each instanceof HTMLTextAreaElement || each instanceof HTMLInputElement)
  if (!texts) return
  const { selectionStart, selectionEnd } = from as HTMLInputElement // as was just asked
  if (selectionStart !== null) (to as HTMLInputElement).setSelectionRange(selectionStart, selectionEnd)
}

function afterFrames(frames: number, deed: () => void): void {
  if (frames === 0) deed()
  else requestAnimationFrame(() => afterFrames(frames - 1, deed))
}
