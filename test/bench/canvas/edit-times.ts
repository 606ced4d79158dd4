/** What a person feels of an edit in a large graph: from the key to the frame that shows what it did. */
import type { Page } from '@playwright/test'
import type { CallTimes } from './call-times.ts'
import type { CanvasHand } from './canvas-hand.ts'
import { showCommand } from './pages.ts'

export const EDITED_NODES = 1_000
export const PASTED_NODES = 500
const ROUNDS = 5

/** Milliseconds, by what was done. */
export type EditTimes = ReadonlyMap<string, readonly number[]>

/** What the page looks like once it has been done; `before` is what `read` gave before the key. */
interface Shown {
  /** Runs in the page. */
  readonly read: string
  /** Of what `read` gives, as JavaScript of `now` and `before`. */
  readonly until: string
}

/** By the look of a node's place, so that the same key shows something each time. */
const PLACE_OF_SELECTED: Shown = {
  read: `[...document.querySelectorAll('.react-flow__node')].find((node) => node.querySelector('.node.selected'))?.style.transform ?? ''`,
  until: 'now !== before',
}
/** What is hidden already is gone, though its elements follow with the next frames. */
const SELECTED: Shown = {
  read: `document.querySelectorAll('.react-flow__node:not(.leaving) > .node.selected').length`,
  until: 'now > before',
}
const UNSELECTED: Shown = { ...SELECTED, until: 'now < before' }
const FOUND: Shown = {
  read: `document.querySelector('.search-count')?.textContent ?? ''`,
  until: `now !== '' && now !== before`,
}
const SAVED: Shown = {
  read: `[...document.querySelectorAll('.top-bar button')].some((button) => button.textContent === 'Save' && button.disabled && button.ariaBusy !== 'true')`,
  until: 'now',
}

/** Of the graph of 1,000 nodes; what is pasted comes from that of 500. */
export async function editTimes(hand: CanvasHand, rounds = ROUNDS): Promise<EditTimes> {
  const { page } = hand
  const times = new Map<string, readonly number[]>()
  const add = (what: string, ms: number) => times.set(what, [...(times.get(what) ?? []), ms])
  await showCommand(page, PASTED_NODES)
  await hand.findCanvas()
  await focusCanvas(page)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await showCommand(page, EDITED_NODES)
  await hand.findCanvas()
  await hand.seeMiddle()
  for (let round = 0; round < rounds; round += 1) {
    await hand.select()
    await timed(page, 'Control+ArrowDown', PLACE_OF_SELECTED)
    await hand.rest()
    add('undo of a move', await timed(page, 'Control+z', PLACE_OF_SELECTED))
    await timed(page, 'Control+ArrowDown', PLACE_OF_SELECTED)
    add('save', await timed(page, 'Control+s', SAVED))
    await page.keyboard.press('Escape')
    await hand.rest()
    add(`paste of ${PASTED_NODES}`, await timed(page, 'Control+v', SELECTED))
    await hand.rest()
    add(`undo of a paste of ${PASTED_NODES}`, await timed(page, 'Control+z', UNSELECTED))
    await hand.seeMiddle()
    await page.keyboard.press('Control+f')
    await page.keyboard.type('Node ')
    await hand.rest()
    add('search, a letter more', await timed(page, String(round + 1), FOUND))
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Escape')
    await focusCanvas(page)
  }
  return times
}

/** Milliseconds of the host's answers, each of a graph that it has not seen: what has no problems is known by its content. */
export async function checkTimes(hand: CanvasHand, calls: CallTimes, rounds = ROUNDS): Promise<readonly number[]> {
  const before = calls.took('workflows.check').length
  for (let round = 0; round < rounds; round += 1) {
    await hand.select()
    await focusCanvas(hand.page)
    const answered = calls.next('workflows.check')
    await hand.page.keyboard.press('Control+d')
    await answered
    await hand.rest()
  }
  return calls.took('workflows.check').slice(before)
}

const focusCanvas = (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelector<HTMLElement>('.canvas-frame')?.focus())

/** The second frame after the page has changed is the one that surely shows it. */
async function timed(page: Page, key: string, shown: Shown): Promise<number> {
  const [letter, modifier] = key.split('+').reverse()
  // Held before anybody listens: what is timed begins with the key itself.
  if (modifier) await page.keyboard.down(modifier)
  await page.evaluate(`(() => {
    const read = () => ${shown.read}
    const before = read()
    window.benchPaint = new Promise((resolve, reject) => {
      addEventListener('keydown', ({ timeStamp }) => {
        const look = () => {
          const now = read()
          if (${shown.until}) return requestAnimationFrame(() => resolve(performance.now() - timeStamp))
          if (performance.now() - timeStamp > 10_000) return reject(new Error('Nothing came of it within 10 s'))
          requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }, { capture: true, once: true })
    })
  })()`)
  await page.keyboard.press(letter ?? key)
  if (modifier) await page.keyboard.up(modifier)
  const ms: number = await page.evaluate('window.benchPaint')
  return ms
}
