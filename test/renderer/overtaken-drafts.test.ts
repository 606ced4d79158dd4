/** The window's documents on the real app, in one process: an announcement of a draft that comes late, as from a busy disk. */
import { beforeAll, expect, it } from 'vitest'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()
type Changed = (change: { readonly ref: string; readonly revision: string | null }) => void
let announce: Changed = () => undefined
/** What was read of a draft reaches the window only then. */
let arrives: Promise<void> = Promise.resolve()
let wasRead: () => void = () => undefined

beforeAll(async () => {
  const { close } = await windowOnApp(home, {
    async call(name, _input, pass) {
      const value = await pass()
      if (name === 'drafts.read') {
        wasRead()
        await arrives
      }
      return value
    },
    listens(name, listener) {
      if (name === 'drafts.changed') announce = listener as Changed // what that event carries
    },
  })
  return close
})

it('what another window kept alike meanwhile is no further step of undo', async () => {
  const { openDocument, changeDocument, documentNow } = await import('#renderer/state/documents.ts')
  const { historyText } = await import('#renderer/state/document/kept-history.ts')
  const { bridge } = await import('#renderer/bridge/bridge.ts')
  const ref = home.write('workflows/both.flow.json', '{"format":"slashflow/1","name":"both","nodes":[],"edges":[]}')
  const type = (title: string) => changeDocument(ref, (workflow) => ({ ...workflow, title }))
  await openDocument(ref)
  type('First')
  await expect.poll(() => documentNow(ref)?.draft.status).toBe('kept')
  const over = (await bridge.call('drafts.read', { ref }))?.revision ?? null

  // Both put the same change of the file together with their draft, each with its fields in an order of its own.
  type('Second')
  const { workflow, past = [], future = [], saved } = documentNow(ref) ?? {}
  if (!workflow) return expect.unreachable('the document is open')
  const { edges, ...rest } = workflow
  const same = { ref, name: 'both', dirty: true, baseHash: saved?.hash ?? null, baseText: saved?.text ?? null }
  const kept = { workflow: JSON.stringify({ edges, ...rest }), history: historyText({ workflow, past, future }) }
  await bridge.call('drafts.keep', { ...same, ...kept, over, revision: crypto.randomUUID() })
  await expect.poll(() => documentNow(ref)?.draft.status).toBe('kept')

  expect(documentNow(ref)).toMatchObject({ workflow: { title: 'Second' }, past: { length: past.length } })
})

it('what was read of an earlier revision does not take the place of what was typed and kept meanwhile', async () => {
  const { openDocument, changeDocument, documentNow } = await import('#renderer/state/documents.ts')
  const { bridge } = await import('#renderer/bridge/bridge.ts')
  const ref = home.write('workflows/typed.flow.json', '{"format":"slashflow/1","name":"typed","nodes":[],"edges":[]}')
  const type = (title: string) => changeDocument(ref, (workflow) => ({ ...workflow, title }))
  const kept = async () => (await bridge.call('drafts.list', {})).length > 0 && documentNow(ref)?.draft.status
  await openDocument(ref)
  type('First')
  await expect.poll(kept).toBe('kept')

  const read = new Promise<void>((resolve) => {
    wasRead = resolve
  })
  let letGo = (): void => undefined
  arrives = new Promise((resolve) => {
    letGo = resolve
  })
  announce({ ref, revision: 'of an earlier moment' })
  await read
  type('Second')
  await expect.poll(kept).toBe('kept')
  letGo()
  await arrives
  await bridge.call('drafts.list', {})

  expect(documentNow(ref)?.workflow?.title).toBe('Second')
  type('Third')
  await expect.poll(kept).toBe('kept')
  expect(JSON.parse((await bridge.call('drafts.read', { ref }))?.workflow ?? '')).toMatchObject({ title: 'Third' })
})

it('who typed the same at the same time in an earlier window is told, once, and an undo brings it back', async () => {
  const { openDocument, changeDocument, undoDocument, documentNow } = await import('#renderer/state/documents.ts')
  const { historyText } = await import('#renderer/state/document/kept-history.ts')
  const { bridge } = await import('#renderer/bridge/bridge.ts')
  const { toast } = await import('sonner')
  const told = () => toast.getHistory().flatMap((each) => ('title' in each ? [String(each.title)] : []))
  const ref = home.write('workflows/told.flow.json', '{"format":"slashflow/1","name":"told","nodes":[],"edges":[]}')
  await openDocument(ref)
  changeDocument(ref, (workflow) => ({ ...workflow, title: 'Mine' }))
  await expect.poll(() => documentNow(ref)?.draft.status).toBe('kept')

  const { workflow: mine, past = [], saved } = documentNow(ref) ?? {}
  if (!mine) return expect.unreachable('the document is open')
  const other = async (title: string) => {
    const over = (await bridge.call('drafts.read', { ref }))?.revision ?? null
    const workflow = { ...mine, title }
    const history = historyText({ workflow, past: [...past, { workflow: mine, weight: 0 }], future: [] })
    const same = { ref, name: 'told', dirty: true, baseHash: saved?.hash ?? null, baseText: saved?.text ?? null }
    const revision = crypto.randomUUID()
    await bridge.call('drafts.keep', { ...same, workflow: JSON.stringify(workflow), history, over, revision })
    await expect.poll(() => documentNow(ref)?.workflow?.title).toBe(title)
  }
  await other('Theirs')
  await other('Theirs, too')
  expect(told().filter((title) => title.includes('/told'))).toEqual([
    'Another window changed the same of /told at the same time. Its is shown; undo brings yours back.',
  ])
  undoDocument(ref)
  expect(documentNow(ref)?.workflow?.title).toBe('Mine')
})
