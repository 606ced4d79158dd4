import type { Locator, Page } from '@playwright/test'
import { NodeOnCanvas } from './node-on-canvas.ts'
import { restingArea } from './resting-area.ts'

/** A node that holds others. Places inside it are in px of the screen from its left top corner. */
export class ContainerOnCanvas {
  readonly #page: Page
  readonly #node: NodeOnCanvas

  constructor(page: Page, title: string) {
    this.#page = page
    this.#node = new NodeOnCanvas(page, title)
  }

  get #corner(): Locator {
    return this.#node.box.locator('.container-corner')
  }

  /** The same point from the corner of the canvas, for dropping a kind there. */
  async inside(x: number, y: number): Promise<{ readonly x: number; readonly y: number }> {
    const canvas = await this.#page.locator('.react-flow').boundingBox()
    const at = await this.#node.place()
    return { x: at.x + x - (canvas?.x ?? 0), y: at.y + y - (canvas?.y ?? 0) }
  }

  /** Drags a node so that the middle of its head comes to lie there. */
  async take(node: NodeOnCanvas, x: number, y: number): Promise<void> {
    const [area, at] = [await restingArea(node.box), await this.#node.place()]
    await node.dragBy(at.x + x - (area.x + area.width / 2), at.y + y - area.y)
  }

  async pullCorner(x: number, y: number): Promise<void> {
    const area = await restingArea(this.#corner)
    const grip = { x: area.x + area.width / 2, y: area.y + area.height / 2 }
    await this.#page.mouse.move(grip.x, grip.y)
    await this.#page.mouse.down()
    await this.#page.mouse.move(grip.x + x, grip.y + y, { steps: 6 })
    await this.#page.mouse.up()
  }
}
