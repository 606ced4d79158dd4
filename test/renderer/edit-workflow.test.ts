import { describe, expect, it } from 'vitest'
import { addNode, duplicateNodes } from '#renderer/canvas/edit/add-node.ts'
import { setConfigField, setNodeField } from '#renderer/canvas/edit/change-node.ts'
import { setParameters, setWorkflowField } from '#renderer/canvas/edit/change-workflow.ts'
import { connect, connectionProblem, reconnect, setLoopMax } from '#renderer/canvas/edit/connect.ts'
import { moveNodes } from '#renderer/canvas/edit/places.ts'
import { removeEdges, removeNodes } from '#renderer/canvas/edit/remove.ts'
import { nodeIdProblem } from '#shared/workflow/edit/node-ids.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const review: Workflow = {
  format: 'slashflow/1',
  name: 'review',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'diff', kind: 'shell', config: { command: 'git' } },
    { id: 'write', kind: 'prompt', config: { prompt: 'Hi' }, compensate: 'undo' },
    { id: 'ok', kind: 'approval', config: { title: 'Ok?' } },
    { id: 'undo', kind: 'shell' },
  ],
  edges: [
    { from: 'start', to: 'diff' },
    { from: 'diff', to: 'write' },
    { from: 'write', to: 'ok' },
  ],
  layout: { start: [0, 0], diff: { at: [80, 0], size: [200, 90], color: 'blue' }, write: [300, 0], ok: [520, 0] },
}
const NO_KINDS = new Map()
const NONE: ReadonlySet<string> = new Set()

describe('nodes', () => {
  it('get the config their kind begins with, an id that is free, and a place on the raster', () => {
    const kind = { kind: 'prompt', initialConfig: { prompt: '' } }
    const once = addNode(review, kind, [103, 41])
    const twice = addNode(once.workflow, kind, [0, 0])

    expect([once.id, twice.id]).toEqual(['prompt', 'prompt_2'])
    expect(once.workflow.nodes.at(-1)).toEqual({ id: 'prompt', kind: 'prompt', config: { prompt: '' } })
    expect(once.workflow.layout?.prompt).toEqual([104, 40])
    expect(review.nodes).toHaveLength(5)
  })

  it('never take a word of the expression language as their id', () => {
    expect(addNode(review, { kind: 'in', initialConfig: {} }, [0, 0]).id).toBe('in_2')
    expect(nodeIdProblem(review, 'and', 'diff')).toMatch(/word of the expression language/)
    expect(nodeIdProblem(review, 'write', 'diff')).toMatch(/Another node/)
    expect(nodeIdProblem(review, 'Diff', 'diff')).toMatch(/lower-case/)
    expect(nodeIdProblem(review, 'diff', 'diff')).toBeUndefined()
  })

  it('keep the size and colour of their place when they are moved', () => {
    const moved = moveNodes(
      review,
      new Map([
        ['diff', [91, 13]],
        ['undo', [7, 9]],
      ] as const),
    )
    expect(moved.layout).toEqual({
      ...review.layout,
      diff: { at: [88, 16], size: [200, 90], color: 'blue' },
      undo: [8, 8],
    })
  })

  it('take their edges, their place and what names them along when they are removed', () => {
    const left = removeNodes(review, new Set(['undo', 'write']))
    expect(left.nodes.map((node) => node.id)).toEqual(['start', 'diff', 'ok'])
    expect(left.edges).toEqual([{ from: 'start', to: 'diff' }])
    expect(Object.keys(left.layout ?? {})).toEqual(['start', 'diff', 'ok'])
    expect(removeNodes(review, new Set(['undo'])).nodes[2]).toEqual({
      id: 'write',
      kind: 'prompt',
      config: { prompt: 'Hi' },
    })
  })

  it('take their children along when they are removed', () => {
    const nested: Workflow = {
      ...review,
      nodes: [
        ...review.nodes,
        { id: 'box', kind: 'group' },
        { id: 'inner', kind: 'group', parent: 'box' },
        { id: 'leaf', kind: 'shell', parent: 'inner' },
      ],
    }
    expect(removeNodes(nested, new Set(['box'])).nodes).toEqual(review.nodes)
  })

  it('are copied with the edges between them', () => {
    const { workflow, ids } = duplicateNodes(review, new Set(['diff', 'write']), [24, 24], NO_KINDS)
    expect([...ids]).toEqual([
      ['diff', 'diff_2'],
      ['write', 'write_2'],
    ])
    expect(workflow.edges.at(-1)).toEqual({ from: 'diff_2', to: 'write_2' })
    expect(workflow.layout).toMatchObject({ diff_2: { at: [104, 24], size: [200, 90] }, write_2: [324, 24] })
  })

  it('lose a field that is set to nothing, so that a file holds no empty fields', () => {
    const titled = setNodeField(review, 'diff', 'title', 'Diff')
    expect(titled.nodes[1]).toEqual({ id: 'diff', kind: 'shell', config: { command: 'git' }, title: 'Diff' })
    expect(setNodeField(titled, 'diff', 'title', undefined).nodes[1]).toEqual(review.nodes[1])
    expect(setConfigField(review, 'diff', 'command', undefined).nodes[1]).toEqual({ id: 'diff', kind: 'shell' })
  })
})

