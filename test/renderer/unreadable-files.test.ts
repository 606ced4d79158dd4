/** The window's documents on the real app, in one process: an open file in which another program leaves what is no workflow. */
import { writeFileSync } from 'node:fs'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()
let app: Awaited<ReturnType<typeof windowOnApp>>['app']
let ref: string

beforeAll(async () => {
  const opened = await windowOnApp(home)
  app = opened.app
  return opened.close
})

let name: string
const flow = (title: string): string => JSON.stringify({ format: 'slashflow/1', name, title, nodes: [], edges: [] })

beforeEach(({ task }) => {
  name = `flow-${task.id.replace('_', '-')}`
  ref = home.write(`workflows/${task.id}.flow.json`, flow('First'))
})

const documents = () => import('#renderer/state/documents.ts')

async function writeElsewhere(text: string): Promise<void> {
  const { followFile } = await import('#renderer/state/document/disk.ts')
  writeFileSync(ref, text)
  await followFile(ref)
}

it('what was drawn stays, though nobody had edited it, and is a draft until the file can be read', async () => {
  const { openDocument, documentNow } = await documents()
  await openDocument(ref)
  await writeElsewhere('')

  expect(documentNow(ref)).toMatchObject({ workflow: { title: 'First' }, disk: { status: 'unreadable' }, dirty: true })
  await expect.poll(() => app.call('drafts.read', { ref })).toMatchObject({ dirty: true })

  await writeElsewhere(flow('Second'))
  expect(documentNow(ref)).toMatchObject({ workflow: { title: 'Second' }, disk: { status: 'same' }, dirty: false })
  await expect.poll(() => documentNow(ref)?.draft.status).toBe('kept')
  expect(await app.call('drafts.list', {})).toEqual([])
})

it('the file that says what it said leaves no draft behind', async () => {
  const { openDocument, documentNow } = await documents()
  await openDocument(ref)
  await writeElsewhere('{"format": "slashflow/1",')
  await expect.poll(() => app.call('drafts.read', { ref })).toMatchObject({ dirty: true })
  await writeElsewhere(flow('First'))

  expect(documentNow(ref)).toMatchObject({ disk: { status: 'same' }, dirty: false })
  await expect.poll(async () => (await app.call('drafts.read', { ref }))?.dirty ?? false).toBe(false)
})

it('it is written over the file where the person says so, and by no Save', async () => {
  const { openDocument, documentNow, saveDocument } = await documents()
  await openDocument(ref)
  await writeElsewhere('no workflow')

  expect(await saveDocument(ref)).toBeNull()
  expect(documentNow(ref)).toMatchObject({ workflow: { title: 'First' }, disk: { status: 'unreadable' } })
  expect([await saveDocument(ref, { overwrite: true }), documentNow(ref)?.error]).toEqual([ref, undefined])
  expect(documentNow(ref)).toMatchObject({ workflow: { title: 'First' }, disk: { status: 'same' }, dirty: false })
  expect((await app.call('workflows.read', { ref })).workflow).toMatchObject({ title: 'First' })
})
