import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addNode, duplicateNodes } from '#renderer/canvas/edit/add-node.ts'
import { aligned, type Direction, distributed, type Side } from '#renderer/canvas/edit/align.ts'
import { changeParent } from '#renderer/canvas/edit/change-parent.ts'
import { connect, connectionProblem, leadsTo, reconnect } from '#renderer/canvas/edit/connect.ts'
import { insertOnEdge, isConnected, removeAndReconnect } from '#renderer/canvas/edit/insert-on-edge.ts'
import { colorNodes, moveNodes } from '#renderer/canvas/edit/places.ts'
import { removeNodes } from '#renderer/canvas/edit/remove.ts'
import { edgeSource, Workflow } from '#shared/workflow/workflow.ts'
import { drawnWorkflows } from '#test/support/drawn-workflows.ts'

const NONE: ReadonlySet<string> = new Set()
const FRESH = { kind: 'write', initialConfig: {} }

type Edit = (workflow: Workflow, one: number, other: number) => Workflow

const idAt = ({ nodes }: Workflow, index: number): string => nodes[index % Math.max(1, nodes.length)]?.id ?? ''
const edgeAt = ({ edges }: Workflow, index: number): number => (edges.length === 0 ? -1 : index % edges.length)

/** What the canvas does, with the same questions before it. */
const EDITS: Readonly<Record<string, Edit>> = {
  connect(workflow, one, other) {
    const connection = { from: idAt(workflow, one), port: 'out', to: idAt(workflow, other) }
    return connectionProblem(workflow, connection, NONE) ? workflow : connect(workflow, connection)
  },
  reconnect(workflow, one, other) {
    const index = edgeAt(workflow, one)
    const edge = workflow.edges[index]
    if (!edge) return workflow
    const { node, port } = edgeSource(edge)
    const connection = { from: node, port, to: idAt(workflow, other) }
    return connectionProblem(workflow, connection, NONE, index) ? workflow : reconnect(workflow, index, connection)
  },
  insert(workflow, one) {
    const index = edgeAt(workflow, one)
    const parent = workflow.nodes.find(({ id }) => id === workflow.edges[index]?.to)?.parent
    const added = addNode(workflow, FRESH, [one, one], parent)
    return insertOnEdge(added.workflow, index, added.id, 'out')
  },
  bridge: (workflow, one, other) => removeAndReconnect(workflow, new Set([idAt(workflow, one), idAt(workflow, other)])),
  remove: (workflow, one) => removeNodes(workflow, new Set([idAt(workflow, one)])),
  copy: (workflow, one, other) =>
    duplicateNodes(workflow, new Set([idAt(workflow, one), idAt(workflow, other)]), [8, 8], new Map()).workflow,
  color: (workflow, one, other) =>
    colorNodes(workflow, new Set([idAt(workflow, one)]), other % 2 === 0 ? 'teal' : undefined),
  takeOut: (workflow, one) =>
    changeParent(workflow, new Map([[idAt(workflow, one), undefined]]), new Map([[idAt(workflow, one), [0, 0]]]))
      .workflow,
}

const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(EDITS)), fc.nat(30), fc.nat(30)), { maxLength: 12 })

/** Plain edges alone go round nowhere, ends are there and in one container, and no edge is there twice. */
function expectDrawable(workflow: Workflow): void {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]))
  expect(nodes.size).toBe(workflow.nodes.length)
  for (const edge of workflow.edges) {
    const [source, target] = [nodes.get(edgeSource(edge).node), nodes.get(edge.to)]
    expect([source, target]).not.toContain(undefined)
    expect(source?.parent).toBe(target?.parent)
    if (!edge.loop) expect(leadsTo(workflow, edge.to, edgeSource(edge).node)).toBe(false)
  }
  expect(new Set(workflow.edges.map(({ from, to }) => `${from} ${to}`)).size).toBe(workflow.edges.length)
  for (const { parent } of workflow.nodes) if (parent !== undefined) expect(nodes.has(parent)).toBe(true)
}

