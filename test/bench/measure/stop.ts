/** From the click on Stop to `run.interrupted` in the log, with a model stream and a child process active. */

import type { RunEvent } from '#shared/events/event.ts'
import { ROOT } from '#test/support/home.ts'
import { BUILT_ENTRY, SlashflowProcess } from '#test/support/slashflow-process.ts'
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
  const times = await interruptedTimes(home.env())
  await close()
  // Newest first in the list, oldest first here.
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

async function interruptedTimes(env: Record<string, string>): Promise<number[]> {
  const list = SlashflowProcess.start(['list', '--json'], { env, cwd: ROOT, entry: BUILT_ENTRY })
  const { stdout } = await list.ended()
  const ids = [...stdout.matchAll(/"runId":\s*"([^"]+)"/g)].map(([, id]) => id ?? '').reverse()
  const times: number[] = []
  for (const id of ids) {
    const show = SlashflowProcess.start(['show', id, '--json'], { env, cwd: ROOT, entry: BUILT_ENTRY })
    const events = (await show.ended()).stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as RunEvent) // printed by the command line itself
    times.push(Date.parse(events.find(({ type }) => type === 'run.interrupted')?.at ?? ''))
  }
  return times
}
