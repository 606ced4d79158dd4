import { expect, type Locator, type Page } from '@playwright/test'
import type { NodeOnCanvas } from './node-on-canvas.ts'

/** The list of node kinds, and drawing with what comes out of it. */
export class NodePalette {
  readonly list: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.list = page.getByRole('dialog', { name: 'Add a node' })
  }

  async open(): Promise<void> {
    await this.#page.getByRole('toolbar', { name: 'Canvas' }).getByRole('button', { name: 'Add a node' }).click()
    await expect(this.list).toBeVisible()
  }

  /** Drags a kind onto the canvas, `at` in px from its upper left corner. */
  async drag(title: string, at: { readonly x: number; readonly y: number }): Promise<void> {
    await this.open()
    await this.list.getByPlaceholder('Add a node').fill(title)
    const kind = this.list.getByRole('option').filter({ has: this.#page.getByText(title, { exact: true }) })
    await kind.dragTo(this.#page.locator('.react-flow__pane'), { targetPosition: at })
  }
}

/** Draws an edge by hand, from a port to a node. */
export async function connect(page: Page, from: NodeOnCanvas, port: string, to: NodeOnCanvas): Promise<void> {
  const [start, end] = [await from.port('out', port), await to.port('in', 'in')]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  // React Flow begins an edge only once the pointer has left the port.
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2)
  await page.mouse.move(end.x, end.y)
  await page.mouse.up()
}
