/**
 * `npm run bench:canvas [-- 100 1000 5000 pan drag streaming]`: our built canvas beside plain React Flow, in one Chromium,
 * interleaved; all sizes and all gestures, or those that are named.
 * Writes test/bench/CANVAS.md, which `npm run bench` takes into RESULTS.md. Build both first: npm run build && npm run bench:build.
 */
import { launchChromium } from '../measure/browser-app.ts'
import type { CanvasHand } from './canvas-hand.ts'
import { type Sample, Samples } from './canvas-report.ts'
import { measureGesture } from './frame-times.ts'
import { nameOf } from './large-graph.ts'
import { OurPages, PlainPages } from './pages.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const SIZES = [100, 1_000, 5_000]
const words = process.argv.slice(2)
const asked = words.map(Number).filter(Number.isFinite)
const sizes = asked.length > 0 ? asked : SIZES
const parts = words.filter((word) => !Number.isFinite(Number(word)))
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
const [ours, plain] = [new OurPages(), new PlainPages()]
await ours.start(sizes)
await plain.start()
const browser = await launchChromium()
for (const count of sizes) {
  for (let round = 0; round < ROUNDS; round += 1) {
    process.stderr.write(`${count} nodes, round ${round + 1}\n`)
    await measureRound(count)
  }
}
await browser.close()
await ours.close()
await plain.close()
process.stdout.write(`${samples.write()}\n`)
process.exit(0)

async function measureRound(count: number): Promise<void> {
  const our = await ours.open(browser, count)
  const size = await our.hand.findCanvas()
  const their = await plain.open(browser, count, size)
  samples.addPaint(count, our.firstPaint, their.firstPaint)
  const hands = [
    ['ours', our.hand],
    ['plain', their.hand],
  ] as const
  for (const [name, measure] of Object.entries(GESTURES)) {
    if (!wanted(name)) continue
    for (const [side, hand] of hands) {
      await hand.page.bringToFront()
      process.stderr.write(`  ${name}, ${side}\n`)
      samples.add(count, name, side, await measure(hand))
      samples.write() // what has been measured stays, whatever comes
    }
  }
  if (wanted('streaming')) await measureStreaming(count, our.hand)
  await our.hand.page.context().close()
  await their.hand.page.context().close()
}

/** The same of ours while a run streams: in sight on the canvas, and below while the graph is edited. */
async function measureStreaming(count: number, hand: CanvasHand): Promise<void> {
  const { page } = hand
  await page.bringToFront()
  const bar = page.getByRole('combobox', { name: 'Command' })
  await bar.fill(`/${nameOf(count)}`)
  await bar.press('Enter')
  await ours.run.begin()
  await hand.findCanvas()
  for (const name of ['pan, all in view', 'pan', 'zoom'] as const)
    samples.add(count, name, 'streaming', await GESTURES[name](hand))
  await page
    .getByRole('radio', { name: 'Edit' })
    .or(page.getByRole('button', { name: 'Edit', exact: true }))
    .first()
    .click()
  await hand.rest()
  await hand.findCanvas()
  for (const name of ['drag of one node', 'drag of 100 nodes'] as const)
    samples.add(count, name, 'streaming', await GESTURES[name](hand))
  ours.run.end()
}
