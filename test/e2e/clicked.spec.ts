/** By the mouse and the keyboard in turn. */
import { expect } from '@playwright/test'
import { test } from './app-test.ts'

test('after a click on a button beside the canvas its keys count there, but for those that go on from the button', async ({
  app,
}) => {
  await app.open()
  await app.create('clicked')
  const { page } = app
  const list = page.getByRole('dialog', { name: 'Add a node' })
  await page.getByRole('radio', { name: 'Run', exact: true }).click()
  const edit = page.getByRole('radio', { name: 'Edit', exact: true })
  await edit.click()
  await page.keyboard.press('a')
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: 'Select with the pointer' }).click()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Move the canvas with the pointer' })).toBeFocused()
})

test('after a press on a command or its tab the keys of the canvas count', async ({ app }) => {
  await app.open()
  await app.create('pressed')
  const { page } = app
  const list = page.getByRole('dialog', { name: 'Add a node' })
  await page.getByRole('button', { name: '/hello', exact: true }).click()
  await page.getByRole('tab', { name: '/pressed' }).click()
  await expect(page.locator('.canvas-frame')).toBeFocused()
  await page.keyboard.press('a')
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await page.getByRole('button', { name: '/pressed', exact: true }).click()
  await expect(page.locator('.canvas-frame')).toBeFocused()
  await page.keyboard.press('Control+a')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(2)
})
