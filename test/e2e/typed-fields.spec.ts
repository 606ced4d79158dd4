/** What is typed into fields: undone where it was typed, and kept where it cannot be read. */
import { expect } from '@playwright/test'
import { test } from './app-test.ts'
import { GREET, openGreet } from './parts/greet-flow.ts'

test('what is typed into a plain field is one step of the document, undone and redone where it was typed', async ({
  app,
  home,
}) => {
  await openGreet(app, home)
  const { page, inspector } = app
  const title = inspector.getByRole('textbox', { name: 'Title' })
  await title.click()
  await title.pressSequentially('Welcome')
  await title.press('Control+z')
  await expect(title).toHaveValue('')
  await title.press('Control+Shift+z')
  await expect(title).toHaveValue('Welcome')
  // Also where the field shows what was typed instead of its value, and in a choice.
  await inspector.getByRole('button', { name: 'Add to parameters' }).click()
  const added = inspector.getByRole('group', { name: /^Parameter / }).last()
  await added.getByRole('combobox', { name: 'Type' }).selectOption('number')
  const fallback = added.getByRole('textbox', { name: 'Default' })
  await fallback.click()
  await fallback.pressSequentially('12.')
  await expect(fallback).toHaveValue('12.')
  await fallback.press('Control+z')
  await expect(fallback).toHaveValue('')
  await added.getByRole('combobox', { name: 'Type' }).focus()
  await page.keyboard.press('Control+z')
  await expect(added.getByRole('combobox', { name: 'Type' })).toHaveValue('string')
})

test('JSON that cannot be read stays where it was written, is told of, and is discarded by a person alone', async ({
  app,
  home,
}) => {
  home.write('workflows/greet.flow.json', GREET.replace('"title":"Made"', '"title":"Made","pinned":"Nobody"'))
  await app.open()
  await app.openCommand('greet')
  await app.node('Made').select()
  const pin = () => app.inspector.getByRole('textbox', { name: 'Pinned output' })
  await pin().fill('{ "greeting": "Ada" }')
  await pin().fill('{ "greeting": "Ada", "letters": ')
  await app.node('Said').select()
  await expect(pin()).toHaveCount(0)
  await app.save()
  expect(JSON.parse(home.read('workflows/greet.flow.json')).nodes[1].pinned).toEqual({ greeting: 'Ada' })

  await app.reopen()
  await app.openCommand('greet')
  await app.page.getByRole('tab', { name: 'Problems 1' }).click()
  await app.page.locator('.problem-row').filter({ hasText: 'what was there before still counts' }).click()
  await expect(pin()).toBeFocused()
  await expect(pin()).toHaveText('{ "greeting": "Ada", "letters": ')
  await app.inspector.getByRole('button', { name: 'Discard what cannot be read' }).click()
  await expect(pin()).toBeFocused()
  await expect(pin()).toContainText('"Ada"')
  await expect(app.page.getByText('No problems.')).toBeVisible()
})

test('an expression that is typed with its end has one end, and an object in it keeps its own', async ({
  app,
  home,
}) => {
  await openGreet(app, home)
  const { page, inspector } = app
  await page.getByRole('button', { name: 'Add a node' }).click()
  await page.keyboard.type('prompt')
  await page.keyboard.press('Enter')
  await expect(app.node('Prompt').box).toBeFocused()
  const prompt = inspector.getByRole('textbox', { name: 'Prompt', exact: true })
  for (const typed of ['Hi {{ args.name }}, don’t {{item}} it', '{{ {"a": {"b": args.name}} }} and on']) {
    await prompt.click()
    await prompt.press('Control+a')
    await prompt.press('Delete')
    await prompt.pressSequentially(typed)
    await prompt.press('Escape')
    await expect(prompt).toHaveText(typed)
  }
})
