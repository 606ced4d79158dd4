/** A hand on a canvas of React Flow, ours or the plain one: the same moves, paced by the page's own answers. */
import type { CDPSession, Page } from '@playwright/test'
import { COLUMN, ROW } from './large-graph.ts'

const STEPS = 30
const STEP_PX = 5
/** The same moves on both sides, however long a frame takes. */
const LONGEST_MS = 20_000
const CTRL = 2
/** Frames in which nothing has moved. */
const STILL_FRAMES = 6
/** React Flow's zoom for one pixel of a wheel, as a power of two. */
const ZOOM_A_PIXEL = 0.002

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Point {
  readonly x: number
  readonly y: number
}

export class CanvasHand {
  readonly page: Page
  readonly session: CDPSession
  #area: Area = { x: 0, y: 0, width: 0, height: 0 }

  constructor(page: Page, session: CDPSession) {
    this.page = page
    this.session = session
  }

  async findCanvas(): Promise<Area> {
    await this.page.locator('.react-flow__viewport').waitFor({ state: 'attached' })
    const area = await this.page.locator('.react-flow').boundingBox()
    if (!area) throw new Error('There is no canvas on the page')
    this.#area = area
    return area
  }

  get #middle(): Point {
    return { x: this.#area.x + this.#area.width / 2, y: this.#area.y + this.#area.height / 2 }
  }

  async zoomTo(zoom: number): Promise<void> {
    await this.#wheel(this.#middle, 0, -Math.log2(zoom / (await this.#zoom())) / ZOOM_A_PIXEL, CTRL)
    await this.rest()
  }

  /** All nodes in view, by the canvas' own key. */
  async seeAll(): Promise<void> {
    await this.page.evaluate(() => {
      const key = new KeyboardEvent('keydown', { key: '1', bubbles: true, cancelable: true })
      document.querySelector('.react-flow')?.dispatchEvent(key)
    })
    await this.still()
    await this.rest()
  }

  /** The middle of the graph in its own size, wherever the view was moved to before. */
  async seeMiddle(): Promise<void> {
    await this.seeAll()
    await this.zoomTo(1)
  }

  /** Until the view has glided to where it goes. */
  async still(): Promise<void> {
    await this.page.evaluate(
      (frames) =>
        new Promise<void>((resolve) => {
          const view = document.querySelector<HTMLElement>('.react-flow__viewport')
          let [at, left] = ['', frames]
          const look = () => {
            const now = view?.style.transform ?? ''
            left = now === at ? left - 1 : frames
            at = now
            if (left === 0) resolve()
            else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        }),
      STILL_FRAMES,
    )
  }

  async pan(): Promise<void> {
    const { x, y } = this.#middle
    await this.page.mouse.move(x, y)
    await this.page.mouse.down({ button: 'middle' })
    await this.#steps((step) => this.page.mouse.move(x - step * STEP_PX, y + Math.sin(step / 6) * 60))
    await this.page.mouse.up({ button: 'middle' })
  }

  /** Out to half the size and in again. */
  async zoom(): Promise<void> {
    const each = 2 / STEPS / ZOOM_A_PIXEL
    await this.#steps((step) => this.#wheel(this.#middle, 0, step <= STEPS / 2 ? each : -each, CTRL))
  }

  /** Drags what lies nearest to the middle; whatever is selected comes along. Throws where nothing moved. */
  async drag(grip: Point): Promise<void> {
    await this.page.mouse.move(grip.x, grip.y)
    await this.page.mouse.down()
    await this.#steps((step) => this.page.mouse.move(grip.x + step * 2, grip.y + Math.sin(step / 6) * 30))
    await this.page.mouse.up()
  }

  /** A node in the middle of the view. */
  async select(): Promise<void> {
    const grip = await this.grip()
    await this.page.mouse.click(grip.x, grip.y)
    await this.rest()
  }

  /** A point on a node's head, in view and not covered. */
  async grip(): Promise<Point> {
    const found = await this.page.evaluate((area) => {
      for (const node of document.querySelectorAll('.react-flow__node')) {
        const box = node.getBoundingClientRect()
        const point = { x: box.x + box.width / 3, y: box.y + box.height / 4 }
        const room = area.width / 5
        const inside =
          point.x > area.x + room &&
          point.x < area.x + area.width - room &&
          point.y > area.y + 90 &&
          point.y < area.y + area.height - 90
        if (inside && node.contains(document.elementFromPoint(point.x, point.y))) return point
      }
      return null
    }, this.#area)
    if (!found) throw new Error('No node lies free in the middle of the canvas')
    return found
  }

  /** Ten by ten nodes by a box around them, seen from a little further away; returns a point on one of them at zoom 1. */
  async selectHundred(): Promise<Point> {
    await this.seeAll()
    await this.zoomTo(0.32)
    const [zoom, mouse] = [await this.#zoom(), this.page.mouse]
    // Around the middle, which is what is dragged then: their bar stands above or below them.
    const corner = await this.#gapNear({
      x: Math.max(this.#area.x + 8, this.#middle.x - COLUMN * zoom * 5),
      y: Math.max(this.#area.y + 8, this.#middle.y - ROW * zoom * 5),
    })
    await mouse.move(corner.x, corner.y)
    await mouse.down()
    await mouse.move(corner.x + 40, corner.y + 40)
    await mouse.move(corner.x + COLUMN * zoom * 10 - 6, corner.y + ROW * zoom * 10 - 3, { steps: 4 })
    await mouse.up()
    await this.zoomTo(1)
    return this.#middle
  }

  async clearSelection(): Promise<void> {
    await this.zoomTo(0.2)
    const gap = await this.#gapNear({ x: this.#area.x + 8, y: this.#area.y + 8 })
    await this.page.mouse.click(gap.x, gap.y)
    await this.rest()
  }

  /** Until two frames have passed with nothing left to do for the page. */
  async rest(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 500 })),
          ),
        ),
    )
  }

  async #gapNear(point: Point): Promise<Point> {
    const gap = await this.page.evaluate(({ x, y }) => {
      for (let dy = 0; dy < 200; dy += 2) {
        for (let dx = 0; dx < 200; dx += 3) {
          const element = document.elementFromPoint(x + dx, y + dy)
          if (element?.classList.contains('react-flow__pane')) return { x: x + dx, y: y + dy }
        }
      }
      return null
    }, point)
    if (!gap) throw new Error('There is no empty place on the canvas')
    return gap
  }

  async #zoom(): Promise<number> {
    return this.page.evaluate(() => {
      const element = document.querySelector<HTMLElement>('.react-flow__viewport')
      return Number(/scale\(([\d.]+)\)/.exec(element?.style.transform ?? '')?.[1] ?? 1)
    })
  }

  async #wheel({ x, y }: Point, deltaX: number, deltaY: number, modifiers: number): Promise<void> {
    await this.session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX, deltaY, modifiers })
  }

  async #steps(move: (step: number) => Promise<unknown>): Promise<void> {
    const begun = Date.now()
    for (let step = 1; step <= STEPS && Date.now() - begun < LONGEST_MS; step += 1) await move(step)
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
  }
}
