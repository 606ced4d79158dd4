/** From the click on Stop to `run.interrupted` in the log, with a model stream and a child process active. */

import { openDatabase } from '#main/engine/log/database.ts'
import { RunStore } from '#main/engine/log/run-store.ts'
import { openBrowserApp, typeCommand } from './browser-app.ts'
import { figuresOf, type Row } from './figures.ts'
import { BUSY } from './workflow-files.ts'

const STOPS = 60

export async function stop(): Promise<Row[]> {
  const { page, model, home, close } = await openBrowserApp({ busy: BUSY })
  const clicks: number[] = []
  await page.exposeFunction('clickedAt', (at: number) => clicks.push(at))
  await page.evaluate(() =>
    document.addEventListener(
      'click',
      () => (window as unknown as { clickedAt(at: number): void }).clickedAt(Date.now()),
      true,
    ),
  ) // the exposed function stands on window by name only
  const stops: { clicked: number; run: number }[] = []
  for (let index = 0; index < STOPS; index += 1) {
    const stream = model.hold()
    await typeCommand(page, '/busy')
    await stream.write(`streaming-${index} `)
    await page.getByText(`streaming-${index}`).first().waitFor()
    await page.getByRole('button', { name: /^Stop/ }).click()
    await page.getByRole('button', { name: /^Stop/ }).waitFor({ state: 'detached' })
    stops.push({ clicked: clicks.at(-1) ?? Number.NaN, run: index })
  }
  const times = interruptedTimes(home.folder)
  await close()
  const samples = stops.map(({ clicked, run }) => (times[run] ?? Number.NaN) - clicked)
  return [
    {
      what: 'click on Stop to `run.interrupted`, one stream and one child process',
      goal: 'p99 ≤ 150',
      unit: 'ms',
      figures: figuresOf(samples),
    },
  ]
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
