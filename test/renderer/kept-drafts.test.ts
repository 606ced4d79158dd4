/** The window's documents on the real app, in one process: what is kept of an edit, and what is not. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { isChange } from '#shared/workflow/change.ts'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()
function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => undefined
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open: () => open() }
}

const saved: string[] = []

/** The draft is on its way; it arrives once it is let go. */
const [onItsWay, letGo, arrived, forgetting] = [gate(), gate(), gate(), gate()]

beforeAll(async () => {
  const { close } = await windowOnApp(home, {
    async call(name, input, pass) {
      if (name === 'workflows.save')
        saved.push(isChange((input as { workflow: unknown }).workflow) ? 'change' : 'whole')
      if (name === 'drafts.keep') {
        onItsWay.open()
        await letGo.passed
      }
      const value = await pass()
      if (name === 'drafts.keep') arrived.open()
      // What was edited is kept as a version first; the draft is what comes next.
      if (name === 'versions.keep') setImmediate(forgetting.open)
      return value
    },
  })
  return close
})

it('a draft that is on its way when its command is deleted is not left behind', async () => {
  home.write('workflows/quick.flow.json', '{"format":"slashflow/1","name":"quick","nodes":[],"edges":[]}')
  const { openDocument, changeDocument, documentNow } = await import('#renderer/state/documents.ts')
  const { takeAway } = await import('#renderer/state/document/take-away.ts')
  const { bridge } = await import('#renderer/bridge/bridge.ts')
  const ref = join(home.folder, 'workflows', 'quick.flow.json')
  await openDocument(ref)
  changeDocument(ref, (workflow) => ({ ...workflow, title: 'Edited' }))
  await onItsWay.passed
  const document = documentNow(ref)
  const taken = document && takeAway(document)
  await forgetting.passed
  letGo.open()
  await arrived.passed
  await taken

  expect(await bridge.call('drafts.read', { ref })).toBeNull()
})

it('what kept a Save from the file is not told any more once the file is gone', async () => {
  home.write('workflows/other.flow.json', '{"format":"slashflow/1","name":"other","nodes":[],"edges":[]}')
  home.write('workflows/mine.flow.json', '{"format":"slashflow/1","name":"mine","nodes":[],"edges":[]}')
  const { openDocument, changeDocument, documentNow, saveDocument } = await import('#renderer/state/documents.ts')
  const { followFile } = await import('#renderer/state/document/disk.ts')
  const ref = join(home.folder, 'workflows', 'mine.flow.json')
  await openDocument(ref)
  changeDocument(ref, (workflow) => ({ ...workflow, name: 'other' }))
  await saveDocument(ref)
  expect(documentNow(ref)?.error).toContain('There is a /other already')

  rmSync(ref)
  await followFile(ref)

  expect(documentNow(ref)).toMatchObject({ disk: { status: 'gone' }, error: undefined, dirty: true })
})

it('what main has read of so many other files meanwhile keeps nobody from saving and drafting', async () => {
  home.write('workflows/long.flow.json', '{"format":"slashflow/1","name":"long","nodes":[],"edges":[]}')
  const { openDocument, changeDocument, documentNow, saveDocument } = await import('#renderer/state/documents.ts')
  const { bridge } = await import('#renderer/bridge/bridge.ts')
  const ref = join(home.folder, 'workflows', 'long.flow.json')
  await openDocument(ref)
  for (let count = 0; count < 40; count += 1)
    home.write(`workflows/n${count}.flow.json`, `{"format":"slashflow/1","name":"n${count}","nodes":[],"edges":[]}`)
  for (let count = 0; count < 40; count += 1)
    await bridge.call('workflows.read', { ref: join(home.folder, 'workflows', `n${count}.flow.json`) })

  changeDocument(ref, (workflow) => ({ ...workflow, title: 'Edited' }))
  await expect.poll(() => documentNow(ref)?.draft.status).toBe('kept')
  const draft = await bridge.call('drafts.read', { ref })
  saved.length = 0
  await saveDocument(ref)

  expect(draft).toMatchObject({ baseHash: expect.any(String), base: { name: 'long' } })
  expect(saved).toEqual(['change', 'whole'])
  expect(readFileSync(ref, 'utf8')).toContain('"title": "Edited"')
})
