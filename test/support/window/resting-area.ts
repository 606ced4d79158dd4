import type { Locator } from '@playwright/test'

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where it stands on the page, in px, once it stands still: a hand that aims at what still glides meets something else. */
export async function restingArea(drawn: Locator): Promise<Area> {
  const area = await drawn.evaluate(async (element) => {
    const now = () => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return { x, y, width, height }
    }
    const frame = () => new Promise(requestAnimationFrame)
    for (let before = now(); ; ) {
      await frame()
      await frame()
      const after = now()
      if (JSON.stringify(after) === JSON.stringify(before)) return after
      before = after
    }
  })
  if (area.width === 0) throw new Error(`${drawn} is not on the screen`)
  return area
}
