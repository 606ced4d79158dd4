/** A large graph that is edited, on the real app, in one process: the host is busy with its check for seconds. */
import { beforeAll, expect, it } from 'vitest'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()
const happened: string[] = []

beforeAll(async () => {
  const { close } = await windowOnApp(home, {
    async call(name, _input, pass) {
      if (name === 'workflows.check') happened.push('checked')
      const value = await pass()
      if (name === 'drafts.keep') happened.push('kept')
      return value
    },
  })
  return close
})

it('is on the disk before it is checked, and its problems are known all the same', async () => {
  const { openDocument, changeDocument, documentNow } = await import('#renderer/state/documents.ts')
  const start = { id: 'start', kind: 'start' }
  const flow = { format: 'slashflow/1', name: 'large', nodes: [start], edges: [] }
  const ref = home.write('workflows/large.flow.json', JSON.stringify(flow))
  await openDocument(ref)
  const many = Array.from({ length: 1_500 }, (_, index) => ({ id: `n${index}`, kind: 'transform' }))
  changeDocument(ref, (before): Workflow => ({ ...before, nodes: [start, ...many] }))

  await expect.poll(() => documentNow(ref)?.problems.length, { timeout: 10_000 }).toBeGreaterThan(1_000)
  expect(happened.slice(0, 2)).toEqual(['kept', 'checked'])
})
