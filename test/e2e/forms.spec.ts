/** Settings with the data of runs: completed, previewed and picked; pins and tries of a draft; arguments that are kept. */
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import { pressAndGoOn } from '#test/support/window/press-and-go-on.ts'
import { expectAccessible } from './accessible.ts'
import { test } from './app-test.ts'
import { editAfterRun, GREET, openGreet } from './parts/greet-flow.ts'

// Each starts the app, runs a command and looks at several screens with axe.
test.beforeEach(() => test.slow())

const runForm = ({ page }: AppUnderTest) => page.getByRole('dialog', { name: 'Run /greet' })

test('a field is completed, previewed and filled from what the last run gave, also after a restart', async ({
  app,
  home,
}) => {
  await openGreet(app, home)
  await app.run('/greet who=Ada')
  await app.transcript.expectEnded('Succeeded')
  await app.reopen()
  await app.openCommand('greet')
  await app.page.getByRole('radio', { name: 'Edit' }).click()
  await app.node('Said').select()

  const value = app.setting('Value')
  await value.fill('')
  await value.pressSequentially('{{ nodes.made.')
  const options = app.page.locator('.completion [role="option"]')
  await expect(options).toHaveText([/greeting.*string, 9 B/, /letters.*array, 2 items/])
  await expect(app.page.locator('.last-value')).toContainText('Hello Ada')
  // By the mouse: for a moment after the list is there, the editor takes Enter for a new line.
  await options.first().click()
  const preview = app.inspector.locator('.preview output')
  await expect(preview).toHaveText('Hello Ada')
  await value.press('End')
  await value.pressSequentially('!')
  await expect(preview).toHaveText('Hello Ada!')
  await expectAccessible(app, 'a form with a preview')

  await value.press('Control+i')
  const search = app.page.getByRole('combobox', { name: 'Search values' })
  await search.fill('letters')
  await expect(app.page.getByRole('treeitem')).toHaveCount(3)
  await expectAccessible(app, 'the picker of values')
  await search.press('Enter')
  await expect(value).toHaveText('{{ nodes.made.greeting }}!{{ nodes.made.letters }}')
  await value.press('Control+z')
  await expect(value).toHaveText('{{ nodes.made.greeting }}!')

  await value.fill('{{ nodes.made.greeting }}, {{ nodes.mode.letters }}')
  await expect(value.locator('.cm-lintRange-error')).toHaveText('nodes.mode')
  await app.inspector.getByRole('button', { name: 'Use "nodes.made"' }).click()
  await expect(value).toHaveText('{{ nodes.made.greeting }}, {{ nodes.made.letters }}')
  await expect(value.locator('.cm-lintRange-error')).toHaveCount(0)
})

test('a pinned output stands for its node in a try of the draft, and in no run', async ({ app, home }) => {
  await editAfterRun(app, home)
  await app.node('Made').select()
  await app.inspector.getByRole('button', { name: /^Pin the output/ }).click()
  const pin = app.inspector.getByRole('textbox', { name: 'Pinned output' })
  await expect(pin).toContainText('Hello Ada')
  await expect(app.node('Made').box.getByRole('img', { name: 'pinned' })).toBeVisible()
  await expectAccessible(app, 'a pinned node')
  // Whoever empties it goes on writing.
  await pin.press('Control+a')
  await pin.press('Delete')
  await expect(app.inspector.getByText('Empty, so it is not pinned.')).toBeVisible()
  await expect(pin).toBeFocused()
  await pin.fill('{ "greeting": }')
  await expect(app.inspector.getByText('This is not JSON at column 15. Expected a value, found }.')).toBeVisible()
  await pin.fill('{ "greeting": "Pinned" }')

  await app.node('Said').select()
  await app.setting('Value').fill('{{ nodes.made.greeting }}')
  await app.page.getByRole('radio', { name: 'Edit' }).focus()
  await app.page.keyboard.press('Alt+Enter')
  await app.transcript.expectEnded('Succeeded')
  await expect(app.inspector).toContainText('Pinned')
  await expect(app.nodeTitles).toHaveText(['Start', 'Made', 'Said'])
  await expect(app.node('Made').box).toContainText('reused')
  await expect(app.node('Said').box).not.toContainText('reused')
  await expect(app.page.getByText('Said alone, the rest as recorded', { exact: true })).toBeVisible()
  expect(JSON.parse(home.read('workflows/greet.flow.json')).nodes[1].pinned).toBeUndefined()
})

test('of several nodes the pins are taken away by the same key, also where others have nothing to pin', async ({
  app,
  home,
}) => {
  const flow = JSON.parse(GREET)
  flow.nodes[1].pinned = { greeting: 'Pinned' }
  home.write('workflows/greet.flow.json', JSON.stringify(flow))
  await app.open()
  await app.openCommand('greet')
  const pins = app.page.getByRole('img', { name: 'pinned' })
  await expect(pins).toHaveCount(1)
  await app.node('Made').select()
  await app.page.keyboard.press('Control+a')
  await app.page.keyboard.press('p')
  await expect(pins).toHaveCount(0)
  await app.page.keyboard.press('Control+z')
  await expect(pins).toHaveCount(1)
})

