/** A page whose host goes, or takes parts of the page away: what was edited in it stays. */
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import { BrowserHome } from '#test/support/browser-home.ts'
import type { Home } from '#test/support/home.ts'
import { test } from './app-test.ts'

const FLOW = JSON.stringify({
  format: 'slashflow/1',
  name: 'cut-off',
  nodes: [
    { id: 'one', kind: 'transform', title: 'One', config: { value: '1' } },
    { id: 'two', kind: 'transform', title: 'Two', config: { value: '2' } },
  ],
  edges: [{ from: 'one', to: 'two' }],
  layout: { one: [0, 0], two: [220, 0] },
})

/** The page has fetched what it needs to edit, so that it goes on without its host. */
async function openWithAllParts(app: AppUnderTest, home: Home): Promise<void> {
  home.write('workflows/cut-off.flow.json', FLOW)
  await app.open()
  await app.openCommand('cut-off')
  await app.node('Two').select()
  await expect(app.setting('Value')).toBeVisible()
}

/**
 * Files of the page, by their names. Resolves once the page feels it: its process goes on fetching as before for some
 * milliseconds after the browser was told, many on a busy machine.
 */
async function takeAway({ page }: AppUnderTest, names: string): Promise<void> {
  await page.route(`**/assets/${names}`, (route) => route.abort())
  const probe = `/assets/${names.replace(/\{(\w+)\S*?\}/, '$1').replace('*', 'probe')}`
  const isServed = () => page.evaluate((path) => fetch(path).then(Boolean, () => false), probe)
  await expect.poll(isServed).toBe(false)
}

/** Whoever closes the page is asked, and stays. */
async function expectAsked({ page }: AppUnderTest): Promise<void> {
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  await (await asked).dismiss()
}

test('what was edited while its host was gone is kept once the page has the address of the next', async ({
  app,
  home,
  place,
}) => {
  if (!(place instanceof BrowserHome)) return test.skip()
  await openWithAllParts(app, home)
  await place.killHost()
  await expect(app.page.getByRole('alert')).toContainText('Connection lost')
  await app.node('One').rename('First')
  await expectAsked(app)

  const address = await place.startHost(home)
  await expect(app.page.getByText('what you edited stays')).toBeVisible()
  await app.page.goto(address)
  await expect(app.page.getByText('Draft kept')).toBeVisible()
  await expect(app.page.getByRole('alert')).toHaveCount(0)
  await app.save()
  expect(home.read('workflows/cut-off.flow.json')).toContain('First')
})

test('a page that waits for the address of its next host is not closed with what was edited meanwhile', async ({
  app,
  home,
  place,
}) => {
  if (!(place instanceof BrowserHome)) return test.skip()
  await openWithAllParts(app, home)
  await place.killHost()
  const address = await place.startHost(home)
  await expect(app.page.getByText('what you edited stays')).toBeVisible()
  await app.node('One').rename('First')
  await expectAsked(app)
  await app.page.goto(address)
  await expect(app.page.getByText('Draft kept')).toBeVisible()
})

test('a part whose code is gone, as after an update, is had again by loading the window', async ({ app }) => {
  await app.open()
  await takeAway(app, 'versions-panel-*.js')
  await app.page.locator('.canvas-frame').focus()
  await app.page.keyboard.type('gv')
  const gone = app.page.getByRole('alert').filter({ hasText: 'The inspector could not be loaded' })
  await expect(gone).toContainText('What you edit is kept')

  await app.page.unroute('**/assets/versions-panel-*.js')
  await gone.getByRole('button', { name: 'Load the window again' }).click()
  await expect(app.inspector.getByLabel('Title')).toHaveValue('Review a branch')
  await app.page.keyboard.type('gv')
  await expect(app.page.getByRole('heading', { name: 'Versions' })).toBeVisible()
})

test('so is one whose styles are gone', async ({ app }) => {
  await app.open()
  await takeAway(app, 'node-settings-*.css')
  await app.node('Diff').press()
  const gone = app.page.getByRole('alert').filter({ hasText: 'The inspector could not be loaded' })
  await expect(gone).toBeVisible()

  await app.page.unroute('**/assets/node-settings-*.css')
  await gone.getByRole('button', { name: 'Load the window again' }).click()
  await expect(app.inspector.getByLabel('Title')).toHaveValue('Diff')
})

test('a dialog and a page whose code is gone leave the window in use', async ({ app }) => {
  await app.open()
  await takeAway(app, '{scratchpad,metrics-page}-*.js')
  await app.page.keyboard.press('Control+e')
  const dialog = app.page.getByRole('dialog', { name: 'This cannot be shown' })
  await expect(dialog).toContainText('The dialog could not be loaded')
  await app.page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await app.page.locator('.canvas-frame').focus()
  await app.page.keyboard.type('gm')
  await expect(app.page.getByRole('alert')).toContainText('The page could not be loaded')
  await app.page.keyboard.press('Alt+w')
  await expect(app.node('Diff').box).toBeVisible()
})