describe('any edits on the canvas, one after the other', () => {
  it('leave a workflow that the format takes, in which every cycle holds a loop', () => {
    fc.assert(
      fc.property(drawnWorkflows, steps, (drawn, made) => {
        const edited = made.reduce(
          (workflow, [name, one, other]) => EDITS[name]?.(workflow, one, other) ?? workflow,
          drawn,
        )
        expect(Workflow.safeParse(edited).success).toBe(true)
        expectDrawable(edited)
      }),
      { numRuns: 400 },
    )
  })
})

describe('a node put into an edge and taken out again', () => {
  it('leaves the graph as it was, on any edge of any graph', () => {
    fc.assert(
      fc.property(drawnWorkflows, fc.nat(20), (drawn, at) => {
        const index = edgeAt(drawn, at)
        fc.pre(index >= 0)
        const parent = drawn.nodes.find(({ id }) => id === drawn.edges[index]?.to)?.parent
        const added = addNode(drawn, FRESH, [0, 0], parent)
        const put = insertOnEdge(added.workflow, index, added.id, 'out')
        expect(isConnected(put, added.id)).toBe(true)
        expect(removeAndReconnect(put, new Set([added.id]))).toEqual(drawn)
      }),
      { numRuns: 400 },
    )
  })
})

const areas = fc
  .array(
    fc.record({
      x: fc.integer({ min: -500, max: 500 }),
      y: fc.integer({ min: -500, max: 500 }),
      width: fc.integer({ min: 36, max: 480 }),
      height: fc.integer({ min: 36, max: 300 }),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((list) => new Map(list.map((area, index) => [`n${index}`, area])))

describe('lining up and spreading evenly', () => {
  const sides: readonly Side[] = ['left', 'centre', 'right', 'top', 'middle', 'bottom']

  it('changes nothing but the places of what was selected, and nothing more the second time', () => {
    fc.assert(
      fc.property(drawnWorkflows, areas, fc.constantFrom(...sides), (drawn, selected, side) => {
        const known = new Map([...selected].filter(([id]) => drawn.nodes.some((node) => node.id === id)))
        const places = aligned(known, side)
        const moved = moveNodes(drawn, places, 1)
        expect({ ...moved, layout: drawn.layout }).toEqual(drawn)
        for (const { id } of drawn.nodes) if (!known.has(id)) expect(moved.layout?.[id]).toBe(drawn.layout?.[id])
        const again = new Map(
          [...known].map(([id, area]) => {
            const [x, y] = places.get(id) ?? [0, 0]
            return [id, { ...area, x, y }]
          }),
        )
        for (const [id, [x, y]] of aligned(again, side)) {
          const [wasX, wasY] = places.get(id) ?? [0, 0]
          // A middle between two whole px is rounded.
          expect(Math.abs(x - wasX) + Math.abs(y - wasY)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('makes all gaps equal, to a px, and moves nothing across', () => {
    fc.assert(
      fc.property(areas, fc.constantFrom<Direction>('horizontal', 'vertical'), (selected, direction) => {
        fc.pre(selected.size > 2)
        const across = direction === 'horizontal'
        const places = distributed(selected, direction)
        const row = [...selected].map(([id, area]) => {
          const [x, y] = places.get(id) ?? [0, 0]
          expect(across ? y : x).toBe(across ? area.y : area.x)
          return { before: across ? area.x : area.y, at: across ? x : y, long: across ? area.width : area.height }
        })
        row.sort((a, b) => a.before - b.before || a.long - b.long)
        const gaps = row.slice(1).map(({ at }, index) => at - (row[index]?.at ?? 0) - (row[index]?.long ?? 0))
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2)
        expect([row[0]?.at, row.at(-1)?.at]).toEqual([row[0]?.before, row.at(-1)?.before])
      }),
    )
  })
})
