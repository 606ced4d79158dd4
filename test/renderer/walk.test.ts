import { describe, expect, it } from 'vitest'
import { along, inReadingOrder, nextOf } from '#renderer/canvas/walk/along-edges.ts'
import { editWords } from '#renderer/canvas/walk/edit-words.ts'
import { nearest } from '#renderer/canvas/walk/nearest.ts'
import { selectionWords } from '#renderer/canvas/walk/selection-words.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { kindNamed } from '#test/support/canvas-kinds.ts'

const KINDS = catalogOf([
  { ...kindNamed('write'), kind: 'note', title: 'Note', shape: 'note', face: { fields: ['text'], style: 'text' } },
])

const box = (x: number, y: number, height = 50) => ({ x, y, width: 100, height })

describe('an arrow', () => {
  const boxes = new Map([
    ['a', box(0, 0)],
    ['b', box(200, 10)],
    ['c', box(150, 200)],
    ['tall', box(400, 0, 400)],
  ])

  it('goes to the nearest node in its direction, keeping to the row', () => {
    expect(['right', 'down', 'left'].map((way) => nearest(boxes, 'a', way as 'right'))).toEqual(['b', 'c', undefined])
    expect(nearest(boxes, 'b', 'right')).toBe('tall')
    expect(nearest(boxes, 'b', 'left')).toBe('a')
  })
})

const graph: Workflow = {
  format: 'slashflow/1',
  name: 'x',
  nodes: ['done', 'start', 'ok', 'a', 'b'].map((id) => ({ id, kind: id === 'start' ? 'start' : 'transform' })),
  edges: [
    { from: 'start', to: 'ok' },
    { from: 'ok.approved', to: 'a' },
    { from: 'ok.rejected', to: 'b' },
    { from: 'a', to: 'done' },
    { from: 'b', to: 'start', loop: { max: 2 } },
  ],
}

describe('along the edges', () => {
  it('leads forward, back, and round what follows the same node', () => {
    expect([
      along(graph, 'ok', 'forward'),
      along(graph, 'ok', 'back'),
      along(graph, 'a', 'next'),
      along(graph, 'b', 'next'),
    ]).toEqual(['a', 'start', 'b', 'a'])
    expect(along(graph, 'done', 'forward')).toBeUndefined()
  })

  it('is read from the start, each branch to its end, whatever the order in the file', () => {
    expect(inReadingOrder(graph)).toEqual(['start', 'ok', 'a', 'done', 'b'])
    expect(inReadingOrder({ ...graph, edges: [...graph.edges, { from: 'done', to: 'ok' }] }).toSorted()).toEqual(
      graph.nodes.map(({ id }) => id).toSorted(),
    )
  })

  it('goes round to the next of some nodes', () => {
    const order = inReadingOrder(graph)
    expect([
      nextOf(order, new Set(['a', 'b']), 'a'),
      nextOf(order, new Set(['a', 'b']), 'b'),
      nextOf(order, new Set(['a']), undefined),
    ]).toEqual(['b', 'a', 'a'])
  })
})

describe('an edit in words', () => {
  const fresh = { id: 'new', kind: 'transform', title: 'Prompt' }
  const added = { ...graph, nodes: [...graph.nodes, fresh], edges: [...graph.edges, { from: 'a', to: 'new' }] }

  it('says what was added after what, what was deleted, and what was joined', () => {
    expect(editWords(graph, added, KINDS)).toBe('Prompt added after A')
    expect(editWords(added, graph, KINDS)).toBe('Prompt deleted')
    expect(editWords(graph, { ...graph, edges: [...graph.edges, { from: 'b', to: 'done' }] }, KINDS)).toBe(
      'B connected to Done by out',
    )
  })

  it('calls a note by what is written on it', () => {
    const note = { id: 'note_4', kind: 'note', config: { text: '## Why\nThree *reviewers*, so that none skims.' } }
    const noted = { ...graph, nodes: [...graph.nodes, note] }
    expect(editWords(noted, graph, KINDS)).toBe('“Three reviewers, so that none skims.” deleted')
    const empty = { ...graph, nodes: [...graph.nodes, { ...note, config: { text: '' } }] }
    expect(editWords(graph, empty, KINDS)).toBe('Note added')
  })

  it('says that a node is renamed where its id follows its title', () => {
    const renamed: Workflow = {
      ...graph,
      nodes: graph.nodes.map((node) => (node.id === 'b' ? { ...node, id: 'list', title: 'List' } : node)),
      edges: graph.edges.map((edge) => ({ ...edge, to: edge.to === 'b' ? 'list' : edge.to })),
    }
    expect(editWords(graph, renamed, KINDS)).toBe('B renamed to List')
  })

  it('says what a key switched, of many their number', () => {
    const turned = (change: object, ids: readonly string[]): Workflow => ({
      ...graph,
      nodes: graph.nodes.map((node) => (ids.includes(node.id) ? { ...node, ...change } : node)),
    })
    const off = turned({ disabled: true }, ['b'])
    expect([editWords(graph, off, KINDS), editWords(off, graph, KINDS)]).toEqual(['B disabled', 'B enabled'])
    const all = graph.nodes.map(({ id }) => id)
    expect(editWords(graph, turned({ pinned: null }, all), KINDS)).toBe(`${all.length} nodes pinned`)
  })

  it('says nothing of a setting that is typed', () => {
    expect(editWords(graph, { ...graph, nodes: graph.nodes.map((node) => ({ ...node })) }, KINDS)).toBe('')
  })
})

describe('several selected nodes in words', () => {
  const nodes = Array.from({ length: 9 }, (_, index) => ({ id: `n${index}`, kind: 'prompt', title: `Step ${index}` }))
  const first = (count: number) => new Set(nodes.slice(0, count).map(({ id }) => id))

  it('name them in the order of the file, and count what is too much to hear', () => {
    expect(selectionWords(nodes, new Set(['n3', 'n1']))).toBe('2 nodes selected: Step 1, Step 3.')
    expect(selectionWords(nodes, first(9))).toBe(
      '9 nodes selected: Step 0, Step 1, Step 2, Step 3, Step 4, Step 5, and 3 more.',
    )
  })

  it('leave one, and none, to the focus', () => {
    expect([selectionWords(nodes, first(1)), selectionWords(nodes, first(0))]).toEqual(['', ''])
  })
})
