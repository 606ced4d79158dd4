import { describe, expect, it } from 'vitest'
import { MAP, mapScale, sightOnMap } from '#renderer/canvas/flow/map-scale.ts'

/** The map has 8 px around it, at a tenth. */
const scale = mapScale({ x: 0, y: 0, width: 1680, height: 500 })

describe('the frame on the map', () => {
  it('stands around what is in sight', () => {
    expect(sightOnMap({ x: 100, y: 100, width: 300, height: 200 }, scale)).toEqual({
      x: 18,
      y: 43,
      width: 30,
      height: 20,
    })
  })

  it('is that of the map where all of the graph is in sight', () => {
    expect(sightOnMap({ x: -4000, y: -4000, width: 9000, height: 9000 }, scale)).toEqual({
      x: 3,
      y: 3,
      width: MAP.width - 6,
      height: MAP.height - 6,
    })
  })

  it('ends at the border of the map', () => {
    expect(sightOnMap({ x: 1500, y: -9000, width: 600, height: 9500 }, scale)).toEqual({
      x: 158,
      y: 3,
      width: MAP.width - 3 - 158,
      height: 80,
    })
  })

  it('is a strip on the side where the view lies, beside the graph', () => {
    expect(sightOnMap({ x: 9000, y: 100, width: 300, height: 200 }, scale)).toEqual({
      x: MAP.width - 7,
      y: 43,
      width: 4,
      height: 20,
    })
    expect(sightOnMap({ x: -9000, y: 100, width: 300, height: 200 }, scale)).toMatchObject({ x: 3, width: 4 })
  })
})
