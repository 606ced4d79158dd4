import { describe, expect, it } from 'vitest'
import { addNode, duplicateNodes } from '#renderer/canvas/edit/add-node.ts'
import { changeParent, containerAt, edgeWords } from '#renderer/canvas/edit/change-parent.ts'
import { connectionProblem } from '#renderer/canvas/edit/connect.ts'
import { foldNode, resizeNode } from '#renderer/canvas/edit/places.ts'
import { renameNode } from '#renderer/canvas/edit/rename-node.ts'
import { unwrapNode, wrapNodes } from '#renderer/canvas/edit/wrap.ts'
import { layOut } from '#renderer/canvas/layout/lay-out.ts'
import { placeMissing, placesOf, unplacedLevels } from '#renderer/canvas/layout/place-missing.ts'
import { firstPlace, heldBoxes, loopRooms, placeInside } from '#renderer/canvas/model/hold-children.ts'
import { type NodeBox, nodeBox } from '#renderer/canvas/model/node-box.ts'
import {
  absolutePlaces,
  containersAround,
  hiddenNodes,
  outermost,
  takesItems,
  treeOf,
} from '#renderer/canvas/model/tree.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { canvasCatalog, kindNamed } from '#test/support/canvas-kinds.ts'

const nested: Workflow = {
  format: 'slashflow/1',
  name: 'nested',
  nodes: [
    { id: 'start', kind: 'begin' },
    { id: 'leaf', kind: 'write', parent: 'inner', config: { prompt: '{{ nodes.read }}' } },
    { id: 'files', kind: 'all' },
    { id: 'read', kind: 'write', parent: 'files' },
    { id: 'inner', kind: 'box', parent: 'files' },
    { id: 'end', kind: 'finish' },
  ],
  edges: [
    { from: 'start', to: 'files' },
    { from: 'read', to: 'inner' },
    { from: 'files', to: 'end' },
  ],
  layout: {
    start: [0, 0],
    files: [80, 0],
    read: [24, 56],
    inner: { at: [240, 56], size: [240, 160] },
    leaf: [24, 48],
    end: [800, 0],
  },
}
const tree = treeOf(nested, canvasCatalog)

function boxesOf(workflow: Workflow): ReadonlyMap<string, NodeBox> {
  return new Map(
    workflow.nodes.map((node) => [
      node.id,
      nodeBox({
        node,
        descriptor: canvasCatalog.get(node.kind),
        entry: workflow.layout?.[node.id],
        face: { text: '', style: 'text', lines: 2, tone: 'plain' },
        streaming: false,
        cardHeight: undefined,
        usedPorts: [],
      }),
    ]),
  )
}

describe('the tree of a workflow', () => {
  it('has every container before its children, whatever the order in the file', () => {
    expect(tree.order.indexOf('inner')).toBeLessThan(tree.order.indexOf('leaf'))
    expect(tree.order.indexOf('files')).toBeLessThan(tree.order.indexOf('inner'))
    expect([...tree.order].sort()).toEqual(nested.nodes.map((node) => node.id).sort())
    expect(containersAround(tree, 'leaf')).toEqual(['inner', 'files'])
    expect(outermost(tree, new Set(['leaf', 'inner', 'read']))).toEqual(['inner', 'read'])
  })

  it('draws at the top what names no container, no node, or itself', () => {
    const broken: Workflow = {
      ...nested,
      nodes: [
        { id: 'a', kind: 'box', parent: 'b' },
        { id: 'b', kind: 'box', parent: 'a' },
        { id: 'c', kind: 'write', parent: 'gone' },
        { id: 'd', kind: 'write', parent: 'c' },
      ],
    }
    expect([...treeOf(broken, canvasCatalog).parents]).toEqual([])
  })

  it('says which containers take items by their config, not by their name', () => {
    expect([takesItems(kindNamed('all')), takesItems(kindNamed('box'))]).toEqual([true, false])
  })

  it('hides everything inside a folded container, however deep', () => {
    const folded = foldNode(nested, 'files', true)
    expect([...hiddenNodes(tree, folded.layout)].sort()).toEqual(['inner', 'leaf', 'read'])
    expect(foldNode(folded, 'files', false)).toEqual(nested)
  })
})

