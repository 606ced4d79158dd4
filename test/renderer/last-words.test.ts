/** The window's documents on the real app, in one process: what is typed while a draft is on its way and the window goes. */
import { beforeAll, expect, it, vi } from 'vitest'
import type { App } from '#main/app.ts'
import type { CallName } from '#shared/ipc/contract.ts'
import { composedApp } from '#test/support/composed-app.ts'
import { Home } from '#test/support/home.ts'

const home = new Home()
const leaving: (() => void)[] = []
let app: App
let sent = (): void => undefined
const firstIsSent = new Promise<void>((resolve) => {
  sent = resolve
})

beforeAll(async () => {
  app = await composedApp(home, false)
  vi.stubGlobal('window', {
    slashflow: {
      async call(name: CallName, input: never) {
        const answer = app.call(name, input)
        // A window that goes hears no answer to what it sent last.
        if (name === 'drafts.keep') {
          sent()
          await new Promise(() => undefined)
        }
        return { ok: true, value: await answer }
      },
      on: (name: never, listener: never) => app.on(name, listener),
    },
  })
  vi.stubGlobal(
    'addEventListener',
    (name: string, listener: () => void) => name === 'pagehide' && leaving.push(listener),
  )
  return async () => {
    await app.close()
    home.remove()
  }
})

it('goes to the disk too, though nobody has heard yet that the draft before it is kept', async () => {
  const { openDocument, changeDocument } = await import('#renderer/state/documents.ts')
  const text = '{"format":"slashflow/1","name":"last","nodes":[],"edges":[]}'
  const ref = home.write('workflows/last.flow.json', text)
  await openDocument(ref)
  changeDocument(ref, (workflow) => ({ ...workflow, title: 'On its way' }))
  await firstIsSent
  changeDocument(ref, (workflow) => ({ ...workflow, title: 'In the last moment' }))
  for (const leave of leaving) leave()

  const kept = async () => JSON.parse((await app.call('drafts.read', { ref }))?.workflow ?? '{}').title
  await expect.poll(kept).toBe('In the last moment')
})
