import { expect, type Locator, type Page } from '@playwright/test'

export class SettingsWindow {
  readonly dialog: Locator

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Settings' })
  }

  async model({
    baseUrl,
    key,
    model,
  }: {
    readonly baseUrl: string
    readonly key?: string
    readonly model?: string
  }): Promise<void> {
    await this.dialog.getByLabel('Base URL').fill(baseUrl)
    if (key !== undefined) await this.dialog.getByLabel('Key', { exact: true }).fill(key)
    if (model !== undefined) await this.dialog.getByRole('combobox', { name: 'Model' }).selectOption(model)
    await this.#save('Model')
  }

  /** Empty `days`: for ever. */
  async history({ days, megabytes }: { readonly days: string; readonly megabytes?: string }): Promise<void> {
    await this.dialog.getByLabel('Keep runs for').fill(days)
    if (megabytes !== undefined) await this.dialog.getByLabel('Largest log').fill(megabytes)
    await this.#save('History')
  }

  async #save(part: string): Promise<void> {
    const section = this.dialog.getByRole('region', { name: part })
    await section.getByRole('button', { name: 'Save' }).click()
    await expect(section.getByRole('status')).toHaveText('Saved.')
  }

  async theme(theme: 'System' | 'Dark' | 'Light'): Promise<void> {
    await this.dialog.getByRole('radio', { name: theme }).click()
    await expect(this.dialog.getByRole('radio', { name: theme })).toBeChecked()
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).click()
    await expect(this.dialog).toHaveCount(0)
  }
}
