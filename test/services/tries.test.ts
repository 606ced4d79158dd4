/** Tries of a draft that is not on disk, and the arguments that are kept for a command: over the bridge, as the window asks. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { App } from '#main/app.ts'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'
import { composedApp } from '#test/support/composed-app.ts'
import { Home } from '#test/support/home.ts'

const saved: Workflow = {
  format: FORMAT,
  name: 'greet',
  parameters: [{ name: 'who', type: 'string' }],
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'made', kind: 'transform', config: { value: '{{ "Hello " & args.who }}' } },
    { id: 'said', kind: 'transform', config: { value: '{{ nodes.made & "." }}' } },
    { id: 'done', kind: 'end', config: { result: '{{ nodes.said }}' } },
  ],
  edges: [
    { from: 'start', to: 'made' },
    { from: 'made', to: 'said' },
    { from: 'said', to: 'done' },
  ],
}

let home: Home
let app: App
let ref: string

beforeEach(async () => {
  home = new Home()
  ref = home.write('workflows/greet.flow.json', JSON.stringify(saved))
  app = await open()
})
afterEach(async () => {
  await app.close()
  home.remove()
})

const open = () => composedApp(home, true)

/** Outputs by node, and which of them were executed, once the run has ended. */
async function ended(
  runId: string,
): Promise<{ readonly outputs: object; readonly executed: readonly (string | undefined)[] }> {
  await expect.poll(async () => (await app.call('runs.summary', { runId })).endedAt).toBeDefined()
  const events = await app.call('runs.events', { runId })
  return {
    outputs: Object.fromEntries(
      events.flatMap((event) => (event.type === 'node.completed' ? [[event.nodeId, event.data.output]] : [])),
    ),
    executed: events.flatMap((event) => (event.type === 'node.started' ? [event.nodeId] : [])),
  }
}

const draftWith = (id: string, change: object): Workflow => ({
  ...saved,
  nodes: saved.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
})
const start = (more: object) => app.call('run.start', { ref, args: { who: 'Ada' }, workspace: '', ...more })

it('runs a draft up to a node, with its pins, and leaves the file as it was', async () => {
  const before = home.read('workflows/greet.flow.json')
  const draft = draftWith('made', { pinned: 'Pinned' })
  const { runId } = await start({ draft, test: true, until: 'said' })

  expect((await ended(runId)).outputs).toEqual({ start: { who: 'Ada' }, made: 'Pinned', said: 'Pinned.' })
  expect(home.read('workflows/greet.flow.json')).toBe(before)
})

it('tries a part though something behind it is wrong, and refuses a draft that is no try', async () => {
  const draft = draftWith('done', { config: { result: '{{ nodes.nowhere }}' } })
  expect((await ended((await start({ draft, test: true, until: 'said' })).runId)).outputs).toMatchObject({
    said: 'Hello Ada.',
  })

  await expect(start({ draft, test: true })).rejects.toMatchObject({ code: 'workflow.invalid' })
  await expect(start({ draft: saved })).rejects.toMatchObject({ code: 'draft.no-try' })
})

it('runs one node of a draft alone on the data of an earlier run, also one that is new', async () => {
  const { runId } = await start({})
  await ended(runId)
  const changed = { ref, workflow: draftWith('said', { config: { value: '{{ nodes.made & "!" }}' } }) }
  const alone = { runId, from: 'said', until: 'said', draft: changed }
  expect((await app.call('run.plan', alone)).again.map(({ nodeId }) => nodeId)).toEqual(['said'])
  expect(await ended((await app.call('run.replay', alone)).runId)).toMatchObject({
    outputs: { made: 'Hello Ada', said: 'Hello Ada!' },
    executed: ['said'],
  })

  const added: Workflow = {
    ...saved,
    nodes: [...saved.nodes, { id: 'loud', kind: 'transform', config: { value: '{{ $uppercase(nodes.said) }}' } }],
    edges: [...saved.edges, { from: 'said', to: 'loud' }],
  }
  const fresh = await app.call('run.replay', { runId, from: 'loud', until: 'loud', draft: { ref, workflow: added } })
  expect(await ended(fresh.runId)).toMatchObject({ outputs: { loud: 'HELLO ADA.' }, executed: ['loud'] })
})

it('runs up to a node inside a loop, though the way back is not part of it', async () => {
  const draft: Workflow = {
    ...saved,
    nodes: [
      ...saved.nodes,
      { id: 'enough', kind: 'branch', config: { cases: [{ port: 'again', when: '{{ false }}' }] } },
    ],
    edges: [
      { from: 'start', to: 'made' },
      { from: 'made', to: 'said' },
      { from: 'said', to: 'enough' },
      { from: 'enough.again', to: 'made', loop: { max: 2 } },
      { from: 'enough.else', to: 'done' },
    ],
  }
  const { runId } = await start({ draft, test: true, until: 'said' })
  expect(await ended(runId)).toMatchObject({ outputs: { said: 'Hello Ada.' }, executed: ['start', 'made', 'said'] })
})

it('takes a pin before what the earlier run recorded', async () => {
  const { runId } = await start({})
  await ended(runId)
  const draft = { ref, workflow: draftWith('made', { pinned: 'Pinned' }) }
  const again = await app.call('run.replay', { runId, from: 'said', until: 'said', draft })
  expect((await ended(again.runId)).outputs).toMatchObject({ made: 'Pinned', said: 'Pinned.' })
})

it('keeps arguments under names, over a restart, and in no workflow file', async () => {
  await app.call('samples.save', { command: 'greet', name: 'small', args: { who: 'Ada' } })
  await app.call('samples.save', { command: 'greet', name: 'a captain', args: { who: 'Grace' } })
  await app.close()
  app = await open()

  expect(await app.call('samples.list', { command: 'greet' })).toEqual([
    { name: 'a captain', args: { who: 'Grace' } },
    { name: 'small', args: { who: 'Ada' } },
  ])
  expect(await app.call('samples.remove', { command: 'greet', name: 'small' })).toHaveLength(1)
  expect(home.read('workflows/greet.flow.json')).not.toContain('Grace')
})

it('keeps a damaged file of samples aside', async () => {
  home.write('samples.json', '{ "samples": [')
  expect(await app.call('samples.list', { command: 'greet' })).toEqual([])
  await app.call('samples.save', { command: 'greet', name: 'small', args: { who: 'Ada' } })
  expect(await app.call('samples.list', { command: 'greet' })).toHaveLength(1)
})
