/** The window's documents on the real app, in one process: a command that the person deletes in another window. */
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()
let app: Awaited<ReturnType<typeof windowOnApp>>['app']
let ref: string
let keptAt: string

beforeAll(async () => {
  const opened = await windowOnApp(home)
  app = opened.app
  return opened.close
})

beforeEach(({ task }) => {
  ref = home.write(`workflows/${task.id}.flow.json`, '{"format":"slashflow/1","name":"shared","nodes":[],"edges":[]}')
})

/** As another window does: its file goes, and what it knew of the draft. */
async function deleteElsewhere(): Promise<void> {
  const { followFile } = await import('#renderer/state/document/disk.ts')
  keptAt = (await app.call('workflows.delete', { ref })).keptAt
  await followFile(ref)
}

it('it stays on the screen, with nothing to save, and leaves no draft', async () => {
  const { openDocument, documentNow } = await import('#renderer/state/documents.ts')
  await openDocument(ref)
  await deleteElsewhere()

  expect(documentNow(ref)).toMatchObject({ disk: { status: 'gone', keptAt }, dirty: false, draft: { status: 'none' } })
  expect(await app.call('drafts.list', {})).toEqual([])
})

it('what was edited in it is among its versions', async () => {
  const { openDocument, changeDocument, documentNow } = await import('#renderer/state/documents.ts')
  await openDocument(ref)
  changeDocument(ref, (workflow) => ({ ...workflow, title: 'Edited' }))
  await expect.poll(() => documentNow(ref)?.draft.status).toBe('kept')
  await deleteElsewhere()

  expect(await app.call('drafts.read', { ref })).toBeNull()
  expect(await app.call('versions.list', { ref })).toMatchObject([{ reason: 'draft' }])
})

it('it goes on where it was once the file is brought back, and what is edited meanwhile is a draft', async () => {
  const { openDocument, changeDocument, documentNow } = await import('#renderer/state/documents.ts')
  const { followFile } = await import('#renderer/state/document/disk.ts')
  await openDocument(ref)
  await deleteElsewhere()
  changeDocument(ref, (workflow) => ({ ...workflow, title: 'Edited meanwhile' }))
  await expect.poll(() => documentNow(ref)?.draft.status).toBe('kept')
  await app.call('workflows.restore', { ref, keptAt })
  await followFile(ref)

  expect(documentNow(ref)).toMatchObject({
    disk: { status: 'same' },
    dirty: true,
    workflow: { title: 'Edited meanwhile' },
  })
})
