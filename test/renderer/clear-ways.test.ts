import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearWays } from '#renderer/canvas/layout/clear-ways.ts'
import { runOver, unclearness } from '#renderer/canvas/layout/clearness.ts'
import { meet } from '#renderer/canvas/model/covers.ts'
import { nodeBox } from '#renderer/canvas/model/node-box.ts'
import type { Edge } from '#shared/workflow/workflow.ts'
import { kindNamed } from '#test/support/canvas-kinds.ts'

const face = { text: '', style: 'text', lines: 2, tone: 'plain' } as const
const facts = { entry: undefined, face, streaming: false, cardHeight: undefined, usedPorts: [] }
const box = nodeBox({ ...facts, node: { id: 'a', kind: 'write' }, descriptor: kindNamed('write') }, () => 0)
const boxesFor = (ids: Iterable<string>) => new Map([...ids].map((id) => [id, box]))

describe('a node that an edge runs over', () => {
  it('gives way with what stands below it, and the edge stays where it was', () => {
    const laid = new Map<string, readonly [number, number]>([
      ['a', [0, 0]],
      ['b', [240, 0]],
      ['under', [240, 100]],
      ['c', [480, 0]],
    ])
    const edges: Edge[] = [{ from: 'a', to: 'c' }]
    const boxes = boxesFor(laid.keys())
    const cleared = clearWays(laid, boxes, boxes, edges)
    expect(runOver(laid, boxes, edges).map(({ id }) => id)).toEqual(['b'])
    expect(runOver(cleared, boxes, edges)).toEqual([])
    expect([cleared.get('a'), cleared.get('c')]).toEqual([laid.get('a'), laid.get('c')])
  })

  it('never lies on another for it, nor does the whole read worse', () => {
    const graphs = fc.record({
      rows: fc.array(fc.nat(3), { minLength: 3, maxLength: 9 }),
      edges: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 1, maxLength: 12 }),
    })
    fc.assert(
      fc.property(graphs, ({ rows, edges: ends }) => {
        const laid = new Map(
          rows.map((row, at) => [`n${at}`, [Math.floor(at / 3) * 240, (at % 3) * 160 + row * 8] as const]),
        )
        const edges = ends.flatMap(([from, to]) =>
          from < to && to < rows.length ? [{ from: `n${from}`, to: `n${to}` }] : [],
        )
        const boxes = boxesFor(laid.keys())
        const cleared = clearWays(laid, boxes, boxes, edges)
        const areas = [...cleared].map(([, [x, y]]) => ({ x, y, width: box.width, height: box.height }))
        expect(areas.filter((one, at) => areas.slice(at + 1).some((other) => meet(one, other)))).toEqual([])
        expect(unclearness(cleared, boxes, edges)).toBeLessThanOrEqual(unclearness(laid, boxes, edges))
        expect([...cleared].map(([id, [x]]) => [id, x])).toEqual([...laid].map(([id, [x]]) => [id, x]))
      }),
      { numRuns: 200 },
    )
  })
})
