import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roomForGrowth, roomInEdge } from '#renderer/canvas/edit/make-room.ts'
import { type Area, coversAnother, meet } from '#renderer/canvas/model/covers.ts'

const at = (x: number, y: number, width = 176, height = 64): Area => ({ x, y, width, height })
const chain = [
  { from: 'a', to: 'b' },
  { from: 'b', to: 'c' },
  { from: 'c', to: 'a', loop: { max: 3 } },
]

describe('a node that is put into an edge', () => {
  it('stays where it was let go, if it touches nobody there', () => {
    const others = new Map([
      ['a', at(0, 0)],
      ['b', at(600, 0)],
    ])
    expect(roomInEdge({ area: at(300, 8), source: 'a', target: 'b', others, edges: chain })).toEqual({
      x: 300,
      y: 8,
      moved: new Set(),
      by: 0,
    })
  })

  it('makes what follows give way by the same, and leaves alone what stands before and beside', () => {
    const others = new Map([
      ['a', at(0, 0)],
      ['b', at(216, 0)],
      ['c', at(432, 0)],
      ['beside', at(216, 200)],
    ])
    const room = roomInEdge({ area: at(120, 0), source: 'a', target: 'b', others, edges: chain })
    expect(room).toEqual({ x: 216, y: 0, moved: new Set(['b', 'c']), by: 216 })
  })

  it('pushes on what would be covered by those that give way', () => {
    const others = new Map([
      ['a', at(0, 0)],
      ['b', at(216, 0)],
      ['c', at(216, 100)],
      ['stranger', at(420, 0)],
      ['next', at(640, 0)],
    ])
    const { moved } = roomInEdge({
      area: at(120, 0),
      source: 'a',
      target: 'b',
      others,
      edges: [{ from: 'a', to: 'b' }],
    })
    expect(moved).toEqual(new Set(['b', 'stranger', 'next']))
  })

  it('goes below what stands there where the edge leads back', () => {
    const others = new Map([
      ['a', at(0, 0)],
      ['c', at(400, 0)],
    ])
    const room = roomInEdge({ area: at(100, 0), source: 'c', target: 'a', others, edges: chain })
    expect(room).toMatchObject({ x: 100, moved: new Set(), by: 0 })
    expect(room.y).toBeGreaterThanOrEqual(64)
  })

  it('covers nobody, and nobody who gave way covers another, wherever they stood', () => {
    const spot = fc.record({ x: fc.integer({ min: 0, max: 60 }), y: fc.integer({ min: 0, max: 20 }) })
    const places = fc.array(spot, { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(places, spot, (spots, drop) => {
        const all = spots.map(({ x, y }, index) => [`n${index}`, at(x * 16, y * 16)] as const)
        const others = new Map(
          all.filter(([, area], index) => !all.slice(0, index).some(([, before]) => meet(area, before))),
        )
        const ids = [...others.keys()]
        const [source = '', target = ''] = ids
        const edges = ids.slice(1).map((to, index) => ({ from: ids[index] ?? '', to }))
        const room = roomInEdge({ area: at(drop.x * 16, drop.y * 16), source, target, others, edges })
        const after = [...others].map(([id, area]) => (room.moved.has(id) ? { ...area, x: area.x + room.by } : area))
        expect(after.some((one, index) => after.slice(index + 1).some((other) => meet(one, other)))).toBe(false)
        expect(after.some((other) => meet({ ...at(room.x, room.y) }, other))).toBe(false)
        if (room.by > 0) expect(coversAnother(at(room.x, room.y), after)).toBe(false)
      }),
    )
  })
})

describe('a container that becomes wider', () => {
  const others = new Map([
    ['each', at(0, 0, 300, 120)],
    ['next', at(340, 20)],
    ['last', at(560, 20)],
    ['before', at(-240, 20)],
    ['below', at(320, 300)],
  ])
  const edges = [
    { from: 'before', to: 'each' },
    { from: 'each', to: 'next' },
    { from: 'next', to: 'last' },
  ]

  it('pushes what follows it by as much, and nobody else', () => {
    expect(roomForGrowth({ id: 'each', growth: 216, others, edges })).toEqual({
      moved: new Set(['next', 'last']),
      by: 216,
    })
  })

  it('pushes nobody while there is room', () => {
    const far = new Map([...others, ['next', at(700, 20)] as const, ['last', at(920, 20)] as const])
    expect(roomForGrowth({ id: 'each', growth: 216, others: far, edges })).toEqual({ moved: new Set(), by: 0 })
    expect(roomForGrowth({ id: 'each', growth: 0, others, edges }).by).toBe(0)
  })
})
