/** Commands that begin by an event, in the whole app: each event begins one run, however many processes hear it and end meanwhile. */
import { afterEach, expect, it } from 'vitest'
import type { App } from '#main/app.ts'
import { composedApp } from '#test/support/composed-app.ts'
import { Home } from '#test/support/home.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const home = new Home()
const apps: App[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
  home.remove()
})

const hears = workflowOf(
  [
    { id: 'heard', kind: 'on_event', config: { event: 'said' } },
    { id: 'end', kind: 'end', config: { result: '{{ nodes.heard }}' } },
  ],
  ['heard -> end'],
)

const says = (count: number) =>
  workflowOf(
    [
      { id: 'start', kind: 'start' },
      { id: 'all', kind: 'each', config: { items: `{{ [1..${count}] }}` } },
      { id: 'say', kind: 'emit', parent: 'all', config: { event: 'said', data: '{{ item }}' } },
    ],
    ['start -> all'],
  )

async function opened(): Promise<App> {
  const app = await composedApp(home, true)
  apps.push(app)
  return app
}

/** With /says, and /hears, which is trusted. */
async function openedWith(count: number): Promise<App> {
  const ref = home.write('workflows/hears.flow.json', JSON.stringify({ ...hears, name: 'hears' }))
  home.write('workflows/says.flow.json', JSON.stringify({ ...says(count), name: 'says' }))
  const app = await opened()
  const { hash } = await app.call('workflows.read', { ref })
  await app.call('workflows.trust', { ref, hash })
  return app
}

const ended = async (app: App) =>
  (await app.call('runs.list', { workflow: 'hears', limit: 1_000 })).filter(({ status }) => status === 'succeeded')

/** What the runs that events began have heard, in order. */
async function heard(app: App): Promise<readonly unknown[]> {
  const results: unknown[] = []
  for (const { runId } of await ended(app))
    for (const { type, data } of await app.call('runs.events', { runId }))
      if (type === 'run.succeeded') results.push(data.result)
  return results.sort((one, other) => Number(one) - Number(other))
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

it('begin once for each event, though two processes hear it', async () => {
  const [one, other] = [await openedWith(60), await opened()]
  await one.call('run.start', { line: '/says', workspace: '' })
  await expect.poll(() => ended(other)).toHaveLength(60)
  expect(await heard(one)).toEqual(numbers(60))
  expect(await one.call('letters.list', {})).toEqual([])
})

it('end with their process at the next event, and go on in the one after it', async () => {
  const first = await openedWith(300)
  await first.call('run.start', { line: '/says', workspace: '' })
  await expect.poll(async () => (await ended(first)).length).toBeGreaterThan(0)
  await first.close()
  const next = await opened()
  expect((await ended(next)).length).toBeLessThan(300)
  await expect.poll(() => ended(next)).toHaveLength(300)
  expect(await heard(next)).toEqual(numbers(300))
  expect(await next.call('letters.list', {})).toEqual([])
})
