/** What is done faster than the window is answered: nothing of it is lost, and nothing is done twice. */
import { expect } from '@playwright/test'
import { pressAtOnce } from '#test/support/window/press-at-once.ts'
import { test } from './app-test.ts'

const ENTER = { key: 'Enter' }
const RUN = { key: 'Enter', ctrl: true }

test('saved and run at once, a bundled command runs as one’s own; its form, sent twice, is one run', async ({
  app,
}) => {
  await app.open()
  await app.openCommand('hello')
  await app.node('Greet').rename('Greeting')
  await pressAtOnce(app.page, [{ key: 's', ctrl: true }, RUN, { ...RUN, repeat: true }])
  const form = app.page.getByRole('dialog', { name: 'Run /hello' })
  await expect(form.getByLabel('name')).toBeFocused()
  await pressAtOnce(app.page, [{ ...RUN, repeat: true }])
  await expect(form).toBeVisible()
  await pressAtOnce(app.page, [ENTER, ENTER])

  await app.approval('Keep it?').card.getByRole('button', { name: 'Approve' }).click()
  await app.transcript.expectEnded('Succeeded')
  await expect(app.node('Greeting').box).toBeVisible()
  await expect(app.recentRuns).toHaveCount(1)
})

test('what is typed before the form is there changes nothing in the graph', async ({ app }) => {
  await app.open()
  await app.openCommand('hello')
  await app.node('Greet').select()
  await pressAtOnce(app.page, [RUN, { key: 'd' }, { key: 'Delete' }])
  await expect(app.page.getByRole('dialog', { name: 'Run /hello' }).getByLabel('name')).toBeFocused()
  await app.page.keyboard.press('Escape')
  await expect(app.node('Greet').box).toBeVisible()
  await expect(app.page.getByText('Draft kept')).toHaveCount(0)
  // Once it is answered the keys count again.
  await app.node('Greet').select()
  await pressAtOnce(app.page, [{ key: 'Delete' }])
  await expect(app.node('Greet').box).toHaveCount(0)
})

test('who has gone elsewhere before a run has begun stays there, and is led to it', async ({ app }) => {
  await app.open()
  await app.bar.field.fill('/hello name=Ada')
  await app.page.getByRole('button', { name: 'Runs', exact: true }).evaluate((runs: HTMLElement) => {
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(enter)
    runs.click()
  })
  const told = app.page.getByText('/hello has begun.')
  await expect(told).toBeVisible()
  await expect(app.tab('Runs')).toHaveAttribute('aria-selected', 'true')

  await app.page.getByRole('button', { name: 'Show it' }).click()
  await expect(app.approval('Keep it?').card).toBeVisible()
})

test('a node that is asked for twice is tried once', async ({ app, home }) => {
  home.write(
    'workflows/tried.flow.json',
    JSON.stringify({
      format: 'slashflow/1',
      name: 'tried',
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'two', kind: 'transform', title: 'Two', config: { value: '{{ 2 }}' } },
      ],
      edges: [{ from: 'start', to: 'two' }],
    }),
  )
  await app.open()
  await app.openCommand('tried')
  await app.node('Two').select()
  await app.inspector.getByRole('button', { name: 'Run up to this node' }).dblclick()
  await app.transcript.expectEnded('Succeeded')
  await expect(app.recentRuns).toHaveCount(1)
})

test('what is typed in a field that is taken when it is left is saved by Ctrl+S, and the caret stays there', async ({
  app,
  home,
}) => {
  home.write(
    'workflows/asks.flow.json',
    JSON.stringify({
      format: 'slashflow/1',
      name: 'asks',
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'call', kind: 'shell', title: 'Call', config: { command: 'env', env: { NAME: 'x' } } },
      ],
      edges: [{ from: 'start', to: 'call' }],
    }),
  )
  await app.open()
  await app.openCommand('asks')
  await app.node('Call').select()
  await app.inspector.getByText('More settings').click()
  const id = app.inspector.getByLabel('Id', { exact: true })
  await id.fill('asked')
  await app.page.keyboard.press('Control+s')
  await expect.poll(() => home.read('workflows/asks.flow.json')).toContain('"asked"')
  await expect(id).toBeFocused()

  const name = app.inspector.getByLabel('Environment: name 1')
  await name.fill('ASKED')
  await app.page.keyboard.press('Control+s')
  await expect.poll(() => home.read('workflows/asks.flow.json')).toContain('"ASKED"')
  await expect(name).toBeFocused()

  // Where nothing is to be saved, the browser does not save the page either.
  await expect(app.page.getByText('Draft kept')).toHaveCount(0)
  await app.page.evaluate(() =>
    window.addEventListener('keydown', ({ key, defaultPrevented }) => {
      if (key === 's') document.body.dataset.taken = String(defaultPrevented)
    }),
  )
  await app.page.keyboard.press('Control+s')
  await expect(app.page.locator('body')).toHaveAttribute('data-taken', 'true')
})
