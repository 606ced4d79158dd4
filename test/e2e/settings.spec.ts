/** Settings: where the model is, its key, which one of the server's list; the theme. */
import { expect, type Page } from '@playwright/test'
import { test } from './app-test.ts'

test('a model is chosen from the list of its server, with a key that never stands in the settings file', async ({
  app,
  home,
  model,
}) => {
  model.key = 'sk-secret-of-the-test'
  model.answer('friendly greeting', 'Good to see you, Ada.')
  await app.open()
  const settings = await app.openSettings()
  await expect(settings.dialog).toContainText('demo model answers now')
  await settings.model({ baseUrl: model.baseUrl, key: 'sk-secret-of-the-test', model: 'larger' })
  await expect(settings.dialog).toContainText(/key is kept until Slashflow closes|secret store/)
  await settings.close()
  await expect(app.sidebar.getByText('larger')).toBeVisible()

  await app.run('/hello name=Ada')
  await app.approval('Keep it?').expectProposes('Good to see you, Ada.')
  expect(model.requests[0]?.body.model).toBe('larger')
  expect(home.read('settings.json')).not.toContain('sk-secret')
})

test('a server that refuses the key, or is no server, is told beside the field', async ({ app, model }) => {
  model.key = 'sk-secret-of-the-test'
  await app.open()
  const settings = await app.openSettings()
  await settings.dialog.getByLabel('Base URL').fill(model.baseUrl)
  await expect(settings.dialog.getByRole('alert')).toContainText('wants a key')
  await model.close()
  await settings.dialog.getByLabel('Key', { exact: true }).fill('sk-secret-of-the-test')
  await expect(settings.dialog.getByRole('alert')).toContainText('Cannot reach the model server')
})

test('the theme is changed at once and kept', async ({ app }) => {
  await app.open()
  const settings = await app.openSettings()
  await settings.theme('Dark')
  const ground = () => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await expect.poll(ground).toBe('rgb(15, 16, 18)')
  await settings.theme('Light')
  await expect.poll(ground).toBe('rgb(245, 245, 246)')
  await settings.theme('Dark')
  await settings.close()
  await app.reopen()
  await expect.poll(ground).toBe('rgb(15, 16, 18)')
})

test('what is typed and not sent is told of, kept without what is a secret by its name, and forgotten', async ({
  app,
  home,
}) => {
  home.write(
    'workflows/deploy.flow.json',
    JSON.stringify({
      format: 'slashflow/1',
      name: 'deploy',
      parameters: [
        { name: 'stage', type: 'string' },
        { name: 'token', type: 'string' },
      ],
      nodes: [{ id: 'start', kind: 'start' }],
      edges: [],
    }),
  )
  await app.open()
  // As fast as no hand is: the file is read meanwhile, and the key is not lost.
  await app.sidebar.getByRole('button', { name: '/deploy', exact: true }).evaluate((row: HTMLElement) => {
    row.click()
    row.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true }))
  })
  const form = app.page.getByRole('dialog', { name: 'Run /deploy' })
  await form.getByLabel('stage').fill('live')
  await form.getByLabel('token').fill('abc-of-the-test')
  await expect.poll(() => keptInBrowser(app.page)).toEqual([{ key: 'form deploy', value: { stage: 'live' } }])

  await app.page.reload()
  const settings = await app.openSettings()
  await expect(settings.dialog).toContainText('1 text is kept.')
  await settings.dialog.getByRole('button', { name: 'Forget' }).click()
  await expect(settings.dialog).toContainText('Nothing is kept.')
  await expect.poll(() => keptInBrowser(app.page)).toEqual([])
})

test('what is typed in the settings and not saved says so, and is there when they are opened again', async ({
  app,
  model,
}) => {
  await app.open()
  const first = await app.openSettings()
  await first.dialog.getByLabel('Base URL').fill(model.baseUrl)
  await first.dialog.getByLabel('Key', { exact: true }).fill('sk-typed')
  await expect(first.dialog.getByRole('status').filter({ hasText: 'Not saved yet.' })).toHaveCount(1)
  await app.page.keyboard.press('Escape')
  await expect(first.dialog).toHaveCount(0)

  const { dialog } = await app.openSettings()
  await expect(dialog.getByLabel('Base URL')).toHaveValue(model.baseUrl)
  await expect(dialog.getByLabel('Key', { exact: true })).toHaveValue('sk-typed')
  await dialog.getByRole('button', { name: 'Save' }).first().click()
  await expect(dialog.getByText('Saved.')).toBeVisible()
  await expect(dialog.getByText('Not saved yet.')).toHaveCount(0)
  await app.page.keyboard.press('Escape')

  // The browser never has the key.
  const again = await app.openSettings()
  await again.dialog.getByLabel('Key', { exact: true }).fill('sk-other')
  await again.dialog.getByLabel('Context').fill('4096')
  await expect
    .poll(() => keptInBrowser(app.page))
    .toEqual([{ key: 'settings model', value: { contextTokens: '4096' } }])

  // Nor is what is typed while it is being saved taken for saved.
  const context = again.dialog.getByLabel('Context')
  await context.evaluate((field: HTMLInputElement) => {
    field.form?.requestSubmit()
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, '8192')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await expect(again.dialog.getByText('Saved.')).toBeVisible()
  await expect(context).toHaveValue('8192')
})

function keptInBrowser(page: Page): Promise<unknown> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open('slashflow')
        request.onsuccess = () => {
          const all = request.result.transaction('unsent').objectStore('unsent').getAll()
          all.onsuccess = () => resolve(all.result.map(({ key, value }) => ({ key, value })))
        }
      }),
  )
}
