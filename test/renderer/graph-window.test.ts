import { expect, it } from 'vitest'
import type { FlowEdge } from '#renderer/canvas/edge/flow-edge.tsx'
import { GraphWindow, type Shown } from '#renderer/canvas/flow/graph-window.ts'
import { nodesIn } from '#renderer/canvas/flow/placed-nodes.ts'
import type { FlowNode } from '#renderer/canvas/node/flow-node.tsx'

const SIZE = { width: 100, height: 50 }

const node = (id: string, x: number, y: number, more: Partial<FlowNode> = {}): FlowNode =>
  ({ id, type: 'node', position: { x, y }, ...SIZE, ...more }) as FlowNode // what is drawn plays no part
const edge = (source: string, target: string, more: Partial<FlowEdge> = {}): FlowEdge =>
  ({ id: `${source}→${target}`, source, target, ...more }) as FlowEdge // as above

const words = ({ nodes, edges }: Shown) => ({
  nodes: nodes.map(({ id, hidden }) => (hidden ? `(${id})` : id)).join(' '),
  edges: edges.map(({ id }) => id).join(' '),
})

const area = (x: number, y: number, width = 400, height = 300) => ({ x, y, width, height })

it('gives what is in sight, and of an edge that passes through the ends without an element', () => {
  const nodes = [node('near', 0, 0), node('left', -900, 100), node('right', 900, 100), node('far', 5_000, 5_000)]
  const edges = [edge('left', 'right'), edge('right', 'far')]
  expect(words(new GraphWindow().look(nodes, edges, area(0, 0), area(0, 0)))).toEqual({
    nodes: 'near (left) (right)',
    edges: 'left→right',
  })
})

it('keeps what was built while it stays near, and builds nothing anew for a view that goes to and fro', () => {
  const nodes = [node('one', 0, 0), node('two', 600, 0)]
  const window = new GraphWindow()
  const begun = window.look(nodes, [], area(0, 0), area(-300, 0, 1_000))
  expect(words(begun).nodes).toBe('one')
  const moved = window.look(nodes, [], area(300, 0), area(0, 0, 1_000))
  expect(words(moved).nodes).toBe('one two')
  expect(window.look(nodes, [], area(0, 0), area(-300, 0, 1_000)).nodes).toBe(moved.nodes)
  expect(words(window.look(nodes, [], area(3_000, 0), area(2_700, 0, 1_000))).nodes).toBe('')
})

it('keeps what is selected and was in sight, with the containers around it, so that a drag that has begun goes on', () => {
  const nodes = [
    node('here', 0, 0),
    node('box', 4_000, 0),
    node('inner', 20, 20, { parentId: 'box', selected: true }),
    node('beside', 150, 20, { parentId: 'box' }),
  ]
  const window = new GraphWindow()
  expect(words(window.look(nodes, [], area(0, 0), area(0, 0))).nodes).toBe('here')
  expect(words(window.look(nodes, [], area(4_000, 0), area(4_000, 0))).nodes).toBe('box inner beside')
  expect(words(window.look(nodes, [], area(0, 0), area(0, 0))).nodes).toBe('here (box) (inner)')
  const chosenOff = nodes.map((each) => ({ ...each, selected: false }))
  expect(words(window.look(chosenOff, [], area(0, 0), area(0, 0))).nodes).toBe('here')
})

it('counts places inside a container from its corner, also where the container is dragged', () => {
  const inner = node('inner', 20, 20, { parentId: 'box' })
  const window = new GraphWindow()
  expect(words(window.look([node('box', 4_000, 0), inner], [], area(0, 0), area(0, 0))).nodes).toBe('')
  expect(words(window.look([node('box', 100, 0), inner], [], area(0, 0), area(0, 0))).nodes).toBe('box inner')
})

it('gives a loop whose ends stand above the view: it runs below what it goes round', () => {
  const nodes = [node('first', 0, -900), node('last', 300, -900)]
  const loop = edge('last', 'first', { data: { loop: { max: 2, body: [], order: 0 } } as unknown as FlowEdge['data'] }) // only that it is one
  expect(words(new GraphWindow().look(nodes, [loop], area(0, 0), area(0, 0))).edges).toBe('last→first')
  expect(words(new GraphWindow().look(nodes, [edge('last', 'first')], area(0, 0), area(0, 0))).edges).toBe('')
})

it('finds what a box meets where the graph is only painted, inside of containers too', () => {
  const nodes = [
    node('one', 0, 0),
    node('box', 300, 0),
    node('inner', 20, 20, { parentId: 'box' }),
    node('off', 900, 0),
  ]
  expect(nodesIn(nodes, area(90, 40, 20, 20))).toEqual(['one'])
  expect(nodesIn(nodes, area(310, 60, 50, 20))).toEqual(['inner'])
  expect(nodesIn(nodes, area(500, 500))).toEqual([])
})
