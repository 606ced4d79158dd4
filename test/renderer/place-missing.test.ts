/** Places for nodes that have none: by the plain rule, asked of every node that stands there, and as cheap in a large graph. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { At } from '#renderer/canvas/edit/places.ts'
import { areaOf, beside, placeMissing } from '#renderer/canvas/layout/place-missing.ts'
import { TakenAreas } from '#renderer/canvas/layout/taken-areas.ts'
import { type Area, coversAnother } from '#renderer/canvas/model/covers.ts'
import type { NodeBox } from '#renderer/canvas/model/node-box.ts'
import { treeOf } from '#renderer/canvas/model/tree.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { Edge, Workflow } from '#shared/workflow/workflow.ts'

const KINDS = catalogOf([])
const SNAP = 8
const snapped = (value: number): number => Math.round(value / SNAP) * SNAP
const boxOf = (width: number, height: number): NodeBox => ({
  shape: 'card',
  width,
  height,
  lines: 2,
  rows: [],
  ports: [],
})

/** Slow and plain: the wanted place, else the first one below it, in steps, that keeps the distance of a row. */
function byThePlainRule(ids: readonly string[], edges: readonly Edge[], boxes: Map<string, NodeBox>, known: Places) {
  const places = new Map(known)
  for (const id of ids.filter((each) => !known.has(each))) {
    const box = boxes.get(id) as NodeBox // each has one
    const areas = [...places].map(([other, at]) => areaOf(at, boxes.get(other) as NodeBox))
    const source = edges.find((edge) => edge.to === id && !edge.loop && places.has(edge.from))?.from
    const bottom = Math.max(0, ...areas.map(({ y, height }) => y + height))
    const [x, wanted] =
      source === undefined
        ? [0, places.size === 0 ? 0 : snapped(bottom + 48)]
        : beside(places.get(source) as At, boxes.get(source))
    let y = snapped(wanted)
    const within = (above: number): Area => ({ x, y: y - above, width: box.width, height: box.height + above + 12 })
    for (let above = 0; coversAnother(within(above), areas); above = 24) y += SNAP
    places.set(id, [snapped(x), y])
  }
  return new Map([...places].filter(([id]) => !known.has(id)))
}

type Places = ReadonlyMap<string, At>

const graphs = fc.integer({ min: 1, max: 14 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, index) => `n${index}`)
  const edge = fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids), loops: fc.boolean() })
  const at = fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -60, max: 60 }))
  return fc.record({
    ids: fc.constant(ids),
    edges: fc.array(edge, { maxLength: 20 }),
    sizes: fc.array(fc.tuple(fc.integer({ min: 3, max: 40 }), fc.integer({ min: 3, max: 40 })), {
      minLength: count,
      maxLength: count,
    }),
    known: fc.array(fc.option(at, { nil: undefined }), { minLength: count, maxLength: count }),
  })
})

const workflowOf = (ids: readonly string[], edges: Edge[]): Workflow => ({
  format: 'slashflow/1',
  name: 'any',
  nodes: ids.map((id) => ({ id, kind: 'shell' })),
  edges,
})

describe('places for nodes that have none', () => {
  it('are those of the plain rule, for any graph', () => {
    fc.assert(
      fc.property(graphs, ({ ids, edges: drawn, sizes, known: given }) => {
        const edges = drawn.map(({ from, to, loops }): Edge => ({ from, to, ...(loops && { loop: { max: 2 } }) }))
        const boxes = new Map(ids.map((id, index) => [id, boxOf(...scaled(sizes[index]))]))
        const known = new Map(ids.flatMap((id, index) => (given[index] ? [[id, scaled(given[index])] as const] : [])))
        const workflow = workflowOf(ids, edges)
        const found = placeMissing(workflow, boxes, treeOf(workflow, KINDS), known)
        expect(found).toEqual(byThePlainRule(ids, edges, boxes, known))
      }),
    )
  })

  it('of one node that leads to ten thousand are found without asking each of all the others', () => {
    const ids = ['first', ...Array.from({ length: 10_000 }, (_, index) => `n${index}`)]
    const workflow = workflowOf(
      ids,
      ids.slice(1).map((to) => ({ from: 'first', to })),
    )
    const boxes = new Map(ids.map((id) => [id, boxOf(176, 75)]))
    const found = placeMissing(workflow, boxes, treeOf(workflow, KINDS), new Map([['first', [0, 0]]]))
    const rows = [...found.values()].map(([, y]) => y)
    expect(rows.length).toBe(10_000)
    expect(rows.every((y, index) => index === 0 || y - (rows[index - 1] ?? 0) >= 75 + 24)).toBe(true)
  })
})

describe('what stands on the canvas', () => {
  const area = fc.record({
    x: fc.integer({ min: -2_000, max: 2_000 }),
    y: fc.integer({ min: -2_000, max: 2_000 }),
    width: fc.integer({ min: 1, max: 3_000 }),
    height: fc.integer({ min: 1, max: 3_000 }),
  })

  it('is found under an area exactly where one of all lies there', () => {
    fc.assert(
      fc.property(fc.array(area, { maxLength: 30 }), area, (standing, asked) => {
        expect(new TakenAreas(standing).under(asked) !== undefined).toBe(coversAnother(asked, standing))
      }),
    )
  })
})

const scaled = (pair: readonly [number, number] | undefined): [number, number] => [
  (pair?.[0] ?? 0) * SNAP,
  (pair?.[1] ?? 0) * SNAP,
]
