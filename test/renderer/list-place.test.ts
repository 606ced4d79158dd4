import { describe, expect, it } from 'vitest'
import { listPlace, MENU } from '#renderer/canvas/flow/list-place.ts'

const WINDOW = { width: 1280, height: 800 }
type Spot = readonly [x: number, y: number]

/** The list's corner where an edge was drawn from a port on the right of a node to a point in the open. */
const fromPort = ([sourceX, sourceY]: Spot, [x, y]: Spot) =>
  listPlace({ x, y }, WINDOW, { sourceX, sourceY, targetX: x, targetY: y, down: false })

describe('the list at the end of a drawn edge', () => {
  it('stands below it, and keeps away from the border of the window', () => {
    expect(fromPort([300, 200], [500, 300])).toEqual({ x: 500, y: 304 })
    expect(fromPort([1000, 200], [1200, 300])).toEqual({ x: 1280 - 8 - MENU.width, y: 304 })
  })

  it('stands beside it where there is no room below, since above it would hide the edge', () => {
    expect(fromPort([300, 200], [500, 500])).toEqual({ x: 504, y: 800 - 8 - MENU.height })
  })

  it('stands on the other side of an edge that comes from there', () => {
    const edge = { sourceX: 500, sourceY: 500, targetX: 700, targetY: 520, down: false }
    expect(listPlace({ x: 500, y: 500 }, WINDOW, edge)).toEqual({ x: 500 - 4 - MENU.width, y: 800 - 8 - MENU.height })
  })

  it('hides as little as it can of one that leads to a node', () => {
    const edge = { sourceX: 282, sourceY: 472, targetX: 313, targetY: 282, down: false }
    expect(listPlace({ x: 282, y: 472 }, WINDOW, edge)).not.toEqual({ x: 282, y: 472 - 4 - MENU.height })
  })

  it('stands in the corner of a window that is too small for it', () => {
    expect(listPlace({ x: 90, y: 90 }, { width: 300, height: 200 })).toEqual({ x: 8, y: 8 })
  })
})
