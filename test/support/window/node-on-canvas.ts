import { expect, type Locator, type Page } from '@playwright/test'
import { restingArea } from './resting-area.ts'

/** A node as the canvas draws it, found by its title. */
export class NodeOnCanvas {
  readonly box: Locator
  readonly #title: string

  constructor(page: Page, title: string) {
    this.#title = title
    this.box = page
      .locator('.react-flow__node')
      .filter({ has: page.locator('.node-title').getByText(title, { exact: true }) })
  }

  async expectState(state: string): Promise<void> {
    await expect(this.box).toHaveAttribute('aria-label', new RegExp(`(?:^|, )${literal(this.#title)}, ${state}`))
  }

  async expectIdle(): Promise<void> {
    await expect(this.box).toHaveAttribute('aria-label', new RegExp(`(?:^|, )${literal(this.#title)}(?:\\.|$)`))
  }

  /** The live text on its face ends so. */
  async expectStreaming(text: string): Promise<void> {
    await this.expectState('streaming')
    await expect(this.box.locator('.live')).toContainText(text)
  }

  /** With Shift, beside what is selected. */
  async press(...modifiers: 'Shift'[]): Promise<void> {
    await this.box.locator('.node-title').click({ modifiers })
  }

  /** Alone. */
  async select(): Promise<void> {
    await this.press()
    await this.expectInspected()
  }

  /** While the view moves, the fields of the inspector are still those of what was selected before. */
  async expectInspected(): Promise<void> {
    const inspector = this.box.page().locator('.inspector')
    const ids = () => Promise.all([inspector.getAttribute('data-node'), this.box.getAttribute('data-id')])
    await expect.poll(async () => new Set(await ids()).size).toBe(1)
  }

  async rename(title: string): Promise<void> {
    await this.box.locator('.node-title').dblclick()
    const field = this.box.page().locator('.react-flow__node').getByLabel('Title')
    await field.fill(title)
    await field.press('Enter')
  }

  /** The middle of a port's hit area, in px of the page. */
  async port(side: 'in' | 'out', name: string): Promise<{ readonly x: number; readonly y: number }> {
    const port = this.box.locator(`.react-flow__handle.port.${side}[data-handleid="${name}"]`)
    const area = await restingArea(port)
    return { x: area.x + area.width / 2, y: area.y + area.height / 2 }
  }

  async place(): Promise<{ readonly x: number; readonly y: number }> {
    const { x, y } = await restingArea(this.box)
    return { x, y }
  }

  async dragBy(x: number, y: number): Promise<void> {
    const release = await this.holdBy(x, y)
    await release()
  }

  /** Dragged as far, and not let go yet. */
  async holdBy(x: number, y: number): Promise<() => Promise<void>> {
    const from = await this.place()
    const grip = { x: from.x + 12, y: from.y + 12 }
    const mouse = this.box.page().mouse
    await mouse.move(grip.x, grip.y)
    await mouse.down()
    await mouse.move(grip.x + x, grip.y + y, { steps: 10 })
    return () => mouse.up()
  }
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
