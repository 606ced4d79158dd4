import { describe, expect, it } from 'vitest'
import { treeRows } from '#renderer/inspector/picker/tree-rows.ts'
import { completeExpression } from '#renderer/inspector/scope/complete.ts'
import { outputSeen, resultSeen, scopeValue } from '#renderer/inspector/scope/run-data.ts'
import { beforeInOrder, outputShape, scopeShape } from '#renderer/inspector/scope/scope-of-node.ts'
import { type NodeState, newRunState } from '#shared/state/run-state.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'
import { catalog } from '#test/shared/workflow/small-catalog.ts'

const each: KindDescriptor = {
  ...(catalog.get('each') as KindDescriptor), // one of the catalog's
  shape: 'container',
  configSchema: { type: 'object', properties: { items: {} } },
}
const kinds = new Map([...catalog, ['each', each]])

const workflow: Workflow = {
  format: FORMAT,
  name: 'review',
  parameters: [{ name: 'base', type: 'string', description: 'Branch' }],
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'diff', kind: 'shell', config: { command: 'git' } },
    { id: 'all', kind: 'each' },
    { id: 'one', kind: 'transform', parent: 'all' },
    { id: 'two', kind: 'transform', parent: 'all' },
    { id: 'ok', kind: 'approval' },
    { id: 'after', kind: 'transform' },
    { id: 'memo', kind: 'note' },
  ],
  edges: [
    { from: 'start', to: 'diff' },
    { from: 'diff', to: 'all' },
    { from: 'one', to: 'two' },
    { from: 'all', to: 'ok' },
    { from: 'ok.approved', to: 'after' },
    { from: 'ok.rejected', to: 'diff', loop: { max: 3 } },
  ],
}
const idsBefore = (id: string) => beforeInOrder(workflow, kinds, id).map((node) => node.id)
const names = (id: string, field = {}) =>
  Object.keys(scopeShape({ workflow, catalog: kinds, nodeId: id, field }).fields ?? {})

describe('what the expressions of a node may name', () => {
  it('is what can have run before, the nearest first, and nothing behind', () => {
    expect(idsBefore('ok')).toEqual(['all', 'diff', 'start'])
    expect(idsBefore('after')).toEqual(['ok', 'all', 'diff', 'start'])
  })

  it('is inside a container what stands before in it, then what comes before the container', () => {
    expect(idsBefore('two')).toEqual(['one', 'diff', 'start', 'ok', 'all'])
    expect(idsBefore('after')).not.toContain('one')
  })

  it('is also the error of what failed, behind its error exit alone', () => {
    const edges = [...workflow.edges, { from: 'all.error', to: 'sorry' }]
    const failing = { ...workflow, nodes: [...workflow.nodes, { id: 'sorry', kind: 'transform' }], edges }
    const nodesOf = (nodeId: string) => scopeShape({ workflow: failing, catalog: kinds, nodeId }).fields?.nodes?.fields
    expect(Object.keys(nodesOf('sorry')?.all?.fields?.error?.fields ?? {})).toEqual(['message', 'code'])
    expect(nodesOf('sorry')?.diff?.fields?.error).toBeUndefined()
    expect(nodesOf('ok')?.all?.fields?.error).toBeUndefined()
  })

  it('has the arguments also where there are no parameters yet: who types their name finds that out', () => {
    const { parameters: _none, ...without } = workflow
    const shape = scopeShape({ workflow: without, catalog: kinds, nodeId: 'diff' })
    expect(shape.fields?.args).toEqual({ type: 'object', note: 'no parameters yet', fields: {} })
    const root = { shape, value: undefined }
    expect(completeExpression({ scope: root, before: 'ar', explicit: false })?.options).toContainEqual(
      expect.objectContaining({ label: 'args', detail: 'object, no parameters yet' }),
    )
    const rows = treeRows({ root, open: new Set(['args']), query: '', whole: () => undefined })
    expect(rows.find(({ name }) => name === 'args')).toMatchObject({ expandable: false })
  })

  it('holds what comes back over a loop', () => {
    expect(idsBefore('diff')).toContain('ok')
  })

  it('has item and index inside of items alone, loop in a loop alone', () => {
    expect(names('two')).toEqual(expect.arrayContaining(['item', 'index']))
    expect(names('ok')).not.toContain('item')
    expect(names('ok')).toContain('loop')
    expect(names('after')).not.toContain('loop')
  })

  it('has secrets and the event only in fields that take them', () => {
    expect(names('ok')).not.toContain('secrets')
    expect(names('ok', { secrets: true, hearsEvent: true })).toEqual(expect.arrayContaining(['secrets', 'event']))
  })

  it('knows the fields of an output by the kind, and by a schema that the config states', () => {
    const shell = outputShape({ id: 'diff', kind: 'shell' }, kinds.get('shell'))
    expect(shell.fields).toEqual({
      stdout: { type: 'string' },
      stderr: { type: 'string' },
      exitCode: { type: 'number' },
    })
    const prompt = { ...(catalog.get('prompt') as KindDescriptor), outputSchemas: { json: 'schema' } } // one of the catalog's
    const schema = {
      type: 'object',
      properties: { findings: { type: 'array', items: { properties: { line: { type: 'integer' } } } } },
    }
    expect(outputShape({ id: 'ask', kind: 'prompt', config: { schema } }, prompt).fields?.json).toEqual({
      type: 'object',
      fields: { findings: { type: 'array', item: { type: 'object', fields: { line: { type: 'number' } } } } },
    })
  })
})

