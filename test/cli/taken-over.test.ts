/** A run whose process died goes on in the app that is open, without a restart. */
import { afterEach, expect, it } from 'vitest'
import type { App } from '#main/app.ts'
import type { RunEvent } from '#shared/events/event.ts'
import { composedApp } from '#test/support/composed-app.ts'
import { Home, ROOT } from '#test/support/home.ts'
import { SlashflowProcess } from '#test/support/slashflow-process.ts'

const home = new Home()
let app: App | undefined
afterEach(async () => {
  await app?.close()
  home.remove()
})

it('is taken over while it waits for a person, and ends when it is answered', async () => {
  app = await composedApp(home, true)
  const heard = hear(app)
  const run = SlashflowProcess.start(['run', 'hello', '--json'], { env: home.env(), cwd: ROOT })
  const { runId, data } = await run.event('approval.requested')
  run.kill('SIGKILL')
  await run.exit

  await heard('run.recovered')
  await app.call('approval.decide', { runId, approvalId: data.approvalId, decision: 'approved' })
  expect(await heard('run.succeeded')).toMatchObject({ runId })
})

function hear(app: App): (type: RunEvent['type']) => Promise<RunEvent> {
  const events: RunEvent[] = []
  const waiting = new Set<() => void>()
  app.on('run.event', (event) => {
    events.push(event)
    for (const look of waiting) look()
  })
  return (type) =>
    new Promise((resolve) => {
      const look = () => {
        const found = events.find((event) => event.type === type)
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
}
