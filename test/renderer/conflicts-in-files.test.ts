/** The window's documents on the real app, in one process: files in which git left both sides of a merge. */
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()
beforeAll(async () => (await windowOnApp(home)).close)

const flow = (name: string, ...titles: readonly string[]): string =>
  JSON.stringify({
    format: 'slashflow/1',
    name,
    nodes: titles.map((title, index) => ({ id: `n${index}`, kind: 'note', title, config: { text: 't' } })),
    edges: [],
  })

/** As git leaves it with `merge.conflictStyle` diff3. */
const marked = (ours: string, base: string, theirs: string): string =>
  `<<<<<<< HEAD\n${ours}\n||||||| base\n${base}\n=======\n${theirs}\n>>>>>>> other\n`

const touching = (name: string): string => marked(flow(name, 'Ours'), flow(name, 'One'), flow(name, 'Theirs'))

const documents = () => import('#renderer/state/documents.ts')
const titles = async (ref: string) => (await documents()).documentNow(ref)?.workflow?.nodes.map(({ title }) => title)

it('what the sides changed apart is put together at once, and the file is written by Save alone', async () => {
  const { openDocument, documentNow, saveDocument } = await documents()
  const text = marked(flow('apart', 'Ours', 'Two'), flow('apart', 'One', 'Two'), flow('apart', 'One', 'Theirs'))
  const ref = home.write('workflows/apart.flow.json', text)
  await openDocument(ref)

  expect(await titles(ref)).toEqual(['Ours', 'Theirs'])
  expect(documentNow(ref)).toMatchObject({ dirty: true, disk: { status: 'same' } })
  expect(readFileSync(ref, 'utf8')).toBe(text)
  expect(await saveDocument(ref)).toBe(ref)
  expect(readFileSync(ref, 'utf8')).toContain('"title": "Theirs"')
  expect(documentNow(ref)).toMatchObject({ dirty: false, disk: { status: 'same' } })
})

it('an edit made before the merge is part of ours', async () => {
  const { openDocument, changeDocument, documentNow, settleDocument } = await documents()
  const { followFile } = await import('#renderer/state/document/disk.ts')
  const ref = home.write('workflows/edited.flow.json', flow('edited', 'Ours'))
  await openDocument(ref)
  changeDocument(ref, (workflow) => ({ ...workflow, title: 'Edited here' }))
  writeFileSync(ref, touching('edited'))
  await followFile(ref)

  expect(documentNow(ref)).toMatchObject({ disk: { status: 'conflict', sides: { mine: 'HEAD', theirs: 'other' } } })
  settleDocument(ref, () => 'theirs')
  expect(await titles(ref)).toEqual(['Theirs'])
  expect(documentNow(ref)).toMatchObject({ workflow: { title: 'Edited here' }, dirty: true, disk: { status: 'same' } })
})

it('Save writes over no conflict that is not settled', async () => {
  const { openDocument, documentNow, saveDocument } = await documents()
  const ref = home.write('workflows/open.flow.json', touching('open'))
  await openDocument(ref)

  expect(await saveDocument(ref)).toBeNull()
  expect(documentNow(ref)?.disk.status).toBe('conflict')
  expect(readFileSync(ref, 'utf8')).toBe(touching('open'))
})

it('what another window has settled is asked for no longer', async () => {
  const { openDocument, documentNow } = await documents()
  const { bridge } = await import('#renderer/bridge/bridge.ts')
  const ref = home.write('workflows/both.flow.json', touching('both'))
  await openDocument(ref)
  const { hash } = await bridge.call('workflows.read', { ref })
  await bridge.call('drafts.list', {}) // the window has begun to hear of drafts
  const draft = { ref, name: 'both', over: null, dirty: true, baseHash: hash, baseText: touching('both'), history: '' }
  await bridge.call('drafts.keep', { ...draft, workflow: flow('both', 'Settled') })

  await expect.poll(() => documentNow(ref)).toMatchObject({ disk: { status: 'same' }, dirty: true })
  expect(await titles(ref)).toEqual(['Settled'])
})
