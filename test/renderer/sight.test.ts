import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearOf, seenWhole } from '#renderer/canvas/edit/pasted.ts'
import { goesBehind, isWhole, wayIntoSight } from '#renderer/canvas/flow/sight.ts'
import type { Transform } from '#renderer/canvas/model/covers.ts'

const SIZE = { width: 800, height: 600 }
const AT_REST: Transform = [0, 0, 1]
const node = (x: number, y: number) => ({ x, y, width: 180, height: 60 })

it('moves nothing for what can be seen whole, however near to the border', () => {
  expect(wayIntoSight(node(0, 0), AT_REST, SIZE)).toBeUndefined()
  expect(wayIntoSight(node(620, 540), AT_REST, SIZE)).toBeUndefined()
})

it('moves the view only as far as it must, and a little from the border', () => {
  expect(wayIntoSight(node(700, 100), AT_REST, SIZE)).toEqual({ dx: -92, dy: 0 })
  expect(wayIntoSight(node(-50, 580), AT_REST, SIZE)).toEqual({ dx: 62, dy: -52 })
  expect(wayIntoSight(node(350, 100), [0, 0, 2], SIZE)).toEqual({ dx: -272, dy: 0 })
})

it('brings a node out from below a bar that floats over the canvas, and moves nothing beside it', () => {
  const bars = [{ x: 740, y: 550, width: 48, height: 38 }]
  expect(wayIntoSight(node(580, 530), AT_REST, SIZE, bars)).toEqual({ dx: 0, dy: -52 })
  expect(wayIntoSight(node(500, 530), AT_REST, SIZE, bars)).toBeUndefined()
  expect(wayIntoSight(node(700, 580), AT_REST, SIZE, bars)).toEqual({ dx: -92, dy: -102 })
})

it('shows the beginning of what is larger than the canvas', () => {
  const long = { x: 300, y: 100, width: 2_000, height: 60 }
  expect(wayIntoSight(long, AT_REST, SIZE)).toEqual({ dx: -288, dy: 0 })
})

it('brings whatever has room into sight whole, from wherever the view stands', () => {
  const place = fc.integer({ min: -5_000, max: 5_000 })
  const view = fc.tuple(place, place, fc.constantFrom(0.5, 1, 1.5))
  fc.assert(
    fc.property(place, place, view, (x, y, [left, top, zoom]) => {
      const { dx, dy } = wayIntoSight(node(x, y), [left, top, zoom], SIZE) ?? { dx: 0, dy: 0 }
      expect(isWhole(node(x, y), [left + dx, top + dy, zoom], SIZE)).toBe(true)
    }),
  )
})

it('notices a node that a panel which grew has come to cover, and no other', () => {
  const narrower = { width: 500, height: 600 }
  const lower = { width: 800, height: 400 }
  expect(goesBehind(node(400, 100), AT_REST, SIZE, narrower)).toBe(true)
  expect(goesBehind(node(400, 380), AT_REST, SIZE, lower)).toBe(true)
  expect(goesBehind(node(100, 100), AT_REST, SIZE, narrower)).toBe(false)
  // It was out of sight before: whoever moved the view there wanted that.
  expect(goesBehind(node(700, 100), AT_REST, SIZE, narrower)).toBe(false)
  expect(goesBehind(node(400, 100), AT_REST, narrower, SIZE)).toBe(false)
})

describe('what is pasted where the pointer is', () => {
  const sight = { x: -400, y: 0, width: 1000, height: 600 }

  it('stands there, and where it would be cut off at the border inside of it, on the raster', () => {
    expect(seenWhole([104, 200], [320, 64], sight)).toEqual([104, 200])
    expect(seenWhole([-560, -32], [320, 64], sight)).toEqual([-384, 16])
    expect(seenWhole([590, 590], [320, 64], sight)).toEqual([264, 520])
  })

  it('stands below what it would lie on, where that is seen, else on it', () => {
    const others = [{ x: 100, y: 100, width: 200, height: 120 }]
    expect(clearOf([400, 100], [320, 64], others, sight)).toEqual([400, 100])
    expect(clearOf([120, 110], [320, 64], others, sight)).toEqual([120, 238])
    expect(clearOf([120, 110], [320, 64], [{ x: 100, y: 0, width: 200, height: 600 }], sight)).toEqual([120, 110])
  })

  it('is not moved along a side for which it is too long', () => {
    expect(seenWhole([-560, 590], [2000, 64], sight)).toEqual([-560, 520])
  })
})
