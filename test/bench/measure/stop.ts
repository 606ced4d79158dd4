/** From the click on Stop to `run.interrupted` in the log, with model streams and child processes active. */

import { openDatabase } from '#main/engine/log/database.ts'
import { RunStore } from '#main/engine/log/run-store.ts'
import { openBrowserApp, typeCommand } from './browser-app.ts'
import { figuresOf, type Row } from './figures.ts'
import { busy } from './workflow-files.ts'

const STOPS = 60

export async function stop(): Promise<Row[]> {
  return [
    rowOf('one stream and one child process', await stops(1)),
    rowOf('four streams and four child processes', await stops(4)),
  ]
}

function rowOf(active: string, samples: readonly number[]): Row {
  const what = `click on Stop to \`run.interrupted\`, ${active}`
  return { what, goal: 'p99 ≤ 150', unit: 'ms', figures: figuresOf(samples) }
}

/** Milliseconds, a stop each. */
async function stops(pairs: number): Promise<number[]> {
  const { page, model, home, close } = await openBrowserApp({ busy: busy(pairs) })
  const clicks: number[] = []
  await page.exposeFunction('clickedAt', (at: number) => clicks.push(at))
  await page.evaluate(() =>
    document.addEventListener(
      'click',
      () => (window as unknown as { clickedAt(at: number): void }).clickedAt(Date.now()),
      true,
    ),
  ) // the exposed function stands on window by name only
  const stopped: number[] = []
  for (let index = 0; index < STOPS; index += 1) {
    const streams = Array.from({ length: pairs }, () => model.hold())
    await typeCommand(page, '/busy')
    for (const stream of streams) await stream.write(`streaming-${index} `)
    await page.getByText(`streaming-${index}`).first().waitFor()
    await page.locator('.stop-button').click()
    await page.locator('.stop-button').waitFor({ state: 'detached' })
    stopped.push(clicks.at(-1) ?? Number.NaN)
  }
  const times = interruptedTimes(home.folder)
  await close()
  return stopped.map((clicked, run) => (times[run] ?? Number.NaN) - clicked)
}

/** From the log itself, oldest run first. */
function interruptedTimes(home: string): number[] {
  const { database } = openDatabase(home, '')
  const store = new RunStore(database)
  const times = store
    .list({ limit: 1_000 })
    .map(({ key }) => [...store.events(key)].find(({ type }) => type === 'run.interrupted')?.at ?? '')
    .map((at) => Date.parse(at))
  database.close()
  return times.reverse()
}
