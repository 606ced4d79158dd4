import { describe, expect, it } from 'vitest'
import { BAR, barPlace } from '#renderer/canvas/flow/bar-place.ts'

const CANVAS = { width: 730, height: 540 }

describe('the bar of several selected nodes', () => {
  it('stands above them, in their middle, as far as the canvas goes', () => {
    expect(barPlace({ x: 100, y: 200, width: 500, height: 100 }, CANVAS)).toEqual({ left: 177, top: 156 })
    expect(barPlace({ x: 600, y: 200, width: 300, height: 100 }, CANVAS)).toEqual({ left: 730 - 346 - 8, top: 156 })
    expect(barPlace({ x: 0, y: 900, width: 300, height: 100 }, CANVAS)?.top).toBe(540 - 12 - 32 - 8 - BAR.height)
  })

  it('stands below them where there is no room above, and never on the tools', () => {
    expect(barPlace({ x: 100, y: 20, width: 500, height: 100 }, CANVAS)).toEqual({ left: 177, top: 132 })
    expect(barPlace({ x: 100, y: -300, width: 500, height: 100 }, CANVAS)).toEqual({ left: 177, top: 8 })
  })

  it('stands between the tools where the nodes fill the canvas, so that it hides neither', () => {
    expect(barPlace({ x: 20, y: 20, width: 690, height: 450 }, CANVAS)).toEqual({ left: 290, top: 496 })
    expect(barPlace({ x: 400, y: 20, width: 900, height: 450 }, CANVAS)).toEqual({ left: 330, top: 496 })
  })

  it('stands over their upper end where there is no room between the tools either', () => {
    expect(barPlace({ x: 20, y: 20, width: 560, height: 450 }, { width: 600, height: 540 })).toEqual({
      left: 127,
      top: 8,
    })
    expect(barPlace({ x: 20, y: 20, width: 560, height: 450 }, { width: 340, height: 540 })).toBeUndefined()
  })
})
