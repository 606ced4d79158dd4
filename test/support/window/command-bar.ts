import { expect, type Locator, type Page } from '@playwright/test'

/** Where commands are typed, with its completions, its refusal and the Stop button. */
export class CommandBar {
  readonly field: Locator
  readonly completions: Locator
  readonly refusal: Locator
  readonly stopButton: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.field = page.locator('.command-bar').getByRole('combobox', { name: 'Command' })
    this.completions = page.locator('.completions').getByRole('option')
    this.refusal = page.locator('#command-refusal')
    this.stopButton = page.getByRole('button', { name: 'Stop Esc' })
  }

  /** Types a line as a person does, key by key. */
  async type(line: string): Promise<void> {
    await this.field.click()
    await this.field.pressSequentially(line)
  }

  /** A line, and Enter: once for a completion that is offered, once to run. */
  async run(line: string): Promise<void> {
    await this.field.fill(line)
    await this.#page.keyboard.press('Enter')
  }

  async expectCompletions(...labels: readonly string[]): Promise<void> {
    await expect(this.completions.locator('.completion-label')).toHaveText([...labels])
  }
}
