/** Drawing a command: nodes from the palette, edges by hand, settings with their errors beside them, saved and run. */
import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { connect, NodePalette } from '#test/support/window/palette.ts'
import { test } from './app-test.ts'

test('a command is drawn, saved canonically, and runs as drawn', async ({ app, home }) => {
  await app.open()
  await app.create('sum')
  await expect(app.nodeTitles).toHaveText(['Start', 'Done'])

  await new NodePalette(app.page).drag('Transform', { x: 320, y: 330 })
  await expect(app.nodeTitles).toHaveText(['Start', 'Done', 'Transform'])
  await app.removeEdge('Edge from Start by out to Done')
  await expect(app.edges).toHaveCount(0)
  await connect(app.page, app.node('Start'), 'out', app.node('Transform'))
  await connect(app.page, app.node('Transform'), 'out', app.node('Done'))
  await expect(app.edges).toHaveCount(2)

  await app.node('Transform').rename('Add up')
  await app.node('Add up').select()
  await app.setting('Value').fill('{{ 40 + }}')
  await expect(app.inspector.locator('.wrong')).toContainText(/expression|syntax|expected/i)
  await app.setting('Value').fill('{{ 40 + 2 }}')
  await expect(app.inspector.locator('.wrong')).toHaveCount(0)
  await app.save()

  const text = home.read('workflows/sum.flow.json')
  expect(JSON.parse(text)).toMatchObject({
    format: 'slashflow/1',
    name: 'sum',
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'done', kind: 'end' },
      { id: 'add_up', kind: 'transform', title: 'Add up', config: { value: '{{ 40 + 2 }}' } },
    ],
    edges: [
      { from: 'start', to: 'add_up' },
      { from: 'add_up', to: 'done' },
    ],
  })
  expect(text).toBe(home.read('workflows/sum.flow.json'))

  await app.run('/sum')
  await app.transcript.expectEnded('Succeeded')
  await app.node('Add up').expectState('done')
  await app.node('Add up').select()
  await expect(app.inspector).toContainText('42')
})

test('saving again changes no byte', async ({ app, home }) => {
  await app.open()
  await app.create('again')
  await app.node('Done').rename('End')
  await app.save()
  const first = home.read('workflows/again.flow.json')
  await app.node('End').rename('Done')
  await app.save()
  await app.node('Done').rename('End')
  await app.save()

  expect(home.read('workflows/again.flow.json')).toBe(first)
})

test('a node is moved, deleted, and brought back by undo', async ({ app, home }) => {
  await app.open()
  await app.create('short')
  const before = await app.node('Done').place()
  await app.node('Done').dragBy(64, 96)
  const after = await app.node('Done').place()
  expect([after.x - before.x > 40, after.y - before.y > 60]).toEqual([true, true])

  await app.node('Done').select()
  await app.page.keyboard.press('Delete')
  await expect(app.nodeTitles).toHaveText(['Start'])
  await expect(app.edges).toHaveCount(0)
  await app.page.keyboard.press('Control+z')
  await expect(app.nodeTitles).toHaveText(['Start', 'Done'])
  await expect(app.edges).toHaveCount(1)
  await app.save()

  const { nodes, layout } = JSON.parse(home.read('workflows/short.flow.json'))
  expect(nodes).toHaveLength(2)
  expect(layout.done).not.toEqual([220, 0])
})

test('a bundled command is saved as a copy of one’s own', async ({ app, home }) => {
  await app.open()
  const bundled = readFileSync(`${import.meta.dirname}/../../workflows/pr-review.flow.json`, 'utf8')
  await app.node('Diff').rename('Changes')
  await app.save()

  expect(JSON.parse(home.read('workflows/pr-review.flow.json')).nodes[1]).toMatchObject({
    id: 'diff',
    title: 'Changes',
  })
  expect(readFileSync(`${import.meta.dirname}/../../workflows/pr-review.flow.json`, 'utf8')).toBe(bundled)
  await expect(
    app.sidebar.getByRole('region', { name: 'Yours' }).getByRole('button', { name: '/pr-review' }),
  ).toBeVisible()
})

