/** Edits that come as a change of the file's version: the same as if all of the workflow had come. */
import { readFileSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { App } from '#main/app.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import type { Json } from '#shared/json.ts'
import { changeOf, type WorkflowChange } from '#shared/workflow/change.ts'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'
import { composedApp } from '#test/support/composed-app.ts'
import { Home } from '#test/support/home.ts'

const written: Workflow = {
  format: FORMAT,
  name: 'greet',
  description: 'Says hello.',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'greet', kind: 'transform', config: { value: 'Hello' } },
    { id: 'end', kind: 'end' },
  ],
  edges: [
    { from: 'start', to: 'greet' },
    { from: 'greet', to: 'end' },
  ],
  layout: { start: [0, 0], greet: [240, 0], end: [480, 0] },
}
const { description: _, ...rest } = written
/** A field gone, another one there, a node changed, one more, an edge less, a place moved. */
const edited = {
  ...rest,
  title: 'Greets',
  nodes: [
    ...written.nodes.map((node) => (node.id === 'greet' ? { ...node, config: { value: '{{ nodes.nobody }}' } } : node)),
    { id: 'more', kind: 'transform', config: { value: 'And more' } },
  ],
  edges: written.edges.slice(0, 1),
  layout: { ...written.layout, greet: [240, 96] as const },
} as Workflow

let home: Home
let app: App
let file: WorkflowDocument
let change: WorkflowChange

beforeEach(async () => {
  home = new Home()
  app = await composedApp(home, false)
  file = await app.call('workflows.create', { name: 'greet', source: 'user', workspace: '', workflow: written })
  change = overTheWire(changeOf(file.hash, file.workflow ?? written, edited))
})
afterEach(async () => {
  await app.close()
  home.remove()
})

const overTheWire = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value // JSON, as it is sent
const draftOf = (workflow: string | WorkflowChange) => ({
  ref: file.ref,
  name: 'greet',
  over: null,
  dirty: true,
  baseHash: file.hash,
  baseText: typeof workflow === 'string' ? file.text : null,
  workflow,
  history: '{"past":[],"future":[]}',
})

it('a check finds the same in a change as in the whole', async () => {
  const problems = await app.call('workflows.check', { workflow: change })

  expect(problems).toEqual(await app.call('workflows.check', { workflow: edited as Json }))
  expect(problems.map(({ nodeId }) => nodeId)).toContain('greet')
})

it('a Save writes the same text for both', async () => {
  const saved = await app.call('workflows.save', { ref: file.ref, workflow: change, baseHash: file.hash })
  const byChange = readFileSync(file.ref, 'utf8')
  await app.call('workflows.save', { ref: file.ref, workflow: edited, baseHash: saved.hash })

  expect(byChange).toBe(saved.text)
  expect(readFileSync(file.ref, 'utf8')).toBe(byChange)
  expect((await app.call('workflows.read', { ref: file.ref })).workflow).toEqual(edited)
})

it('a draft is kept whole, with the text that it began with, also where it would be no workflow', async () => {
  const unfinished = { ...edited, nodes: [{ id: 'Not an id' }] } as unknown as Workflow
  const { revision } = await app.call('drafts.keep', draftOf(change))
  expect(await app.call('drafts.read', { ref: file.ref })).toMatchObject({
    revision,
    baseText: file.text,
    base: written,
  })
  expect(JSON.parse((await app.call('drafts.read', { ref: file.ref }))?.workflow ?? '')).toEqual(edited)

  const next = overTheWire(changeOf(file.hash, written, unfinished))
  await app.call('drafts.keep', { ...draftOf(next), over: revision })
  expect(JSON.parse((await app.call('drafts.read', { ref: file.ref }))?.workflow ?? '')).toEqual(unfinished)
})

it('a change of a version that is not at hand, or that does not fit it, is refused and writes nothing', async () => {
  const unknown = { ...change, base: 'f'.repeat(64) }
  const unfit: WorkflowChange = { base: file.hash, delta: { type: 'items', items: [] } }
  const noDelta = { base: file.hash, delta: { type: 'else' } } as unknown as WorkflowChange

  for (const workflow of [unknown, unfit, noDelta]) {
    const refused = { code: 'workflow.base-unknown' }
    await expect(app.call('workflows.check', { workflow })).rejects.toMatchObject(refused)
    await expect(app.call('workflows.save', { ref: file.ref, workflow })).rejects.toMatchObject(refused)
    await expect(app.call('drafts.keep', draftOf(workflow))).rejects.toMatchObject(refused)
  }
  expect(readFileSync(file.ref, 'utf8')).toBe(file.text)
  expect(await app.call('drafts.read', { ref: file.ref })).toBeNull()
})

it('says which version stands there, and that there is none', async () => {
  expect(await app.call('workflows.standing', { ref: file.ref })).toEqual({ hash: file.hash, trusted: false })

  rmSync(file.ref)
  expect(await app.call('workflows.standing', { ref: file.ref })).toBeNull()
})
