import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { viewOf } from '#renderer/canvas/flow/view-of.ts'
import { type Area, meet, onScreen } from '#renderer/canvas/model/covers.ts'

const SIZE = { width: 800, height: 600 }
const TOOLS: readonly Area[] = [
  { x: 12, y: 556, width: 270, height: 32 },
  { x: 756, y: 556, width: 32, height: 32 },
]

const seen = (areas: readonly Area[], bars: readonly Area[], size = SIZE) => {
  const view = viewOf(areas, size, bars)
  return view ? areas.map((area) => onScreen(area, [view.x, view.y, view.zoom])) : []
}

const span = (most: number) => fc.integer({ min: 1, max: most })
// Far enough for the least zoom to be reached by none.
const place = fc.integer({ min: -4_000, max: 4_000 })
const area = fc.record({ x: place, y: place, width: span(600), height: span(600) })

describe('the view of some nodes', () => {
  it('is none of nothing', () => {
    expect(viewOf([], SIZE, TOOLS)).toBeUndefined()
  })

  it('leaves what fits between the tools in the middle of the canvas', () => {
    const [node] = seen([{ x: 0, y: 0, width: 200, height: 60 }], TOOLS)
    expect(node).toEqual({ x: 300, y: 270, width: 200, height: 60 })
  })

  it('shows all of them whole, and none below the tools', () => {
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 12 }), (areas) => {
        const shown = seen(areas, TOOLS)
        expect(shown.every((each) => !TOOLS.some((bar) => meet(each, bar)))).toBe(true)
        expect(shown.every((each) => meet(each, { x: 0, y: 0, ...SIZE }))).toBe(true)
      }),
    )
  })

  it('gives no more than half of a low canvas to them', () => {
    const low = { width: 800, height: 80 }
    const bars = [{ x: 12, y: 36, width: 270, height: 32 }]
    expect(viewOf([{ x: 0, y: 0, width: 4_000, height: 900 }], low, bars)).toEqual(
      viewOf([{ x: 0, y: 0, width: 4_000, height: 900 }], low, []),
    )
  })
})
