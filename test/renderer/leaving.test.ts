import { expect, it } from 'vitest'
import type { FlowEdge } from '#renderer/canvas/edge/flow-edge.tsx'
import { leavingOf } from '#renderer/canvas/flow/leaving.ts'
import type { FlowNode } from '#renderer/canvas/node/flow-node.tsx'

const MANY = 30

// Only what tells nodes and edges apart counts here.
const node = (id: string) => ({ id }) as FlowNode
const edge = (id: string, loop = false) =>
  ({
    id,
    source: 'a',
    target: 'b',
    data: { loop: loop ? { max: 3, body: [], order: 0 } : undefined },
  }) as unknown as FlowEdge

const there = { nodes: ['a', 'b'].map(node), edges: [edge('a→b')] }
const pasted = Array.from({ length: MANY }, (_, index) => node(`p${index}`))
const joined = Array.from({ length: MANY - 1 }, (_, index) => edge(`p${index}→p${index + 1}`))
const full = { nodes: [...there.nodes, ...pasted], edges: [...there.edges, ...joined] }

it('lets many nodes leave with their edges, where all else is as it was', () => {
  expect(leavingOf(full, there)).toEqual(new Set([...pasted, ...joined].map(({ id }) => id)))
})

it('takes few away at once: they cost no frame', () => {
  const few = { ...full, nodes: [...there.nodes, ...pasted.slice(0, 24)] }
  expect(leavingOf(few, there).size).toBe(0)
})

it('keeps nothing of a graph waiting that says something new: a node that looks otherwise, one that came, an edge', () => {
  const changed = { ...there, nodes: [node('a'), ...there.nodes.slice(1)] }
  const come = { ...there, nodes: [...there.nodes, node('c')] }
  const joinedAnew = { ...there, edges: [...there.edges, edge('b→a')] }
  expect([changed, come, joinedAnew].map((now) => leavingOf(full, now).size)).toEqual([0, 0, 0])
})

it('takes a loop away at once, since its label stands apart from it', () => {
  const looped = { ...full, edges: [...full.edges, edge('p2→p1', true)] }
  expect(leavingOf(looped, there).size).toBe(0)
})
