import fc from 'fast-check'
import { expect, it } from 'vitest'
import { covers, isSharp, lieOf, sheetFor } from '#renderer/canvas/flow/overview-sheet.ts'
import type { Transform } from '#renderer/canvas/model/covers.ts'

const SIZE = { width: 1_000, height: 600 }

it('is moved and painted no more, while all of the graph lies on it', () => {
  const bounds = { x: 0, y: 0, width: 8_000, height: 4_000 }
  const sheet = sheetFor(bounds, [100, 50, 0.1], SIZE)
  const pulled: Transform = [-900, 400, 0.1]
  expect(covers(sheet, bounds, pulled, SIZE)).toBe(true)
  expect(lieOf(sheet, pulled)).toEqual({ x: sheet.x - 1_000, y: sheet.y + 350, scale: 1 })
  expect(isSharp(sheet, pulled)).toBe(true)
})

it('is painted anew once what it does not hold comes into sight', () => {
  const bounds = { x: 0, y: 0, width: 100_000, height: 100_000 }
  const sheet = sheetFor(bounds, [-500, -500, 0.1], SIZE)
  expect(covers(sheet, bounds, [-750, -650, 0.1], SIZE)).toBe(true)
  expect(covers(sheet, bounds, [-751, -500, 0.1], SIZE)).toBe(false)
  expect(covers(sheet, bounds, [-500, -651, 0.1], SIZE)).toBe(false)
})

it('is stretched for a small zoom, and sharp again only when it was painted for it', () => {
  const bounds = { x: 0, y: 0, width: 3_000, height: 2_000 }
  const sheet = sheetFor(bounds, [300, 200, 0.1], SIZE)
  const closer: Transform = [280, 190, 0.11]
  expect([covers(sheet, bounds, closer, SIZE), isSharp(sheet, closer)]).toEqual([true, false])
  expect(isSharp(sheetFor(bounds, closer, SIZE), closer)).toBe(true)
  expect(covers(sheet, bounds, [250, 180, 0.13], SIZE)).toBe(false)
})

it('holds what is in sight for any view that it was painted for', () => {
  const place = fc.integer({ min: -5_000, max: 5_000 })
  const view = fc.tuple(place, place, fc.double({ min: 0.05, max: 0.3, noNaN: true }))
  const length = fc.integer({ min: 1, max: 50_000 })
  const area = fc.record({ x: place, y: place, width: length, height: length })
  fc.assert(
    fc.property(view, area, (transform, bounds) => {
      expect(covers(sheetFor(bounds, transform, SIZE), bounds, transform, SIZE)).toBe(true)
    }),
  )
})
