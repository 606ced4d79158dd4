/** The window's documents on the real app, in one process: a file that another program renames. */
import { renameSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()
const moves: string[] = []
let beforeRead: (ref: string) => void = () => undefined

beforeAll(async () => {
  const { close } = await windowOnApp(home, {
    call(name, input, pass) {
      if (name === 'workflows.read') beforeRead((input as { ref: string }).ref)
      return pass()
    },
  })
  return close
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
