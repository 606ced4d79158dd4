import { expect, type Locator, type Page } from '@playwright/test'

/** What the shown run said, in order. */
export class Transcript {
  readonly log: Locator
  readonly entries: Locator

  constructor(page: Page) {
    this.log = page.getByRole('log', { name: 'Transcript' })
    this.entries = this.log.getByRole('article')
  }

  /** The latest entry of a node, by its title; `pass` counts from 1. */
  entry(title: string, pass = 1): Locator {
    const entries = this.entries.filter({ has: this.log.page().getByRole('button', { name: title, exact: true }) })
    return entries.nth(pass - 1)
  }

  async expectSaid(text: string | RegExp): Promise<void> {
    await expect(this.log).toContainText(text)
  }

  async expectEnded(word: 'Succeeded' | 'Failed' | 'Stopped'): Promise<void> {
    await expect(this.entries.last().getByText(word, { exact: true })).toBeVisible()
  }

  /** A table as rows of cells, its head first. */
  async table(title: string): Promise<readonly (readonly string[])[]> {
    const rows = this.entry(title).getByRole('row')
    await expect(rows.nth(1)).toBeVisible()
    return rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)))
  }
}
