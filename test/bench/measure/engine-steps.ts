/** Microseconds per step of a chain of transform nodes, through the whole app in this process: files, log on disk, events. */
import { join } from 'node:path'
import { compose } from '#main/compose.ts'
import { Home, ROOT } from '#test/support/home.ts'
import { figuresOf, type Row } from './figures.ts'
import { chain } from './workflow-files.ts'

const LENGTHS = [10, 100, 1_000] as const
const STEPS_A_LENGTH = 30_000

export async function engineSteps(): Promise<Row[]> {
  const home = new Home()
  const files = new Map(
    LENGTHS.map((length) => [
      length,
      home.write(`workflows/chain-${length}.flow.json`, chain(`chain-${length}`, length)),
    ]),
  )
  const app = await compose({
    home: home.folder,
    host: 'cli',
    version: 'bench',
    bundled: join(ROOT, 'workflows'),
    env: {},
    notifier: { notify: async () => ({ delivered: false }) },
    adopt: false,
  })
  // A run of a few instant nodes may have ended before its start is answered, so endings are kept.
  const ended = new Set<string>()
  let heard = () => {}
  app.on('run.event', (event) => {
    if (event.type !== 'run.succeeded') return
    ended.add(event.runId)
    heard()
  })
  const run = async (length: number): Promise<number> => {
    const begun = performance.now()
    const { runId } = await app.start({ ref: files.get(length as 10) ?? '', workspace: '' })
    while (!ended.has(runId))
      await new Promise<void>((resolve) => {
        heard = resolve
      })
    ended.delete(runId)
    return ((performance.now() - begun) * 1_000) / length
  }
  const samples = new Map<number, number[]>(LENGTHS.map((length) => [length, []]))
  for (const length of LENGTHS) for (let warm = 0; warm < 3_000; warm += length) await run(length)
  // In turn, so that a machine that slows down slows all lengths.
  for (let round = 0; round < 10; round += 1) {
    for (const length of LENGTHS) {
      for (let done = 0; done < STEPS_A_LENGTH / 10; done += length) samples.get(length)?.push(await run(length))
    }
  }
  await app.close()
  home.remove()
  return LENGTHS.map((length) => ({
    what: `a step of a ${length}-node chain of \`transform\``,
    goal: 'does not grow',
    unit: 'µs',
    figures: figuresOf(samples.get(length) ?? []),
  }))
}