const node = (nodeId: string, path: string, part: Partial<NodeState>): NodeState => ({
  nodeId,
  path,
  iteration: 0,
  attempt: 1,
  status: 'completed',
  loop: { iteration: 0 },
  streams: {},
  notices: [],
  processes: {},
  ...part,
})

describe('the data of a run at a node', () => {
  const state = newRunState('run1')
  state.args = { base: 'main' }
  state.nodes.set('diff', node('diff', '', { output: { stdout: '+ one' } }))
  state.nodes.set('all', node('all', '', { input: { items: ['a', 'b', 'c'] } }))
  state.nodes.set('all[1]/one', node('one', 'all[1]', { output: 'B' }))
  state.nodes.set('all[2]/one', node('one', 'all[2]', { output: 'C' }))
  state.nodes.set('ok', node('ok', '', { loop: { iteration: 2, feedback: 'Shorter' } }))
  const at = (id: string, path: string) =>
    scopeValue(scopeShape({ workflow, catalog: kinds, nodeId: id }), state, id, path, () => undefined)

  it('is that of the item that is looked at, and of the levels around it', () => {
    expect(at('two', 'all[1]')).toMatchObject({
      nodes: { one: 'B', diff: { stdout: '+ one' } },
      item: 'b',
      index: 1,
      args: { base: 'main' },
    })
    expect(at('two', 'all[2]')).toMatchObject({ nodes: { one: 'C' }, item: 'c', index: 2 })
  })

  it('has the pass of the loop that the node was in', () => {
    expect(at('ok', '')).toMatchObject({ loop: { iteration: 2, feedback: 'Shorter' } })
  })

  it('takes an error for what expressions read, and never for a result that could stand for the node', () => {
    const error = { error: { code: 'shell.exit', message: 'exit code 1' } }
    state.nodes.set('all[0]/one', node('one', 'all[0]', { status: 'failed', output: error }))

    expect(outputSeen(state, 'all[0]', 'one')).toEqual(error)
    expect(resultSeen(state, 'all[0]', 'one')).toBeUndefined()
    expect(resultSeen(state, 'all[1]', 'one')).toBe('B')
    expect(resultSeen(state, 'all[1]', 'diff')).toEqual({ stdout: '+ one' })
  })

  it('leaves out nodes that gave none', () => {
    const shape = scopeShape({ workflow, catalog: kinds, nodeId: 'two' })
    expect(scopeValue(shape, state, 'two', 'all[1]', () => undefined, ['diff'])).toMatchObject({ nodes: { one: 'B' } })
    expect(scopeValue(shape, state, 'two', 'all[1]', () => undefined, ['diff'])).not.toHaveProperty('nodes.diff')
  })
})
