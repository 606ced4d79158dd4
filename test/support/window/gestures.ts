import { expect, type Locator, type Page } from '@playwright/test'
import { restingArea } from './resting-area.ts'

export interface Spot {
  readonly x: number
  readonly y: number
}

/** What the mouse does on the canvas, in px of the page. */
export class Gestures {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** The list at the end of a drawn edge. */
  get nextList(): Locator {
    return this.#page.getByRole('dialog', { name: 'Add what comes next' })
  }

  /** Presses, moves and lets go; `before` looks at what is shown just before that. */
  async drag(from: Spot, to: Spot, before?: () => Promise<void>): Promise<void> {
    const { mouse } = this.#page
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
    await mouse.move(to.x, to.y, { steps: 4 })
    await before?.()
    await mouse.up()
  }

  /** Half way along an edge, by its name for screen readers. */
  async middleOf(edge: string): Promise<Spot> {
    const drawn = this.#page.getByRole('group', { name: edge, exact: true }).locator('.line')
    await restingArea(drawn)
    return drawn.evaluate((line: SVGPathElement) => {
      const point = line.getPointAtLength(line.getTotalLength() / 2).matrixTransform(line.getScreenCTM() ?? undefined)
      return { x: point.x, y: point.y }
    })
  }

  /** Names of all edges, in the order of the file. */
  async expectEdges(names: readonly string[]): Promise<void> {
    await expect
      .poll(() =>
        this.#page
          .locator('.react-flow__edge')
          .evaluateAll((edges) => edges.map((edge) => edge.getAttribute('aria-label')?.replace('Edge from ', ''))),
      )
      .toEqual(names)
  }
}
