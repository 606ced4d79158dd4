/** The window's documents on the real app, in one process: a file that another program renames. */
import { renameSync } from 'node:fs'
import { beforeAll, expect, it, vi } from 'vitest'
import type { CallName } from '#shared/ipc/contract.ts'
import { composedApp } from '#test/support/composed-app.ts'
import { Home } from '#test/support/home.ts'

const home = new Home()
const moves: string[] = []
let beforeRead: (ref: string) => void = () => undefined

beforeAll(async () => {
  const app = await composedApp(home, false)
  vi.stubGlobal('window', {
    slashflow: {
      async call(name: CallName, input: never) {
        if (name === 'workflows.read') beforeRead((input as { ref: string }).ref)
        return { ok: true, value: await app.call(name, input) }
      },
      on: (name: never, listener: never) => app.on(name, listener),
    },
  })
  vi.stubGlobal('addEventListener', () => undefined)
  return async () => {
    await app.close()
    home.remove()
  }
})

it('its document goes along once, with what is typed meanwhile, however often it is looked for', async () => {
  const { openDocument, changeDocument, documentNow } = await import('#renderer/state/documents.ts')
  const { followFile } = await import('#renderer/state/document/disk.ts')
  const { onRenamed } = await import('#renderer/state/document/renamed.ts')
  const { openTab, useView } = await import('#renderer/state/view.ts')
  onRenamed((from, to) => moves.push(`${from} ${to}`))
  const ref = home.write('workflows/one.flow.json', '{"format":"slashflow/1","name":"one","nodes":[],"edges":[]}')
  const next = home.path('workflows', 'other.flow.json')
  await openDocument(ref)
  openTab(ref)
  beforeRead = (read) => {
    if (read === next && documentNow(ref))
      changeDocument(ref, (workflow) => ({ ...workflow, title: 'Typed meanwhile' }))
  }

  renameSync(ref, next)
  await Promise.all([followFile(ref), followFile(ref), followFile(ref)])

  expect(moves).toEqual([`${ref} ${next}`])
  expect(documentNow(ref)).toBeUndefined()
  expect(documentNow(next)).toMatchObject({ workflow: { title: 'Typed meanwhile' }, dirty: true })
  expect(useView.getState()).toMatchObject({ tabs: [{ ref: next }], shown: next })
})
