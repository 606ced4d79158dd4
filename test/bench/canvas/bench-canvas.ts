/**
 * `npm run bench:canvas [-- 100 1000 5000 pan drag streaming edits electron]`: our built canvas beside plain React Flow, in one
 * Chromium and in one Electron, interleaved; everything, or what is named. What was not measured keeps its rows.
 * Writes test/bench/CANVAS.md, which `npm run bench` takes into RESULTS.md. Build both first: npm run build && npm run bench:build.
 * Electron needs a screen: xvfb-run -a npm run bench:canvas.
 */
import { launchChromium } from '../measure/browser-app.ts'
import { CallTimes } from './call-times.ts'
import type { CanvasHand } from './canvas-hand.ts'
import { type Sample, Samples } from './canvas-report.ts'
import { checkTimes, EDITED_NODES, editTimes, PASTED_NODES } from './edit-times.ts'
import { ElectronPages, electronHere } from './electron-pages.ts'
import { measureGesture } from './frame-times.ts'
import { nameOf } from './large-graph.ts'
import { type Opened, OurPages, PlainPages } from './pages.ts'
import { StreamingModel } from './streaming-model.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const SIZES = [100, 1_000, 5_000]
const SIZES_IN_ELECTRON = [100, 1_000, 5_000]
const words = process.argv.slice(2)
const asked = words.map(Number).filter(Number.isFinite)
const wantedSizes = (all: readonly number[]) => all.filter((size) => asked.length === 0 || asked.includes(size))
const isIn = (host: string): boolean =>
  !words.some((word) => word === 'electron' || word === 'chromium') || words.includes(host)
const parts = words.filter((word) => !Number.isFinite(Number(word)) && word !== 'electron' && word !== 'chromium')
const wanted = (part: string): boolean => parts.length === 0 || parts.some((word) => part.includes(word))

const GESTURES = {
  'pan, all in view': async (hand: CanvasHand): Promise<Sample> => {
    await hand.seeAll()
    return measureGesture(hand.page, hand.session, () => hand.pan())
  },
  pan: async (hand: CanvasHand): Promise<Sample> => {
    await hand.seeMiddle()
    return measureGesture(hand.page, hand.session, () => hand.pan())
  },
  zoom: async (hand: CanvasHand): Promise<Sample> => {
    await hand.seeMiddle()
    return measureGesture(hand.page, hand.session, () => hand.zoom())
  },
  'drag of one node': async (hand: CanvasHand): Promise<Sample> => {
    await hand.seeMiddle()
    return measureGesture(hand.page, hand.session, async () => hand.drag(await hand.grip()))
  },
  'drag of 100 nodes': async (hand: CanvasHand): Promise<Sample> => {
    const grip = await hand.selectHundred()
    const sample = await measureGesture(hand.page, hand.session, () => hand.drag(grip))
    await hand.clearSelection()
    return sample
  },
} as const

const samples = new Samples()
const plain = new PlainPages()
await plain.start()
const model = await StreamingModel.start()
if (isIn('chromium')) await inChromium()
if (isIn('electron') && electronHere()) await inElectron()
else if (isIn('electron')) process.stderr.write('No Electron, or no screen for it: its rows stay as they are\n')
await plain.close()
await model.close()
process.stdout.write(`${samples.write()}\n`)
process.exit(0)

async function inChromium(): Promise<void> {
  const ours = new OurPages()
  await ours.start([...SIZES, PASTED_NODES], model)
  const browser = await launchChromium()
  await rounds('Chromium', wantedSizes(SIZES), async (count) => {
    const our = await ours.open(browser, count)
    const their = await plain.open(browser, count, await our.hand.findCanvas())
    await measureBoth(count, '', our, their)
    if (wanted('streaming')) await measureStreaming(count, '', our.hand)
    await our.hand.page.context().close()
    await their.hand.page.context().close()
    if (count !== EDITED_NODES || !wanted('edits')) return
    const { hand } = await ours.open(browser, count)
    const calls = await CallTimes.of(hand.session)
    samples.addEdits('', await editTimes(hand))
    samples.addEdits('', new Map([['check, asked to answered', await checkTimes(hand, calls)]]))
    await hand.page.context().close()
  })
  await browser.close()
  await ours.close()
}

async function inElectron(): Promise<void> {
  await rounds('Electron', wantedSizes(SIZES_IN_ELECTRON), async (count) => {
    const pages = await ElectronPages.start({ plain, model, counts: [count, PASTED_NODES] })
    const our = await pages.open(count)
    const their = await pages.openPlain(count, await our.hand.findCanvas())
    await measureBoth(count, 'Electron, ', our, their)
    await their.hand.page.close()
    if (wanted('streaming')) await measureStreaming(count, 'Electron, ', our.hand)
    if (count === EDITED_NODES && wanted('edits')) samples.addEdits('Electron, ', await editTimes(our.hand))
    await pages.close()
  })
}

async function rounds(
  host: string,
  counts: readonly number[],
  measure: (count: number) => Promise<void>,
): Promise<void> {
  for (const count of counts) {
    for (let round = 0; round < ROUNDS; round += 1) {
      process.stderr.write(`${host}, ${count} nodes, round ${round + 1}\n`)
      await measure(count)
      samples.write() // what has been measured stays, whatever comes
    }
  }
}

async function measureBoth(count: number, host: string, our: Opened, their: Opened): Promise<void> {
  samples.addPaint(count, host, our.firstPaint, their.firstPaint)
  const hands = [
    ['ours', our.hand],
    ['plain', their.hand],
  ] as const
  for (const [name, measure] of Object.entries(GESTURES)) {
    if (!wanted(name)) continue
    for (const [side, hand] of hands) {
      await hand.page.bringToFront()
      process.stderr.write(`  ${name}, ${side}\n`)
      samples.add(count, `${host}${name}`, side, await measure(hand))
    }
  }
}

/** The same of ours while a run streams: in sight on the canvas, and below while the graph is edited. */
async function measureStreaming(count: number, host: string, hand: CanvasHand): Promise<void> {
  const { page } = hand
  await page.bringToFront()
  const bar = page.getByRole('combobox', { name: 'Command' })
  await bar.fill(`/${nameOf(count)}`)
  await bar.press('Enter')
  await model.begin()
  await hand.findCanvas()
  for (const name of ['pan, all in view', 'pan', 'zoom'] as const)
    samples.add(count, `${host}${name}`, 'streaming', await GESTURES[name](hand))
  await page
    .getByRole('radio', { name: 'Edit' })
    .or(page.getByRole('button', { name: 'Edit', exact: true }))
    .first()
    .click()
  await hand.rest()
  await hand.findCanvas()
  for (const name of ['drag of one node', 'drag of 100 nodes'] as const)
    samples.add(count, `${host}${name}`, 'streaming', await GESTURES[name](hand))
  // It is stopped: what comes after the prompts would be at work while edits are measured.
  await page.getByRole('button', { name: /^Stop/ }).first().click()
  await page.getByRole('button', { name: /^Stop/ }).first().waitFor({ state: 'hidden' })
  await model.end()
}
