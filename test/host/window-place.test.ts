import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { keepPlace, openingFor, readPlace } from '#main/host/electron/window-place.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const monitor = { x: 1440, y: 0, width: 1920, height: 1080 }
const place = { x: 1500, y: 40, width: 1600, height: 900, maximised: false }

describe('where the window opens', () => {
  it('is where it was', () => {
    expect(openingFor(place, [laptop, monitor])).toEqual(place)
  })

  it('is the middle of the screen at first, and where its display is gone', () => {
    expect(openingFor(undefined, [laptop])).toEqual({ width: 1280, height: 800, maximised: false })
    expect(openingFor(place, [laptop])).toEqual({ width: 1280, height: 800, maximised: false })
  })

  it('always leaves the title bar to take hold of', () => {
    expect(openingFor({ ...place, x: 1400 }, [laptop]).x).toBeUndefined()
    expect(openingFor({ ...place, x: 100, y: -300 }, [laptop]).x).toBeUndefined()
    expect(openingFor({ ...place, x: 1300 }, [laptop])).toMatchObject({ x: 1300, width: 1440, height: 875 })
  })
})

describe('the kept place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-place-'))
  const file = join(folder, 'window.json')
  afterEach(() => rmSync(file, { force: true }))

  it('comes back as it was kept', () => {
    expect(keepPlace(file, place)).toBe(true)
    expect(readPlace(file)).toEqual(place)
  })

  it('is as good as none where it cannot be read or written', () => {
    expect(readPlace(file)).toBeUndefined()
    writeFileSync(file, '{"x":"left"}')
    expect(readPlace(file)).toBeUndefined()
    expect(keepPlace(join(folder, 'missing', 'window.json'), place)).toBe(false)
  })
})
