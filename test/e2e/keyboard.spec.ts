/** Without a mouse: a command is drawn and run, a problem is mended, a shortcut is changed. */
import { expect } from '@playwright/test'
import { test } from './app-test.ts'

test('a command is drawn, joined and run by the keyboard alone', async ({ app }) => {
  await app.open()
  await app.create('keys')
  const { keyboard } = app.page
  const focused = app.page.locator('.react-flow__node:focus')
  await keyboard.press('Escape')
  await app.page.locator('.canvas-frame').focus()
  await keyboard.press('ArrowRight')
  await expect(focused).toHaveAccessibleName(/Start/)

  await keyboard.press('a')
  await keyboard.type('Transform')
  await keyboard.press('Enter')
  await expect(focused).toHaveAccessibleName(/Transform/)
  await keyboard.press('c')
  await expect(app.page.getByText(/Edge from Transform by out/)).toBeVisible()
  await keyboard.press('Shift+ArrowLeft')
  await keyboard.press('Shift+ArrowRight')
  await keyboard.press('Escape')

  await keyboard.press('g')
  await keyboard.press('g')
  await keyboard.press('Enter')
  await expect(app.inspector.locator(':focus')).toBeVisible()
  await app.setting('Value').fill('{{ 40 + 2 }}')
  await keyboard.press('Escape')
  await expect(focused).toHaveAccessibleName(/Transform/)
  await keyboard.press('Control+Enter')
  await expect(app.page.getByRole('radio', { name: 'Run', exact: true })).toBeChecked()
})

test('a shortcut is changed, and shown where the action stands', async ({ app }) => {
  await app.open()
  const { page } = app
  await page.locator('.canvas-frame').focus()
  await page.keyboard.press('?')
  await page.getByRole('searchbox', { name: 'Search shortcuts' }).fill('tidy: lay')
  await page.getByRole('button', { name: /^Tidy: lay everything out: T/ }).click()
  await page.keyboard.press('Control+Shift+y')
  await expect(page.getByRole('button', { name: /^Tidy: lay everything out: Ctrl Shift Y/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search commands, runs and actions').fill('tidy: lay')
  await expect(page.getByRole('option', { name: /Tidy: lay everything out/ })).toContainText('Ctrl Shift Y')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Tidy', exact: true }).hover()
  await expect(page.getByRole('tooltip')).toContainText('Ctrl Shift Y')
})
