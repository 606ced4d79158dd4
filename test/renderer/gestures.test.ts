import { describe, expect, it } from 'vitest'
import { aligned, distributed } from '#renderer/canvas/edit/align.ts'
import { ancestorsOf, connectionProblem } from '#renderer/canvas/edit/connect.ts'
import { canReconnect, insertOnEdge, removeAndReconnect, wayOut } from '#renderer/canvas/edit/insert-on-edge.ts'
import { linkNode } from '#renderer/canvas/edit/link.ts'
import { colorNodes, moveNodes } from '#renderer/canvas/edit/places.ts'
import { downstreamOf, upstreamOf } from '#renderer/canvas/edit/walk.ts'
import { joinsOf } from '#renderer/canvas/flow/joins.ts'
import type { Area } from '#renderer/canvas/model/covers.ts'
import { guideFinder } from '#renderer/canvas/model/guides.ts'
import { knownColor } from '#renderer/canvas/model/node-colors.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const review: Workflow = {
  format: 'slashflow/1',
  name: 'review',
  nodes: [
    { id: 'start', kind: 'begin' },
    { id: 'write', kind: 'write' },
    { id: 'ok', kind: 'ask' },
    { id: 'end', kind: 'finish' },
    { id: 'loose', kind: 'write' },
  ],
  edges: [
    { from: 'start', to: 'write' },
    { from: 'write', to: 'ok' },
    { from: 'ok.yes', to: 'end' },
    { from: 'ok.no', to: 'write', loop: { max: 5 } },
  ],
  layout: { start: [0, 0], write: [80, 0], ok: [304, 0], end: [560, 0], loose: [80, 200] },
}
const NONE: ReadonlySet<string> = new Set()
const CLOSED: ReadonlySet<string> = new Set(['start'])

describe('a node that is put into an edge', () => {
  it('stands between its ends, by its own way out', () => {
    expect(insertOnEdge(review, 1, 'loose', 'yes').edges).toEqual([
      { from: 'start', to: 'write' },
      { from: 'write', to: 'loose' },
      { from: 'loose.yes', to: 'ok' },
      { from: 'ok.yes', to: 'end' },
      { from: 'ok.no', to: 'write', loop: { max: 5 } },
    ])
  })

  it('leaves a loop its limit, on the half that goes back', () => {
    expect(insertOnEdge(review, 3, 'loose', 'out').edges.slice(3)).toEqual([
      { from: 'ok.no', to: 'loose' },
      { from: 'loose', to: 'write', loop: { max: 5 } },
    ])
  })

  it('cannot go into an edge of its own', () => {
    expect(insertOnEdge(review, 0, 'write', 'out')).toBe(review)
  })

  it('goes on by its default port, else by its first that is not taken rarely', () => {
    expect(wayOut(['yes', 'no', 'error'])).toBe('yes')
    expect(wayOut(['first', 'out', 'error'])).toBe('out')
    expect(wayOut(['error', 'interrupted'])).toBeUndefined()
  })
})

describe('a node that is taken out of a chain', () => {
  it('leaves its neighbours joined, with the loop that went back to it', () => {
    expect(removeAndReconnect(review, new Set(['write'])).edges).toEqual([
      { from: 'start', to: 'ok' },
      { from: 'ok.yes', to: 'end' },
      { from: 'ok.no', to: 'ok', loop: { max: 5 } },
    ])
  })

  it('leaves all that led to it joined to what followed, once', () => {
    const joined: Workflow = {
      ...review,
      edges: [
        { from: 'start', to: 'write' },
        { from: 'loose', to: 'write' },
        { from: 'write', to: 'end' },
        { from: 'start', to: 'end' },
      ],
    }
    expect(removeAndReconnect(joined, new Set(['write'])).edges).toEqual([
      { from: 'loose', to: 'end' },
      { from: 'start', to: 'end' },
    ])
  })

  it('goes with its edges where it goes on to several nodes, or to none', () => {
    const forked: Workflow = { ...review, edges: [...review.edges, { from: 'write', to: 'end' }] }
    expect([canReconnect(forked, 'write'), canReconnect(review, 'end'), canReconnect(review, 'loose')]).toEqual([
      false,
      false,
      false,
    ])
    expect(removeAndReconnect(forked, new Set(['write'])).edges).toEqual([{ from: 'ok.yes', to: 'end' }])
  })

  it('does not count the ways that are taken rarely', () => {
    const failing: Workflow = { ...review, edges: [...review.edges, { from: 'write.error', to: 'end' }] }
    expect(canReconnect(failing, 'write')).toBe(true)
    expect(removeAndReconnect(failing, new Set(['write'])).edges).toHaveLength(3)
  })

  it('may be several in a row', () => {
    const chain: Workflow = { ...review, edges: review.edges.slice(0, 3) }
    expect(removeAndReconnect(chain, new Set(['write', 'ok'])).edges).toEqual([{ from: 'start', to: 'end' }])
  })
})

