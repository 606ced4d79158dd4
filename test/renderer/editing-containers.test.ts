import { describe, expect, it } from 'vitest'
import { addNode, duplicateNodes } from '#renderer/canvas/edit/add-node.ts'
import { changeParent, containerAt } from '#renderer/canvas/edit/change-parent.ts'
import { connectionProblem } from '#renderer/canvas/edit/connect.ts'
import { edgesInWords } from '#renderer/canvas/edit/edges-in-words.ts'
import { renameNode } from '#renderer/canvas/edit/rename-node.ts'
import { unwrapNode, wrapNodes } from '#renderer/canvas/edit/wrap.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { canvasCatalog, kindNamed } from '#test/support/canvas-kinds.ts'
import { nested, tree } from './nested-workflow.ts'

describe('moving a node over a border', () => {
  it('changes its parent, and drops the edges that would cross, by name', () => {
    const result = changeParent(nested, new Map([['read', undefined]]), new Map([['read', [104, 56]]] as const))
    expect(result.workflow.nodes.find((node) => node.id === 'read')).toEqual({ id: 'read', kind: 'write' })
    expect(result.workflow.layout?.read).toEqual([104, 56])
    expect(edgesInWords(nested, result.dropped)).toBe('Read → Inner')
    expect(result.workflow.edges).toEqual([nested.edges[0], nested.edges[2]])
  })

  it('keeps the edges of what moves together', () => {
    const both = new Map([
      ['read', undefined],
      ['inner', undefined],
    ])
    expect(changeParent(nested, both, new Map()).dropped).toEqual([])
  })

  it('finds the innermost container at a point, and none inside of what moves', () => {
    const areas = new Map([
      ['files', { x: 0, y: 0, width: 400, height: 300 }],
      ['inner', { x: 100, y: 100, width: 100, height: 100 }],
    ])
    expect(containerAt(tree, areas, [150, 150], new Set())).toBe('inner')
    expect(containerAt(tree, areas, [20, 20], new Set())).toBe('files')
    expect(containerAt(tree, areas, [150, 150], new Set(['files', 'inner']))).toBeUndefined()
    expect(containerAt(tree, areas, [900, 0], new Set())).toBeUndefined()
  })

  it('is the way in and out: an edge over the border is refused with what to join instead', () => {
    const problem = (from: string, to: string) => connectionProblem(nested, { from, port: 'out', to }, new Set())
    expect(problem('read', 'end')).toBe(
      'An edge cannot cross the border of a container: Read stands in Files. Join Files itself.',
    )
    expect(problem('files', 'read')).toBe(
      'An edge cannot cross the border of a container. What stands in Files starts by itself.',
    )
  })
})

describe('wrapping and unwrapping', () => {
  const flat: Workflow = {
    format: 'slashflow/1',
    name: 'flat',
    nodes: [
      { id: 'start', kind: 'begin' },
      { id: 'a', kind: 'write' },
      { id: 'b', kind: 'write' },
      { id: 'after', kind: 'write' },
    ],
    edges: [
      { from: 'start', to: 'a' },
      { from: 'a', to: 'b' },
      { from: 'b', to: 'after' },
      { from: 'b.error', to: 'after' },
    ],
    layout: { start: [0, 0], a: [80, 0], b: [320, 0], after: [560, 0] },
  }
  const wrapped = wrapNodes(flat, {
    ids: new Set(['a', 'b']),
    descriptor: kindNamed('box'),
    at: [56, -48],
    places: new Map([
      ['a', [24, 48]],
      ['b', [264, 48]],
    ] as const),
  })

  it('joins the container where its nodes were joined, failures too', () => {
    expect(wrapped.workflow.nodes).toEqual([
      { id: 'start', kind: 'begin' },
      { id: 'box', kind: 'box' },
      { id: 'a', kind: 'write', parent: 'box' },
      { id: 'b', kind: 'write', parent: 'box' },
      { id: 'after', kind: 'write' },
    ])
    expect(wrapped.workflow.edges).toEqual([
      { from: 'start', to: 'box' },
      { from: 'a', to: 'b' },
      { from: 'box', to: 'after' },
      { from: 'box.error', to: 'after' },
    ])
    expect(wrapped.workflow.layout).toMatchObject({ box: [56, -48], a: [24, 48], b: [264, 48] })
    expect(wrapped.dropped).toEqual([])
  })

  it('drops a loop that would cross the new border', () => {
    const looped = { ...flat, edges: [...flat.edges, { from: 'after', to: 'b', loop: { max: 3 } }] }
    const result = wrapNodes(looped, {
      ids: new Set(['a', 'b']),
      descriptor: kindNamed('box'),
      at: [0, 0],
      places: new Map(),
    })
    expect(edgesInWords(looped, result.dropped)).toBe('After → B')
  })

  it('gives back what was there before, but for what no child stands for', () => {
    const places = new Map([
      ['a', [80, 0]],
      ['b', [320, 0]],
    ] as const)
    const back = unwrapNode(wrapped.workflow, { id: 'box', places, wayOn: () => 'out' })
    expect(back.workflow).toEqual({ ...flat, edges: flat.edges.slice(0, 3) })
    expect(back.dropped).toEqual([{ from: 'box.error', to: 'after' }])
  })
})

describe('copies, names and fresh nodes', () => {
  it('a copied container has children of its own, which name one another', () => {
    const { workflow, ids } = duplicateNodes(nested, new Set(['files']), [24, 24], canvasCatalog)
    expect([...ids.values()].sort()).toEqual(['files_2', 'inner_2', 'leaf_2', 'read_2'])
    expect(workflow.nodes.find((node) => node.id === 'leaf_2')).toEqual({
      id: 'leaf_2',
      kind: 'write',
      parent: 'inner_2',
      config: { prompt: '{{ nodes.read_2 }}' },
    })
    expect(workflow.edges.at(-1)).toEqual({ from: 'read_2', to: 'inner_2' })
    expect(workflow.layout).toMatchObject({
      files_2: [104, 24],
      read_2: nested.layout?.read,
      leaf_2: nested.layout?.leaf,
    })
  })

  it('children follow the id of their container', () => {
    const renamed = renameNode(nested, 'files', 'every', canvasCatalog)
    expect(renamed.nodes.filter((node) => node.parent === 'every').map((node) => node.id)).toEqual(['read', 'inner'])
    expect(renamed.layout?.every).toEqual([80, 0])
  })

  it('a fresh node stands in the container that it is added to', () => {
    const { workflow, id } = addNode(nested, kindNamed('write'), [24, 56], 'inner')
    expect(workflow.nodes.at(-1)).toEqual({ id, kind: 'write', parent: 'inner' })
  })
})
