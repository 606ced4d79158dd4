import type { Page } from '@playwright/test'

export interface Press {
  readonly key: string
  readonly ctrl?: boolean
  /** As a key that is held does again and again. */
  readonly repeat?: boolean
}

/** Where the focus is: one after the other, before anything can be answered in between. */
export async function pressAtOnce(page: Page, presses: readonly Press[]): Promise<void> {
  await page.evaluate((all) => {
    for (const { key, ctrl = false, repeat = false } of all)
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, ctrlKey: ctrl, repeat, bubbles: true, cancelable: true }),
      )
  }, presses)
}