describe('a container', () => {
  it('grows to hold its children, and the one around it with it', () => {
    const places = placesOf(nested)
    const held = heldBoxes(boxesOf(nested), places, tree)
    const [files, inner, leaf] = [held.get('files'), held.get('inner'), held.get('leaf')]
    expect([inner?.width, inner?.height]).toEqual([240, 160])
    expect(files?.width).toBe(24 * 10 + 240 + 24)
    expect((inner?.height ?? 0) - (leaf?.height ?? 0)).toBeGreaterThan(48)
    const out = files?.ports.find((port) => port.port === 'out')
    expect(out?.x).toBe((files?.width ?? 0) - 4.5)
  })

  it('has room below for the loops that go back inside it', () => {
    const looped = { ...nested, edges: [...nested.edges, { from: 'read', to: 'read', loop: { max: 2 } }] }
    const rooms = loopRooms(looped, tree)
    const [without, with_] = [
      heldBoxes(boxesOf(nested), placesOf(nested), tree),
      heldBoxes(boxesOf(nested), placesOf(nested), tree, new Map(), rooms),
    ]
    expect(with_.get('files')?.height ?? 0).toBeGreaterThan(without.get('files')?.height ?? 0)
    expect(with_.get('inner')).toEqual(without.get('inner'))
  })

  it('keeps its children clear of its head and its left side', () => {
    const box = boxesOf(nested).get('files')
    expect(placeInside([-40, 0], box ?? {})).toEqual([24, 56])
    expect(firstPlace(boxesOf(nested).get('inner') ?? {})).toEqual([24, 48])
    expect(placeInside([300, 400], box ?? {})).toEqual([300, 400])
  })

  it('is resized on the raster and keeps its colour', () => {
    const coloured = {
      ...nested,
      layout: { ...nested.layout, files: { at: [80, 0] as [number, number], color: 'blue' } },
    }
    expect(resizeNode(coloured, 'files', [403, 301]).layout?.files).toEqual({
      at: [80, 0],
      color: 'blue',
      size: [400, 304],
    })
  })

  it('places its children on the canvas from its own corner', () => {
    const absolute = absolutePlaces(placesOf(nested), tree)
    expect(absolute.get('leaf')).toEqual([80 + 240 + 24, 56 + 48])
    expect(absolute.get('end')).toEqual([800, 0])
  })
})

describe('the layout of a nested graph', () => {
  const bare: Workflow = { ...nested, layout: undefined }

  it('lays every level out inside its container, without one lying on another', async () => {
    expect(unplacedLevels(bare, tree)).toHaveLength(3)
    const places = await layOut(bare, boxesOf(bare), tree)
    const held = heldBoxes(boxesOf(bare), places, tree)
    const at = (id: string) => places.get(id) ?? [Number.NaN, Number.NaN]
    expect(at('leaf')).toEqual([24, 48])
    expect(at('inner')[0]).toBeGreaterThanOrEqual(at('read')[0] + 176)
    expect(at('end')[0]).toBeGreaterThanOrEqual(at('files')[0] + (held.get('files')?.width ?? 0))
  })

  it('finds places for the inside of a container alone, where the rest has its own', () => {
    const { leaf: _leaf, ...layout } = nested.layout ?? {}
    const partly: Workflow = { ...nested, layout }
    expect(unplacedLevels(partly, tree)).toEqual(['inner'])
    expect([...placeMissing(partly, boxesOf(partly), tree)]).toEqual([['leaf', [24, 48]]])
  })
})

describe('moving a node over a border', () => {
  it('changes its parent, and drops the edges that would cross, by name', () => {
    const result = changeParent(nested, new Map([['read', undefined]]), new Map([['read', [104, 56]]] as const))
    expect(result.workflow.nodes.find((node) => node.id === 'read')).toEqual({ id: 'read', kind: 'write' })
    expect(result.workflow.layout?.read).toEqual([104, 56])
    expect(edgeWords(nested, result.dropped)).toBe('Read → Inner')
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
    expect(edgeWords(looped, result.dropped)).toBe('After → B')
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
