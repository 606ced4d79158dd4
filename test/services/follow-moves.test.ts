/** What belongs to a command beside its file, its versions and sample arguments, goes where the file goes: over the bridge. */
import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { App } from '#main/app.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'
import { composedApp } from '#test/support/composed-app.ts'
import { Home } from '#test/support/home.ts'

const flow = (description: string): Workflow => ({
  format: FORMAT,
  name: 'greet',
  description,
  parameters: [{ name: 'who', type: 'string' }],
  nodes: [{ id: 'start', kind: 'start' }],
  edges: [],
})

let home: Home
let workspace: string
let app: App
let made: WorkflowDocument

beforeEach(async () => {
  home = new Home()
  workspace = mkdtempSync(join(home.folder, 'work-'))
  app = await composedApp(home, false)
  made = await app.call('workflows.create', { name: 'greet', source: 'user', workspace, workflow: flow('One.') })
  await app.call('workflows.save', { ref: made.ref, workflow: flow('Two.') })
  await app.call('samples.save', { command: 'greet', name: 'Ada', args: { who: 'Ada' } })
})
afterEach(async () => {
  await app.close()
  home.remove()
})

const versions = async (ref: string) =>
  Promise.all(
    (await app.call('versions.list', { ref })).map(
      async ({ id }) => (await app.call('versions.read', { ref, id })).workflow?.description,
    ),
  )
const samples = async (command: string) => (await app.call('samples.list', { command })).map(({ name }) => name)

it('a renamed command has its versions and samples, and the old name has none', async () => {
  const { ref } = await app.call('workflows.move', { ref: made.ref, name: 'welcome', source: 'user', workspace })

  expect(await versions(ref)).toEqual(['Two.', 'Two.', 'One.'])
  expect(await samples('welcome')).toEqual(['Ada'])
  expect([await versions(made.ref), await samples('greet')]).toEqual([[], []])
})

it('a command that moves to the workspace and back keeps both, and samples of its namesake stay', async () => {
  const there = await app.call('workflows.move', { ref: made.ref, name: 'greet', source: 'workspace', workspace })
  expect(there.ref).toBe(join(workspace, '.slashflow', 'greet.flow.json'))
  expect(await versions(there.ref)).toEqual(['Two.', 'One.'])

  await app.call('workflows.create', { name: 'greet', source: 'user', workspace, workflow: flow('Another.') })
  const renamed = await app.call('workflows.move', { ref: there.ref, name: 'hail', source: 'workspace', workspace })
  expect([await samples('hail'), await samples('greet')]).toEqual([['Ada'], ['Ada']])
  expect(await versions(renamed.ref)).toEqual(['Two.', 'Two.', 'One.'])
})

it('a sample of the new name that was there already is not written over', async () => {
  await app.call('samples.save', { command: 'welcome', name: 'Ada', args: { who: 'Another Ada' } })
  await app.call('workflows.move', { ref: made.ref, name: 'welcome', source: 'user', workspace })

  expect(await app.call('samples.list', { command: 'welcome' })).toEqual([
    { name: 'Ada', args: { who: 'Another Ada' } },
  ])
})

it('a command that was deleted and brought back has both again', async () => {
  const { keptAt } = await app.call('workflows.delete', { ref: made.ref })
  expect(existsSync(made.ref)).toBe(false)
  await app.call('workflows.restore', { ref: made.ref, keptAt })

  expect(await versions(made.ref)).toEqual(['Two.', 'One.'])
  expect(await samples('greet')).toEqual(['Ada'])
})

it('a file that another program renamed is found with its versions', async () => {
  const { hash } = await app.call('workflows.read', { ref: made.ref })
  const to = join(home.folder, 'workflows', 'elsewhere.flow.json')
  mkdirSync(join(to, '..'), { recursive: true })
  renameSync(made.ref, to)

  expect(await app.call('workflows.movedTo', { ref: made.ref, hash })).toEqual({ ref: to, keptAt: null })
  expect(await versions(to)).toEqual(['Two.', 'One.'])
})

it('one that was renamed in another window is found by each of the names that it had', async () => {
  const hashOf = async (ref: string) => (await app.call('workflows.read', { ref })).hash
  const found = (ref: string, hash: string) => app.call('workflows.movedTo', { ref, hash })
  const first = await hashOf(made.ref)
  const { ref: second } = await app.call('workflows.move', {
    ref: made.ref,
    name: 'welcome',
    source: 'user',
    workspace,
  })
  const between = await hashOf(second)
  const { ref: last } = await app.call('workflows.move', { ref: second, name: 'hail', source: 'user', workspace })

  expect([await found(made.ref, first), await found(second, between)]).toEqual([
    { ref: last, keptAt: null },
    { ref: last, keptAt: null },
  ])
  // Another one that came to stand there, and was deleted, went nowhere.
  const next = await app.call('workflows.create', { name: 'greet', source: 'user', workspace, workflow: flow('New.') })
  const { keptAt } = await app.call('workflows.delete', { ref: next.ref })
  expect(await found(next.ref, next.hash)).toEqual({ ref: null, keptAt })
  await app.call('workflows.delete', { ref: last })
  expect(await found(made.ref, first)).toEqual({ ref: null, keptAt: null })
  // There and back again is nowhere else.
  const again = await app.call('workflows.create', { name: 'one', source: 'user', workspace, workflow: flow('One.') })
  const away = await app.call('workflows.move', { ref: again.ref, name: 'two', source: 'user', workspace })
  const hash = await hashOf(away.ref)
  await app.call('workflows.move', { ref: away.ref, name: 'one', source: 'user', workspace })
  expect(await found(away.ref, hash)).toEqual({ ref: again.ref, keptAt: null })
})

it('one that was renamed before the host was started anew is found, too', async () => {
  const { hash } = await app.call('workflows.read', { ref: made.ref })
  const { ref } = await app.call('workflows.move', { ref: made.ref, name: 'welcome', source: 'user', workspace })
  await app.close()
  app = await composedApp(home, false)

  expect(await app.call('workflows.movedTo', { ref: made.ref, hash })).toEqual({ ref, keptAt: null })
})