describe('a fresh node', () => {
  it('follows the port, leads to the node, or takes the end of the edge that was pulled off', () => {
    const link = (how: Parameters<typeof linkNode>[3]) => linkNode(review, 'loose', 'out', how, CLOSED).edges
    expect(link({ from: { from: 'write', port: 'error' } }).at(-1)).toEqual({ from: 'write.error', to: 'loose' })
    expect(link({ to: 'end' }).at(-1)).toEqual({ from: 'loose', to: 'end' })
    expect(link({ from: { from: 'write', port: 'out' }, moved: 1 })[1]).toEqual({ from: 'write', to: 'loose' })
    expect(link({ to: 'start' })).toBe(review.edges)
  })

  it('can be joined to what is there instead: back to what leads here, or on to another', () => {
    const joins = joinsOf(review, { from: { from: 'ok', port: 'yes' } }, CLOSED)
    expect(joins.back.map(({ id }) => id)).toEqual(['write'])
    expect(joins.on.map(({ id }) => id)).toEqual(['loose'])
    const pulled = joinsOf(review, { from: { from: 'ok', port: 'yes' }, moved: 2 }, CLOSED)
    expect(pulled.on.map(({ id }) => id)).toEqual(['end', 'loose'])
  })
})

describe('an edge that is pulled off', () => {
  it('may be put back where it was', () => {
    const same = { from: 'write', port: 'out', to: 'ok' }
    expect(connectionProblem(review, same, CLOSED)).toBe('They are connected already.')
    expect(connectionProblem(review, same, CLOSED, 1)).toBeUndefined()
  })
})

describe('selecting along the edges', () => {
  it('goes to everything before or after, and not round a loop', () => {
    expect([...upstreamOf(review, new Set(['ok']))].sort()).toEqual(['ok', 'start', 'write'])
    expect([...downstreamOf(review, new Set(['ok']))].sort()).toEqual(['end', 'ok'])
    expect(upstreamOf(review, NONE).size).toBe(0)
  })

  it('finds what is nearest first, for going back', () => {
    expect(ancestorsOf(review, 'end')).toEqual(['ok', 'write', 'start'])
  })
})

const areas = new Map<string, Area>([
  ['a', { x: 0, y: 0, width: 100, height: 40 }],
  ['b', { x: 160, y: 16, width: 40, height: 40 }],
  ['c', { x: 400, y: 96, width: 100, height: 80 }],
])

describe('lining up', () => {
  it('puts a side of all on the outermost one, and middles on the middle of all', () => {
    expect(Object.fromEntries(aligned(areas, 'right'))).toEqual({ a: [400, 0], b: [460, 16], c: [400, 96] })
    expect(Object.fromEntries(aligned(areas, 'top'))).toEqual({ a: [0, 0], b: [160, 0], c: [400, 0] })
    expect(Object.fromEntries(aligned(areas, 'middle'))).toEqual({ a: [0, 68], b: [160, 68], c: [400, 48] })
    expect(Object.fromEntries(aligned(areas, 'centre'))).toEqual({ a: [200, 0], b: [230, 16], c: [200, 96] })
    expect(aligned(new Map(), 'left').size).toBe(0)
  })

  it('makes gaps equal between the first and the last, which stay', () => {
    expect(Object.fromEntries(distributed(areas, 'horizontal'))).toEqual({ a: [0, 0], b: [230, 16], c: [400, 96] })
    expect(Object.fromEntries(distributed(areas, 'vertical'))).toEqual({ a: [0, 0], b: [160, 48], c: [400, 96] })
  })

  it('keeps what was lined up off the raster', () => {
    expect(moveNodes(review, new Map([['loose', [83, 201]]]), 1).layout?.loose).toEqual([83, 201])
  })
})

describe('the lines that something dragged falls onto', () => {
  const find = guideFinder([...areas.values()])

  it('are edges and middles of what stands around, within reach', () => {
    const fall = find({ x: 3, y: 300, width: 60, height: 40 }, 5)
    expect([fall.dx, fall.dy]).toEqual([-3, 0])
    expect(fall.guides).toEqual([{ axis: 'x', at: 0, from: 0, to: 340 }])
    expect(find({ x: 10, y: 300, width: 60, height: 40 }, 5)).toEqual({ dx: 0, dy: 0, guides: [] })
  })

  it('are places with equal gaps on both sides, or with the gap that is next to them', () => {
    const row = guideFinder([
      { x: 0, y: 0, width: 100, height: 40 },
      { x: 300, y: 5, width: 100, height: 40 },
    ])
    const middle = row({ x: 153, y: 12, width: 100, height: 22 }, 5)
    expect(middle.dx).toBe(-3)
    expect(middle.guides.filter(({ gap }) => gap)).toEqual([
      { axis: 'y', at: 25, from: 100, to: 150, gap: true },
      { axis: 'y', at: 25, from: 250, to: 300, gap: true },
    ])
    expect(row({ x: 602, y: 12, width: 90, height: 22 }, 5).dx).toBe(-2)
  })
})

describe('a colour', () => {
  it('stands in the layout by its name, beside what is there, and leaves no trace when it is taken away', () => {
    const blue = colorNodes(review, new Set(['write', 'ok']), 'blue')
    expect(blue.layout).toMatchObject({ write: { at: [80, 0], color: 'blue' }, ok: { at: [304, 0], color: 'blue' } })
    expect(colorNodes(blue, new Set(['write', 'ok']), undefined)).toEqual(review)
    expect(colorNodes(blue, new Set(['ok']), 'blue')).toBe(blue)
  })

  it('that this version does not know is not drawn', () => {
    expect([knownColor('teal'), knownColor('#ff0000'), knownColor(undefined)]).toEqual(['teal', undefined, undefined])
  })
})
