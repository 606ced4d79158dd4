/** The state machine of what is selected, beside its settings and its run. */
import { expect } from '@playwright/test'
import { test } from './app-test.ts'

test('the Machine tab shows where a node and the run stand, and where each state leads', async ({ app }, testInfo) => {
  await app.open()
  await app.run('/hello name=Ada')
  await expect(app.approval('Keep it?').card).toBeVisible({ timeout: 30_000 })
  const { page } = app
  const inspector = page.locator('.inspector')
  const current = inspector.locator('[aria-current="step"]')

  await inspector.getByRole('tab', { name: 'Machine' }).click()
  await expect(current).toHaveText('running')
  await page.screenshot({ path: testInfo.outputPath('run.png'), animations: 'disabled' })

  await app.node('Greet').select()
  await inspector.getByRole('tab', { name: 'Machine' }).click()
  await expect(current).toHaveText('completed')
  await expect(inspector.getByRole('button', { name: 'running, it was here' })).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('node.png'), animations: 'disabled' })

  await inspector.getByRole('button', { name: 'retrying' }).click()
  const ways = inspector.getByRole('region', { name: 'Ways out of retrying' })
  await expect(ways.getByRole('listitem').filter({ hasText: 'due' }).first()).toContainText('then retried')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: testInfo.outputPath('picked.png'), animations: 'disabled' })

  await app.node('Keep it?').select()
  await inspector.getByRole('tab', { name: 'Machine' }).click()
  await expect(current).toHaveText('awaiting')
  await page.screenshot({ path: testInfo.outputPath('person.png'), animations: 'disabled' })
})
