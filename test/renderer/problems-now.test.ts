/** Problems of what was edited a moment ago, on the real app, in one process: the last check of the draft is older than it. */
import { beforeAll, expect, it } from 'vitest'
import { errorsOf, type Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()
let checks = 0
/** The answer of a check reaches the window only then. */
let arrives: Promise<void> = Promise.resolve()

beforeAll(async () => {
  const { close } = await windowOnApp(home, {
    async call(name, _input, pass) {
      const value = await pass()
      if (name === 'workflows.check') {
        checks++
        await arrives
      }
      return value
    },
  })
  return close
})

/** A command of one node, open. */
async function opened(name: string) {
  const { openDocument, changeDocument, documentNow } = await import('#renderer/state/documents.ts')
  const { problemsNow } = await import('#renderer/state/document/problems.ts')
  const start = { id: 'start', kind: 'start' }
  const node = (value: string) => ({ id: 'one', kind: 'transform', config: { value } })
  const workflow = {
    format: 'slashflow/1',
    name,
    nodes: [start, node('{{ 1 }}')],
    edges: [{ from: 'start', to: 'one' }],
  }
  const ref = home.write(`workflows/${name}.flow.json`, JSON.stringify(workflow))
  await openDocument(ref)
  return {
    type: (value: string) => changeDocument(ref, (before): Workflow => ({ ...before, nodes: [start, node(value)] })),
    known: () => fieldsOf(documentNow(ref)?.problems ?? []),
    now: async () => fieldsOf(await problemsNow(ref)),
  }
}

const fieldsOf = (problems: readonly Problem[]) => errorsOf(problems).map(({ field }) => field)

it('they are of the draft as it stands, however soon after the edit they are asked for', async () => {
  const { type, known, now } = await opened('soon')

  type('{{ nodes.gone.out }}')
  expect(known()).toEqual([])
  expect(await now()).toContain('value')

  type('{{ 2 }}')
  expect(known()).toContain('value')
  expect(await now()).toEqual([])
})

it('what is typed while they are looked for counts too', async () => {
  const { type, now } = await opened('meanwhile')
  let letGo = (): void => undefined
  arrives = new Promise((resolve) => {
    letGo = resolve
  })
  checks = 0
  type('{{ nodes.gone.out }}')
  const asked = now()
  await expect.poll(() => checks).toBe(1)
  type('{{ 2 }}')
  letGo()

  expect(await asked).toEqual([])
  expect(await now()).toEqual([])
  expect(checks).toBe(2)
})
