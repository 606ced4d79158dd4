/** What goes by a node's id beside the document, where an undo gives the node its earlier one: on the real app, in one process. */
import { beforeAll, expect, it } from 'vitest'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()

beforeAll(async () => (await windowOnApp(home, { call: (_name, _input, pass) => pass() })).close)

it('breakpoints, JSON that cannot be read, and what is selected follow there and back', async () => {
  const { openDocument, undoDocument, redoDocument } = await import('#renderer/state/documents.ts')
  const { giveId } = await import('#renderer/state/node-names.ts')
  const { breakpointsNow, setBreakpoints } = await import('#renderer/state/breakpoints.ts')
  const { keepUnreadText, unreadTextNow } = await import('#renderer/state/unread-texts.ts')
  const { openTab, shownTab } = await import('#renderer/state/view.ts')
  const nodes = ['start', 'made'].map((id) => ({ id, kind: id === 'made' ? 'transform' : id, config: {} }))
  const file = { format: 'slashflow/1', name: 'back', nodes, edges: [{ from: 'start', to: 'made' }] }
  const ref = home.write('workflows/back.flow.json', JSON.stringify(file))
  await openDocument(ref)
  openTab(ref, { nodeId: 'made' })
  setBreakpoints(ref, ['made'], true)
  keepUnreadText({ documentRef: ref, nodeId: 'made', field: 'pinned' }, '{ "a": ', undefined)
  const now = () => [
    shownTab()?.nodeId,
    [...breakpointsNow(ref)],
    ['made', 'drawn'].map((nodeId) => unreadTextNow({ documentRef: ref, nodeId, field: 'pinned' }, undefined)),
  ]

  giveId(ref, 'made', 'drawn')
  expect(now()).toEqual(['drawn', ['drawn'], [undefined, '{ "a": ']])
  undoDocument(ref)
  expect(now()).toEqual(['made', ['made'], ['{ "a": ', undefined]])
  redoDocument(ref)
  expect(now()).toEqual(['drawn', ['drawn'], [undefined, '{ "a": ']])
})