test('outputs of the last run are pinned also by who asks for it before that run has been read', async ({
  app,
  home,
}) => {
  home.write('workflows/greet.flow.json', GREET)
  await app.open()
  await app.run('/greet who=Ada')
  await app.transcript.expectEnded('Succeeded')
  await app.page.getByRole('radio', { name: 'Edit' }).click()
  await app.openCommand('hello')
  await app.reopen()
  await pressAndGoOn(app.sidebar.getByRole('button', { name: '/greet', exact: true }), ['Control+a', 'p'])
  await expect(app.page.getByRole('img', { name: 'pinned' })).toHaveCount(2)
})

test('arguments are kept under a name, outside of the file, and offered after a restart', async ({ app, home }) => {
  await openGreet(app, home)
  await app.bar.field.fill('/hello name=')
  await app.page.getByRole('button', { name: 'Run', exact: true }).click()
  const form = runForm(app)
  await form.getByRole('button', { name: 'Run Enter' }).click()
  await expect(form.getByRole('alert')).toBeVisible()
  await form.getByLabel('who').fill('Grace')
  await expect(form.getByRole('alert')).toHaveCount(0)
  const keep = form.getByRole('button', { name: 'Keep…' })
  await keep.click()
  await form.getByLabel('Name for these values').press('Escape')
  await expect(keep).toBeFocused()
  await keep.click()
  await form.getByLabel('Name for these values').fill('a captain')
  await form.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(form.getByLabel('Values of')).toHaveValue('sample:a captain')
  await expect(keep).toBeFocused()
  await expectAccessible(app, 'the run form')
  await form.getByLabel('who').fill('Ada')
  await form.getByRole('button', { name: 'Run Enter' }).click()
  await app.transcript.expectEnded('Succeeded')
  await expect(app.bar.field).toHaveValue('/hello name=')
  expect(home.read('workflows/greet.flow.json')).not.toContain('Grace')

  await app.reopen()
  await app.openCommand('greet')
  await app.page.getByRole('radio', { name: 'Edit' }).click()
  await app.page.getByRole('button', { name: 'Run', exact: true }).click()
  const again = runForm(app)
  await expect(again.getByLabel('who')).toHaveValue('Ada')
  await again.getByLabel('Values of').selectOption('a captain')
  await expect(again.getByLabel('who')).toHaveValue('Grace')
})

test('any expression is tested on the data of the last run', async ({ app, home }) => {
  await editAfterRun(app, home)
  await app.page.keyboard.press('Control+e')
  const dialog = app.page.getByRole('dialog', { name: 'Test an expression' })
  await dialog.getByRole('textbox', { name: 'Expression' }).fill('$sum(nodes.made.letters) * 10')
  await expect(dialog.getByRole('region', { name: 'Value' })).toContainText('30')
  await expectAccessible(app, 'an expression that is tested')
  await dialog.getByRole('textbox', { name: 'Expression' }).fill('$summ("a")')
  await expect(dialog.getByRole('alert')).toHaveText('There is no function $summ. Did you mean "$sum"?')
  await expect(dialog.getByRole('button', { name: 'Insert into the field' })).toBeDisabled()
})

test('an expression that was tested goes into the field that had the caret, though the node has the focus by now', async ({
  app,
  home,
}) => {
  await openGreet(app, home)
  await app.node('Said').select()
  const value = app.setting('Value')
  await value.fill('')
  await app.node('Said').select()
  await app.page.keyboard.press('Control+e')
  const dialog = app.page.getByRole('dialog', { name: 'Test an expression' })
  await dialog.getByRole('textbox', { name: 'Expression' }).fill('nodes.made')
  await dialog.getByRole('button', { name: 'Insert into the field' }).click()
  await expect(value).toHaveText('{{ nodes.made }}')
})

test('a value is dragged into a field that is read for expressions, and into no other', async ({ app, home }) => {
  await editAfterRun(app, home)
  await app.node('Said').select()

  await app.inspector.getByRole('button', { name: 'Values' }).click()
  const made = app.page.getByRole('treeitem', { name: /^\{\}.*made/ })
  await expect(made).toBeInViewport()
  await made.click()
  const greeting = app.page.getByRole('treeitem', { name: /greeting/ })
  const title = app.inspector.getByLabel('Title')
  await greeting.dragTo(title)
  await expect(title).toHaveValue('Said')

  const value = app.setting('Value')
  await value.fill('')
  await greeting.dragTo(value)
  await expect(value).toHaveText('{{ nodes.made.greeting }}')
})

test('a new prompt is not called wrong before it was left empty, or was to be run', async ({ app, home }) => {
  await openGreet(app, home)
  const add = async () => {
    await app.page.keyboard.press('Escape')
    await app.page.keyboard.press('a')
    await app.page.keyboard.type('prompt')
    await app.page.keyboard.press('Enter')
    await expect(app.setting('Prompt')).toBeVisible()
  }
  const wrong = app.inspector.locator('.field-problem, .form-callout')
  const problems = app.page.getByRole('tab', { name: /^Problems/ })
  await app.node('Said').select()
  await add()
  await expect(app.node('Prompt').box).toHaveAttribute('aria-label', /error/)
  await expect(wrong).toHaveCount(0)

  await app.setting('Prompt').click()
  await app.setting('System').click()
  await expect(wrong).toHaveCount(1)

  await app.setting('Prompt').fill('Say it')
  await add()
  await expect(app.node('Prompt 2').box).toHaveAttribute('aria-label', /error/)
  await expect(wrong).toHaveCount(0)
  await app.page.keyboard.press('Control+Enter')
  await expect(problems).toHaveAttribute('aria-selected', 'true')
  await expect(wrong).toHaveText([/No way leads/, 'Write what the model is asked.'])
})
