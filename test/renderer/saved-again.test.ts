/** A Save that is asked for while another is on its way, on the real app, in one process. */
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()
let saves = 0
/** What was saved is answered only then. */
let answers: Promise<void> = Promise.resolve()
let answer = (): void => undefined

beforeAll(async () => {
  const { close } = await windowOnApp(home, {
    async call(name, _input, pass) {
      const value = await pass()
      if (name === 'workflows.save') {
        saves++
        await answers
      }
      return value
    },
  })
  return close
})

beforeEach(() => {
  saves = 0
  answers = new Promise((resolve) => {
    answer = resolve
  })
})

async function opened(name: string) {
  const { openDocument, changeDocument, saveDocument, documentNow } = await import('#renderer/state/documents.ts')
  const file = `workflows/${name}.flow.json`
  const ref = home.write(file, JSON.stringify({ format: 'slashflow/1', name, nodes: [], edges: [] }))
  await openDocument(ref)
  return {
    ref,
    type: (title: string) => changeDocument(ref, (workflow) => ({ ...workflow, title })),
    save: () => saveDocument(ref),
    dirty: () => documentNow(ref)?.dirty,
    title: () => JSON.parse(home.read(file)).title as string, // as `type` wrote it
  }
}

it('writes what was typed since, too', async () => {
  const { ref, type, save, dirty, title } = await opened('since')
  type('First')
  const first = save()
  await expect.poll(() => saves).toBe(1)
  type('Second')
  const [second, third] = [save(), save()]
  answer()

  expect(await Promise.all([first, second, third])).toEqual([ref, ref, ref])
  expect([title(), dirty(), saves]).toEqual(['Second', false, 2])
})

it('is the same where nothing was typed', async () => {
  const { ref, type, save, title } = await opened('same')
  type('Once')
  const both = [save(), save()]
  await expect.poll(() => saves).toBe(1)
  answer()

  expect(await Promise.all(both)).toEqual([ref, ref])
  expect([title(), saves]).toEqual(['Once', 1])
})
