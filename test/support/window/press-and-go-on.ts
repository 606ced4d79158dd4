import type { Locator } from '@playwright/test'

/**
 * Presses a button with the pointer and then keys, as fast as no hand is: nothing can be answered or drawn in between. Of
 * modifiers only `Control+`.
 */
export async function pressAndGoOn(button: Locator, keys: readonly string[]): Promise<void> {
  await button.evaluate((pressed: HTMLElement, strokes) => {
    const event = { bubbles: true, cancelable: true }
    pressed.dispatchEvent(new PointerEvent('pointerdown', { ...event, pointerType: 'mouse' }))
    pressed.focus()
    pressed.dispatchEvent(new MouseEvent('click', { ...event, detail: 1 }))
    for (const stroke of strokes) {
      const key = stroke.replace('Control+', '')
      pressed.dispatchEvent(new KeyboardEvent('keydown', { ...event, key, ctrlKey: key !== stroke }))
    }
  }, keys)
}