describe('edges', () => {
  it('leave by the port, which is not written where it is the default one', () => {
    expect(connect(review, { from: 'start', port: 'out', to: 'ok' }).edges.at(-1)).toEqual({ from: 'start', to: 'ok' })
    expect(connect(review, { from: 'ok', port: 'timeout', to: 'undo' }).edges.at(-1)).toEqual({
      from: 'ok.timeout',
      to: 'undo',
    })
  })

  it('become loops where they lead back to an ancestor, or to the node itself', () => {
    expect(connect(review, { from: 'ok', port: 'rejected', to: 'write' }).edges.at(-1)).toEqual({
      from: 'ok.rejected',
      to: 'write',
      loop: { max: 3 },
    })
    expect(connect(review, { from: 'diff', port: 'out', to: 'diff' }).edges.at(-1)).toEqual({
      from: 'diff',
      to: 'diff',
      loop: { max: 3 },
    })
  })

  it('are no loop where only another loop leads on', () => {
    const looped = connect(review, { from: 'ok', port: 'rejected', to: 'write' })
    expect(connect(looped, { from: 'start', port: 'out', to: 'write' }).edges.at(-1)).toEqual({
      from: 'start',
      to: 'write',
    })
  })

  it('are refused where nothing can lead, twice, and across the border of a container', () => {
    const nested: Workflow = { ...review, nodes: [...review.nodes, { id: 'leaf', kind: 'shell', parent: 'box' }] }
    expect(connectionProblem(review, { from: 'diff', port: 'out', to: 'start' }, new Set(['start']))).toMatch(
      /Nothing can lead/,
    )
    expect(connectionProblem(review, { from: 'diff', port: 'out', to: 'write' }, NONE)).toMatch(/already/)
    expect(connectionProblem(nested, { from: 'diff', port: 'out', to: 'leaf' }, NONE)).toMatch(/border/)
    expect(connectionProblem(review, { from: 'diff', port: 'out', to: 'ok' }, NONE)).toBeUndefined()
  })

  it('keep their limit when an end is moved, and lose it where they go forward then', () => {
    const looped = setLoopMax(connect(review, { from: 'ok', port: 'rejected', to: 'write' }), 3, 7)
    expect(reconnect(looped, 3, { from: 'ok', port: 'rejected', to: 'diff' }).edges[3]).toEqual({
      from: 'ok.rejected',
      to: 'diff',
      loop: { max: 7 },
    })
    expect(reconnect(looped, 3, { from: 'ok', port: 'rejected', to: 'undo' }).edges[3]).toEqual({
      from: 'ok.rejected',
      to: 'undo',
    })
    expect(removeEdges(looped, new Set([3])).edges).toEqual(review.edges)
  })

  it('follow a port that is renamed, and go with one that is taken out', () => {
    const cases = [
      { port: 'deep', when: '{{ true }}' },
      { port: 'flat', when: '{{ false }}' },
    ]
    const branched: Workflow = {
      ...review,
      nodes: [...review.nodes, { id: 'depth', kind: 'branch', config: { cases } }],
      edges: [...review.edges, { from: 'depth.deep', to: 'ok' }, { from: 'depth.flat', to: 'undo' }],
    }
    const kind = { portsFrom: 'cases' }
    const renamed = setConfigField(
      branched,
      'depth',
      'cases',
      [
        { port: 'deeper', when: '{{ true }}' },
        { port: 'flat', when: '' },
      ],
      kind,
    )
    const shorter = setConfigField(branched, 'depth', 'cases', [{ port: 'flat', when: '' }], kind)
    expect(renamed.edges.slice(3)).toEqual([
      { from: 'depth.deeper', to: 'ok' },
      { from: 'depth.flat', to: 'undo' },
    ])
    expect(shorter.edges.slice(3)).toEqual([{ from: 'depth.flat', to: 'undo' }])
  })
})

describe('the command itself', () => {
  it('loses a description that is emptied, and parameters that are gone', () => {
    const described = setWorkflowField(review, 'description', 'Reviews.')
    expect(described.description).toBe('Reviews.')
    expect(setWorkflowField(described, 'description', '')).toEqual(review)
    expect(setParameters(setParameters(review, [{ name: 'base', type: 'string' }]), [])).toEqual(review)
  })
})
