/** Never lose work: drafts through a kill, files that others change, versions, and two windows. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import { test } from './app-test.ts'

const flow = (name: string, titles: readonly string[]): string =>
  JSON.stringify({
    format: 'slashflow/1',
    name,
    nodes: titles.map((title, index) => ({ id: `n${index}`, kind: 'transform', title, config: { value: '1' } })),
    edges: titles.slice(1).map((_, index) => ({ from: `n${index}`, to: `n${index + 1}` })),
    layout: Object.fromEntries(titles.map((_, index) => [`n${index}`, [index * 220, 0]])),
  })

async function secondWindow({ page }: AppUnderTest): Promise<Page> {
  const token = await page.evaluate(() => sessionStorage.getItem('slashflow.token'))
  const second = await page.context().newPage()
  await second.goto(`${new URL(page.url()).origin}/#token=${token}`)
  return second
}

const undo = (app: AppUnderTest) => app.page.getByRole('button', { name: 'Undo', exact: true }).click()

test('what was not saved is there after a kill, in another window too, with its undo', async ({ app, home, place }) => {
  home.write('workflows/kept.flow.json', flow('kept', ['One', 'Two']))
  await app.open()
  await app.openCommand('kept')
  await app.node('One').rename('First')
  await app.node('Two').rename('Second')
  await expect(app.page.getByText('Draft kept')).toBeVisible()
  await place.kill()

  await app.open()
  // What the window itself remembered is not needed.
  await app.page.evaluate(
    () =>
      new Promise((resolve) => {
        localStorage.clear()
        const request = indexedDB.open('slashflow-view')
        request.onsuccess = () => {
          const cleared = request.result.transaction('kept', 'readwrite').objectStore('kept').clear()
          cleared.onsuccess = () => resolve(undefined)
        }
      }),
  )
  await app.page.reload()
  const drafts = app.sidebar.getByRole('region', { name: 'Drafts' })
  await drafts.getByRole('button', { name: /^\/kept/ }).click()
  await expect(app.nodeTitles).toHaveText(['First', 'Second'])
  await undo(app)
  await expect(app.nodeTitles).toHaveText(['First', 'Two'])
  expect(JSON.parse(home.read('workflows/kept.flow.json')).nodes[0].title).toBe('One')

  await app.page.getByRole('tab', { name: /kept/ }).press('Delete')
  await drafts.getByRole('button', { name: 'Discard the draft of /kept' }).click()
  await app.page.getByRole('button', { name: 'Discard draft' }).click()
  await expect(drafts).toHaveCount(0)
  await app.page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(drafts.getByRole('button', { name: /^\/kept/ })).toBeVisible()
})

test('a file that others change is put together with the draft; where both changed the same, the person chooses', async ({
  app,
  home,
}) => {
  const file = home.write('workflows/both.flow.json', flow('both', ['One', 'Two']))
  await app.open()
  await app.openCommand('both')
  await app.node('One').rename('Mine')
  // As who looks through branches: of what was put together, the newest is told, not a heap.
  for (const title of ['Theirs at first', 'Theirs']) {
    writeFileSync(file, flow('both', ['One', title]))
    await expect(app.nodeTitles).toHaveText(['Mine', title])
  }
  await expect(app.page.locator('[data-sonner-toast]')).toHaveText([/put together with your draft: Theirs changed/])

  const place = await app.node('Mine').place()
  writeFileSync(file, flow('both', ['Theirs too', 'Theirs']))
  const line = app.page.getByRole('alert').filter({ hasText: 'Changed on disk' })
  await expect(line).toBeVisible()
  await expect.poll(() => app.node('Mine').place()).toEqual(place)
  await line.getByRole('button', { name: 'Compare…' }).click()
  const dialog = app.page.getByRole('dialog', { name: 'Changed here and on disk' })
  await expect(dialog).toContainText('Mine')
  await expect(dialog).toContainText('Theirs too')
  await dialog.getByText('Theirs too').click()
  await expect(dialog.getByRole('radio', { name: 'On disk' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Put together' }).click()
  await expect(app.nodeTitles).toHaveText(['Theirs too', 'Theirs'])
  await expect(app.page.locator('.canvas-frame')).toBeFocused()
  await undo(app)
  await expect(app.nodeTitles).toHaveText(['Mine', 'Theirs'])

  writeFileSync(file, '{ broken')
  await expect(app.page.getByRole('alert').filter({ hasText: 'cannot be read' })).toContainText(
    'What you see is kept as a draft',
  )
  rmSync(file)
  await expect(app.page.getByRole('alert').filter({ hasText: 'deleted on disk' })).toBeVisible()
  await app.save()
  expect(readFileSync(file, 'utf8')).toContain('"title": "Mine"')

  // As git leaves a file that it cannot merge: each side has changed another node, and both the last.
  const sides = [flow('both', ['Mine', 'Theirs', 'Three']), flow('both', ['Ours', 'Theirs', 'Third'])] as const
  const before = flow('both', ['Mine', 'Before', 'Last'])
  const marked = `<<<<<<< HEAD\n${sides[0]}\n||||||| base\n${before}\n=======\n${sides[1]}\n>>>>>>> other\n`
  writeFileSync(file, marked)
  await app.page
    .getByRole('alert')
    .filter({ hasText: 'git left a conflict' })
    .getByRole('button', { name: 'Compare…' })
    .click()
  const left = app.page.getByRole('dialog', { name: 'Changed in HEAD and in other' })
  await left.getByRole('radio', { name: 'other' }).click()
  await left.getByRole('button', { name: 'Put together' }).click()
  await expect(app.nodeTitles).toHaveText(['Ours', 'Theirs', 'Third'])
  await app.save()
  expect(readFileSync(file, 'utf8')).not.toContain('HEAD')
  expect(JSON.parse(readFileSync(file, 'utf8')).nodes).toHaveLength(3)

  renameSync(file, home.path('workflows/elsewhere.flow.json'))
  await expect(app.page.getByText('was renamed on disk: elsewhere.flow.json')).toBeVisible()
  await expect(app.nodeTitles).toHaveText(['Ours', 'Theirs', 'Third'])
})

test('versions show on the canvas what a Save changed, and one is restored without losing the draft', async ({
  app,
  home,
}) => {
  home.write('workflows/steps.flow.json', flow('steps', ['One', 'Two', 'Three']))
  await app.open()
  await app.openCommand('steps')
  await app.node('One').rename('First')
  await app.node('Three').select()
  await app.page.keyboard.press('Delete')
  await app.save()
  await app.node('Two').rename('Draft')
  await expect(app.page.getByText('Draft kept')).toBeVisible()

  await app.fromMore('Versions and changes')
  const panel = app.inspector
  await expect(panel.getByRole('status')).toHaveText('Draft changed (title)')
  await panel.getByRole('combobox', { name: 'From' }).selectOption({ index: 3 })
  await panel.getByRole('combobox', { name: 'To', exact: true }).selectOption('saved')
  await expect(panel.getByRole('status')).toHaveText('Three removed, First changed (title), 1 edge removed')
  await expect(app.page.locator('.react-flow__node .diff-sign')).toHaveText(['~', '−'])
  await panel.getByRole('button', { name: 'First changed', exact: true }).click()
  await expect(panel.getByRole('list', { name: 'Changes' })).toContainText('First')

  await app.page.keyboard.press('Escape')
  await expect(panel.getByRole('status')).toHaveCount(0)
  await app.fromMore('Versions and changes')
  await panel.getByRole('button', { name: 'Name the version “As it was found”' }).click()
  await panel.getByRole('textbox', { name: 'Name of the version' }).fill('The first')
  await app.page.keyboard.press('Enter')
  await expect(panel.getByRole('button', { name: /^\S+ The first/ })).toBeFocused()
  await panel.getByRole('button', { name: /^Restore the version “The first”/ }).click()
  await expect(app.nodeTitles).toHaveText(['One', 'Two', 'Three'])
  await app.fromMore('Versions and changes')
  await expect(panel.getByRole('list', { name: 'Versions' }).getByRole('listitem')).toHaveCount(3)
  await expect(panel.getByRole('list', { name: 'Versions' }).getByRole('listitem').first()).toContainText(
    'Draft set aside: Draft changed (title)',
  )
})

test('two windows on one command show each other’s edits', async ({ app, home, place }) => {
  test.skip(place.name !== 'chromium', 'The desktop app has one window')
  home.write('workflows/shared.flow.json', flow('shared', ['One', 'Two']))
  await app.open()
  await app.openCommand('shared')
  const page = await secondWindow(app)
  const titles = page.locator('.react-flow__node .node-title')
  await expect(titles).toHaveText(['One', 'Two'])

  await app.node('One').rename('Here')
  await expect(titles).toHaveText(['Here', 'Two'])
  await titles.last().dblclick()
  await page.locator('.react-flow__node').getByLabel('Title').fill('There')
  await page.keyboard.press('Enter')
  await expect(app.nodeTitles).toHaveText(['Here', 'There'])
  await app.save()
  await expect(page.getByText('Draft kept')).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(JSON.parse(home.read('workflows/shared.flow.json')).nodes).toMatchObject([
    { title: 'Here' },
    { title: 'There' },
  ])

  // Deleted here, it is no draft there, nor here by way of there.
  await app.sidebar.getByRole('button', { name: '/shared' }).click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Delete', exact: true }).click()
  const deleted = page.getByRole('alert').filter({ hasText: 'Deleted in another window' })
  await expect(deleted).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await expect(app.sidebar.getByRole('region', { name: 'Drafts' })).toHaveCount(0)
  await deleted.getByRole('button', { name: 'Bring it back' }).click()
  await expect(deleted).toHaveCount(0)
  await expect(app.sidebar.getByRole('button', { name: '/shared' })).toBeVisible()
})

test('a window whose changes could not be kept asks before it closes', async ({ app, home }) => {
  // A file stands where the drafts are to go.
  home.write('drafts', '')
  await app.open()
  await app.create('kept-nowhere')
  await app.page.getByPlaceholder('What it does, in a sentence').fill('Nowhere')
  await expect(app.page.getByText('Draft not kept')).toBeVisible()

  const asked = app.page.waitForEvent('dialog')
  await app.page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await expect(app.page.getByPlaceholder('What it does, in a sentence')).toHaveValue('Nowhere')

  // What is left then are its steps of undo, and no edit that would be gone with the window.
  await app.page.keyboard.press('ControlOrMeta+s')
  await expect(app.page.getByRole('alert')).toHaveCount(0)
  expect(home.read('workflows/kept-nowhere.flow.json')).toContain('Nowhere')
})

test('a command that another window renames is followed, with what is edited in it', async ({ app, home, place }) => {
  test.skip(place.name !== 'chromium', 'The desktop app has one window')
  home.write('workflows/one.flow.json', flow('one', ['Start', 'Say']))
  await app.open()
  await app.openCommand('one')
  const other = await secondWindow(app)
  await expect(other.getByRole('tab', { name: /\/one$/ })).toBeVisible()
  await app.node('Say').rename('Saying')
  await expect(app.page.getByText('Draft kept')).toBeVisible()

  await other
    .getByRole('button', { name: /^\/one\b/ })
    .first()
    .click({ button: 'right' })
  await other.getByRole('menuitem', { name: 'Rename…', exact: true }).click()
  await other.getByRole('dialog').getByLabel('Name').fill('two')
  await other.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await expect(app.page.getByText('/one was renamed to /two in another window')).toBeVisible()
  await expect(app.page.getByRole('tab', { name: /\/two\b/ })).toHaveAttribute('aria-selected', 'true')
  await expect(app.nodeTitles).toHaveText(['Start', 'Saying'])
  await app.save()
  expect([home.has('workflows/one.flow.json'), home.read('workflows/two.flow.json')]).toEqual([
    false,
    expect.stringContaining('Saying'),
  ])
  await expect(other.getByText('Draft kept')).toHaveCount(0)
  await other.close()
})
