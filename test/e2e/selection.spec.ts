/** What is selected, and what keys do with it: right after opening, after another command or a run was looked at, and where they cannot. */
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import { pressAndGoOn } from '#test/support/window/press-and-go-on.ts'
import { test } from './app-test.ts'

const command = (name: string) =>
  JSON.stringify({
    format: 'slashflow/1',
    name,
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'add', kind: 'transform', title: 'Add', config: { value: '{{ 1 + 1 }}' } },
      { id: 'done', kind: 'end' },
    ],
    edges: [
      { from: 'start', to: 'add' },
      { from: 'add', to: 'done' },
    ],
  })

const selected = ({ page }: AppUnderTest) => page.locator('.react-flow__node.selected')
const mode = ({ page }: AppUnderTest, name: string) => page.getByRole('radio', { name, exact: true })

test.beforeEach(async ({ app, home }) => {
  home.write('workflows/one.flow.json', command('one'))
  home.write('workflows/two.flow.json', command('two'))
  await app.open()
})

test('the keys of the graph count right after a press opened it, and each command keeps what was selected in it', async ({
  app,
}) => {
  const { keyboard } = app.page
  await app.openCommand('one')
  await expect(app.page.locator('.canvas-frame')).toBeFocused()
  await keyboard.press('Control+a')
  await expect(selected(app)).toHaveCount(3)
  await app.openCommand('two')
  await expect(app.page.locator('.canvas-frame')).toBeFocused()
  await expect(selected(app)).toHaveCount(0)
  await app.tab('/one').click()
  await expect(selected(app)).toHaveCount(3)
  await expect(app.inspector).toContainText('3 nodes')
  await keyboard.press('Escape')
  await expect(selected(app)).toHaveCount(0)
})

test('keys that are pressed while the graph of what was opened is not drawn yet are for that graph', async ({
  app,
}) => {
  // The file is read meanwhile.
  await pressAndGoOn(app.sidebar.getByRole('button', { name: '/one', exact: true }), ['Control+a', 'Control+d'])
  await expect(app.nodeTitles).toHaveText(['Start', 'Add', 'Done', 'Start 2', 'Add', 'Done 2'])
  await expect(selected(app)).toHaveCount(3)
})

test('also those that are pressed once it is drawn, and has not got the focus yet', async ({ app }) => {
  const { page } = app
  await page.evaluate(() => {
    const [frame, held] = [window.requestAnimationFrame, [] as FrameRequestCallback[]]
    window.requestAnimationFrame = (then) => held.push(then)
    const letGo = () => {
      window.requestAnimationFrame = frame
      for (const then of held) frame(then)
    }
    Object.assign(window, { letGo })
  })
  await app.openCommand('one')
  await expect(app.nodeTitles).toHaveText(['Start', 'Add', 'Done'])
  await page.keyboard.press('Control+a')
  await page.evaluate(() => (window as unknown as { letGo(): void }).letGo()) // put there above
  await expect(selected(app)).toHaveCount(3)
})

test('a node that a run does not have is selected again once the graph is edited again', async ({ app }) => {
  const { keyboard } = app.page
  await app.run('/one')
  await app.transcript.expectEnded('Succeeded')
  await mode(app, 'Edit').click()
  await expect(app.page.locator('.canvas-frame')).toBeFocused()
  await app.node('Add').select()
  await keyboard.press('Control+d')
  await expect(selected(app)).toHaveCount(1)
  const copy = (await selected(app).getAttribute('data-id')) ?? ''
  await mode(app, 'Run').click()
  await expect(app.nodeTitles).toHaveCount(3)
  await expect(selected(app)).toHaveCount(0)
  await mode(app, 'Edit').click()
  await expect(selected(app)).toHaveAttribute('data-id', copy)
  await expect(app.inspector).toContainText(copy)
  // What was chosen meanwhile is what counts.
  await mode(app, 'Run').click()
  await app.node('Add').select()
  await mode(app, 'Edit').click()
  await expect(selected(app)).toHaveAttribute('data-id', 'add')
})

test('keys that come to nothing say why, and do nothing else', async ({ app, home }) => {
  const { page } = app
  const told = page.locator('.canvas-told')
  await app.openCommand('one')
  await page.keyboard.press('Delete')
  await expect(told).toHaveText('Select a node or an edge first.')
  await page.keyboard.press('Control+a')
  await expect(told).toHaveCount(0)
  await page.keyboard.press('Control+g')
  await expect(told).toHaveText('Where a run begins cannot stand inside a container.')

  // The last key of a sequence alone would pin what is selected.
  await app.run('/two')
  await app.transcript.expectEnded('Succeeded')
  await page.keyboard.press('Escape')
  await page.locator('.canvas-frame').focus()
  await page.keyboard.press('d')
  await expect(told).toHaveText('Go to Edit first.')
  await mode(app, 'Edit').click()
  await app.node('Add').select()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(told).toHaveText('There is no problem.')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  expect(home.read('workflows/two.flow.json')).not.toContain('pinned')
})
