/** The command bar: completion, the generated form, and what is said to a call that is wrong. */
import { expect } from '@playwright/test'
import { REVIEW } from '#test/support/reviewing-model.ts'
import { test } from './app-test.ts'

test('a slash completes commands, then their arguments, then the values of these', async ({ app }) => {
  await app.open()
  await app.bar.type('/')
  await app.bar.expectCompletions('/changelog', '/hello', '/pr-review')
  await app.bar.type('p')
  await app.bar.expectCompletions('/pr-review')
  await app.page.keyboard.press('Tab')
  await expect(app.bar.field).toHaveValue('/pr-review ')
  await app.bar.expectCompletions('base=', 'depth=')
  await app.bar.type('d')
  await app.page.keyboard.press('Tab')
  await expect(app.bar.field).toHaveValue('/pr-review depth=')
  await app.bar.expectCompletions('quick', 'deep')
  await app.bar.type('de')
  await app.page.keyboard.press('Tab')
  await expect(app.bar.field).toHaveValue(/^\/pr-review depth=deep ?$/)
})

test('in a fresh window the slash is the command line’s, also as the first letter of a name', async ({ app }) => {
  await app.open()
  await app.page.keyboard.type('/hello')
  await expect(app.bar.field).toHaveValue('/hello')
  await app.bar.expectCompletions('/hello')
  await app.page.keyboard.press('Enter')
  await expect(app.approval('Keep it?').card).toBeVisible()

  await app.page.locator('.canvas-frame').focus()
  await app.page.keyboard.press('/')
  await expect(app.bar.completions.first()).toBeVisible()
  await app.page.keyboard.press('Escape')
  await expect(app.bar.field).toHaveValue('')
  await expect(app.approval('Keep it?').card).toBeVisible()
})

test('the form of a command is filled in from the line, says what is wrong, and runs it', async ({
  app,
  home,
  model,
  repository,
}) => {
  home.write('workflows/greet.flow.json', greet)
  await app.open({ model, workspace: repository.folder })
  await app.bar.type('/greet who=Ada')
  await app.page.getByRole('button', { name: 'Fill in its form' }).click()

  const form = app.page.getByRole('dialog', { name: 'Run /greet' })
  await expect(form.getByLabel('who')).toHaveValue('Ada')
  await form.getByLabel('times').fill('often')
  await form.getByRole('button', { name: 'Run' }).click()
  await expect(form.getByRole('alert')).toContainText('is not a number')
  await form.getByLabel('times').fill('2')
  await form.getByRole('button', { name: 'Run' }).click()

  await expect(form).toHaveCount(0)
  await app.transcript.expectEnded('Succeeded')
  await app.node('Say').select()
  await expect(app.inspector).toContainText('Ada Ada')
})

test('a call that is wrong is refused where it was typed, with what was meant', async ({ app, repository }) => {
  await app.open({ workspace: repository.folder })
  await app.run('/pr-review bse=main')
  await expect(app.bar.refusal).toContainText('Did you mean "base"?')
  await app.run('/pr-review depth=dep')
  await expect(app.bar.refusal).toContainText(/quick.*deep/)
  await app.run('/pr-revew base=main')
  await expect(app.bar.refusal).toContainText('pr-review')
  await app.run('just some words')
  await expect(app.bar.refusal).toContainText('begin with “/”')
  await expect(app.recentRuns).toHaveCount(0)
})

test('a workspace that is no repository is said to be none, on the node and in the transcript', async ({
  app,
  home,
}) => {
  await app.open({ workspace: home.folder })
  await app.run('/pr-review base=main')

  await app.transcript.expectEnded('Failed')
  await app.node('Diff').expectState('failed')
  await expect(app.transcript.entry('Diff')).toContainText('is not a git repository')
})

test('a run that had no folder to work in offers to choose one, also where the sidebar is folded', async ({
  app,
  repository,
}) => {
  await app.open()
  await app.place.answerFolderDialog?.(repository.folder)
  await app.run('/pr-review base=main')
  await app.page.keyboard.press('ControlOrMeta+b')
  await expect(app.workspaceButton).toBeHidden()
  await app.transcript.entries.last().getByRole('button', { name: 'Choose a folder' }).click()
  // With no folder to list, the desktop app asks by the system's dialog at once.
  if (app.place.answerFolderDialog)
    await expect(app.workspaceButton).toContainText(repository.folder.split('/').at(-1) ?? '')
  else await expect(app.page.getByRole('dialog', { name: 'Folder to work in' })).toBeVisible()
})

test('Enter pressed twice runs a line once', async ({ app }) => {
  await app.open()
  await app.bar.type('/hello name=Ada')
  await app.page.evaluate(() => {
    const enter = { key: 'Enter', bubbles: true, cancelable: true }
    // Both in one turn of the page: no answer can come between them.
    for (const field of document.querySelectorAll('.command-input'))
      for (let press = 0; press < 2; press += 1) field.dispatchEvent(new KeyboardEvent('keydown', { ...enter }))
  })
  await expect(app.bar.field).toHaveValue('')
  await expect(app.approval('Keep it?').card).toBeVisible()
  await expect(app.recentRuns).toHaveCount(1)
})

test('a line that is typed before the window knows its folder waits for it', async ({ app, model, repository }) => {
  await app.open({ model, workspace: repository.folder })
  await app.page.reload()
  await app.run('/pr-review base=main')

  await app.node('Diff').expectState('done')
  await expect(app.page.getByRole('tab', { name: /\/pr-review$/ })).toHaveCount(1)
})

test('/hello needs neither a folder nor a key, and its text is labelled as a demo', async ({ app }) => {
  await app.open()
  await expect(app.sidebar.getByText('Demo model')).toBeVisible()
  await app.run('/hello name=Ada')

  await expect(app.approval('Keep it?').editor).toHaveValue(/Ada/)
  await expect(app.transcript.entry('Greet')).toContainText(/demo model/i)
  await app.approval('Keep it?').approve()
  await app.transcript.expectEnded('Succeeded')
})

test('the palette finds commands, runs and actions', async ({ app, model, repository }) => {
  await app.open({ model, workspace: repository.folder })
  await app.run('/pr-review base=main')
  await app.approval('Keep it?').expectProposes(REVIEW)
  await app.openCommand('hello')

  await app.page.keyboard.press('Control+k')
  const palette = app.page.getByRole('dialog', { name: 'Search commands, runs and actions' })
  await palette.getByRole('combobox').fill('pr-review base')
  await palette.getByRole('option').filter({ hasText: 'base=main' }).click()
  await app.approval('Keep it?').expectProposes(REVIEW)

  // Beside a run nothing can be edited: what edits is found, with what it needs.
  await app.page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('tidy')
  await expect(palette.getByRole('option', { name: 'Tidy: lay everything out', disabled: true })).toContainText(
    'Go to Edit first.',
  )
})

const greet = JSON.stringify({
  format: 'slashflow/1',
  name: 'greet',
  parameters: [
    { name: 'who', type: 'string' },
    { name: 'times', type: 'number', default: 1 },
  ],
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'say', kind: 'transform', config: { value: '{{ $join([1..args.times].($$.args.who), " ") }}' } },
  ],
  edges: [{ from: 'start', to: 'say' }],
})