test('the Save that makes a bundled command one’s own leaves the screen as it was: field, caret, selection, scroll and zoom', async ({
  app,
}) => {
  await app.open()
  const { page } = app
  await app.node('Diff').select()
  await page.keyboard.press('0')
  await expect(page.getByRole('button', { name: /^Zoom, / })).toHaveText('100%')
  await app.node('Diff').place() // at rest
  const title = app.inspector.getByLabel('Title')
  await title.fill('Changes of it')
  const looked = () =>
    page.evaluate(() => {
      const field = document.activeElement as HTMLInputElement // the title, which the test has put the caret in
      return {
        marked: field.dataset.marked,
        caret: [field.selectionStart, field.selectionEnd],
        scrolled: document.querySelector('.inspector-body')?.scrollTop,
        seen: document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform,
      }
    })
  await page.evaluate(() => {
    const field = document.activeElement as HTMLInputElement // as above
    field.dataset.marked = 'the same field'
    field.setSelectionRange(2, 5)
    document.querySelector('.inspector-body')?.scrollTo(0, 24)
  })
  const before = await looked()
  expect(before).toMatchObject({ marked: 'the same field', caret: [2, 5], scrolled: 24 })
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved as a command of your own')).toBeVisible()
  await expect(app.sidebar.getByRole('region', { name: 'Yours' })).toContainText('/pr-review')
  expect(await looked()).toEqual(before)
  await page.keyboard.press('Control+z')
  await expect(title).toHaveValue('Diff')
})

test('what is wrong with a draft is listed, leads to its node, and keeps it from running', async ({ app }) => {
  await app.open()
  await app.node('Findings').select()
  await app.setting('Prompt').fill('{{ nodes.reveiw.text }}')
  await app.page.getByRole('tab', { name: /^Problems/ }).click()

  const problem = app.page.locator('.problem-row').filter({ hasText: 'reveiw' })
  await expect(problem).toContainText('Did you mean "review"?')
  await app.node('Diff').select()
  await problem.click()
  await expect(app.inspector.getByRole('heading', { name: 'Findings' })).toBeVisible()
  await expect(app.page.getByRole('button', { name: 'Run', exact: true })).toHaveAttribute('aria-disabled', 'true')

  // By its key and its line too; and what cannot run is not saved for it.
  await app.page.getByRole('tab', { name: 'Transcript' }).click()
  await app.page.keyboard.press('Control+Enter')
  await expect(app.page.getByText('1 error blocks Run').first()).toBeVisible()
  await expect(problem).toBeVisible()
  await app.bar.field.fill('/pr-review base=main')
  await app.bar.field.press('Enter')
  await expect(app.page.locator('#command-refusal')).toHaveText('1 error blocks Run.')
  await app.bar.field.press('Control+Enter')
  const form = app.page.getByRole('dialog', { name: 'Run /pr-review' })
  await form.getByLabel('base').press('Enter')
  await expect(form.getByRole('alert')).toContainText('1 error blocks Run.')
  await app.page.keyboard.press('Escape')
  await expect(form).toHaveCount(0)
  await expect(app.page.getByRole('button', { name: 'Save', exact: true })).toBeEnabled()

  // Whoever mends it and runs at once is not held up by the last check.
  await app.node('Findings').select()
  await app.setting('Prompt').fill('{{ args.base }}')
  await app.page.keyboard.press('Control+Enter')
  await expect(form).toBeVisible()
})

test('a file that another program changed is shown as it is now', async ({ app, home }) => {
  home.write('workflows/note.flow.json', flow('note', 'First'))
  await app.open()
  await app.openCommand('note')
  await expect(app.nodeTitles).toHaveText(['Start', 'First'])

  home.write('workflows/note.flow.json', flow('note', 'Second'))
  await expect(app.nodeTitles).toHaveText(['Start', 'Second'])
})

test('a file that is no workflow is shown with what is wrong and where', async ({ app, home }) => {
  home.write('workflows/broken.flow.json', '{\n  "format": "slashflow/1",\n  oops\n}\n')
  await app.open()
  await app.openCommand('broken')

  await expect(app.page.getByRole('heading', { name: 'This file cannot be drawn' })).toBeVisible()
  await expect(app.page.getByRole('main')).toContainText('This is not JSON')
  await expect(app.page.getByLabel('Text of the file')).toContainText('oops')
})

const flow = (name: string, title: string): string =>
  JSON.stringify({
    format: 'slashflow/1',
    name,
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'one', kind: 'transform', title, config: { value: '1' } },
    ],
    edges: [{ from: 'start', to: 'one' }],
  })

test('what is called as one types stands before what only says so, also in another group', async ({ app, home }) => {
  home.write('workflows/first.flow.json', flow('first', 'Ask me'))
  await app.open()
  await app.openCommand('first')
  const { page } = app
  const chosen = page.getByRole('option', { selected: true })
  await page.getByRole('button', { name: 'Add a node' }).click()
  await page.keyboard.type('ask')
  await expect(chosen).toContainText('A form for a person')
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('settings')
  await expect(chosen).toHaveText(/^Settings/)
})
