/** The state machine of what is selected, beside its settings and its run. */
import { expect } from '@playwright/test'
import { test } from './app-test.ts'

test('the Machine tab shows where a node and the run stand, and where each state leads', async ({ app }) => {
  await app.open()
  await app.run('/hello name=Ada')
  await expect(app.approval('Keep it?').card).toBeVisible()
  const { page } = app
  const inspector = page.locator('.inspector')
  const current = inspector.locator('[aria-current="step"]')

  await inspector.getByRole('tab', { name: 'Machine' }).click()
  await expect(current).toHaveText('running')

  await app.node('Greet').select()
  await inspector.getByRole('tab', { name: 'Machine' }).click()
  await expect(current).toHaveText('completed')
  await expect(inspector.getByRole('button', { name: 'running, it was here' })).toBeVisible()

  await inspector.getByRole('button', { name: 'retrying' }).click()
  const ways = inspector.getByRole('region', { name: 'Ways out of retrying' })
  await expect(ways.getByRole('listitem').filter({ hasText: 'due' }).first()).toContainText('then retried')

  await app.node('Keep it?').select()
  await inspector.getByRole('tab', { name: 'Machine' }).click()
  await expect(current).toHaveText('awaiting')
})
