/** Without a mouse: a command is drawn and run, a problem is mended, a shortcut is changed. */
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import { pressAtOnce } from '#test/support/window/press-at-once.ts'
import { test } from './app-test.ts'

const focusedNode = (app: AppUnderTest) => app.page.locator('.react-flow__node:focus')

async function add(app: AppUnderTest, kind: string): Promise<void> {
  await app.page.keyboard.press('a')
  await expect(app.page.locator('input:focus')).toBeVisible()
  await app.page.keyboard.type(kind)
  await app.page.keyboard.press('Enter')
  await expect(focusedNode(app)).toHaveAccessibleName(new RegExp(`^${kind}`))
}

test('a command is drawn, joined and run by the keyboard alone', async ({ app }) => {
  await app.open()
  await app.create('keys')
  const { keyboard } = app.page
  await expect(app.page.locator('.canvas-frame')).toBeFocused()
  // Who walks through the window by Tab comes through the graph, and what has the focus is what is selected.
  await keyboard.press('Tab')
  await expect(app.page.locator('.react-flow__edge:focus')).toHaveCount(1)
  await keyboard.press('Tab')
  await expect(focusedNode(app)).toHaveAccessibleName(/^Start/)
  await expect(app.inspector.getByRole('heading', { name: 'Start' })).toBeVisible()
  await keyboard.press('Tab')
  await expect(focusedNode(app)).toHaveAccessibleName(/^End, Done/)
  // Who came by an arrow adds by Tab what comes next.
  await keyboard.press('ArrowLeft')
  await expect(focusedNode(app)).toHaveAccessibleName(/^Start/)
  await keyboard.press('Tab')
  await expect(app.page.getByRole('dialog', { name: 'Add between' })).toBeVisible()
  await keyboard.press('Tab')
  await expect(app.page.getByRole('dialog', { name: 'Add what comes next' })).toBeVisible()
  await keyboard.press('Escape')
  await expect(focusedNode(app)).toHaveAccessibleName(/^Start/)
  // In a chain, what is added goes between.
  await add(app, 'Transform')
  await add(app, 'Show')
  await add(app, 'Prompt')
  await expect(focusedNode(app)).toHaveAccessibleName(/From Show. To Done/)
  await keyboard.press('Control+k')
  await expect(app.page.getByPlaceholder('Search commands, runs and actions')).toBeFocused()
  await keyboard.press('Escape')
  await expect(focusedNode(app)).toHaveAccessibleName(/From Show. To Done/)
  // What has the focus goes: then the graph has it.
  await keyboard.press('Control+z')
  await expect(app.page.locator('.canvas-frame')).toBeFocused()
  await app.page.getByRole('group', { name: 'Edge from Show by out to Done' }).focus()
  await keyboard.press('Enter')
  await expect(app.page.getByRole('dialog', { name: 'Add between' })).toBeVisible()
  await keyboard.type('Prompt')
  await keyboard.press('Enter')
  await expect(focusedNode(app)).toHaveAccessibleName(/From Show. To Done/)

  await keyboard.press('Enter')
  await expect(app.inspector.locator(':focus')).toBeVisible()
  await expect(app.setting('Prompt')).toHaveClass(/cm-content/)
  await app.setting('Prompt').focus()
  await keyboard.type('Say hello.')
  await expect(app.setting('Prompt')).toHaveText('Say hello.')
  await keyboard.press('Escape')
  await expect(focusedNode(app)).toHaveAccessibleName(/^Prompt/)

  await keyboard.press('c')
  await expect(app.page.getByText(/Edge from Prompt by out/)).toBeVisible()
  await keyboard.press('Shift+ArrowLeft')
  await expect(focusedNode(app)).toHaveAccessibleName(/^Show/)
  await keyboard.press('Enter')
  await expect(app.page.getByText(/Edge from Prompt by out/)).toBeHidden()
  await expect(focusedNode(app)).toHaveAccessibleName(/^Show.*From .*Prompt/)

  await keyboard.press('Control+Enter')
  await expect(app.page.getByRole('radio', { name: 'Run', exact: true })).toBeChecked()
})

test('the focus is never nowhere: what goes leaves it to what it stood in, what is drawn anew has it again', async ({
  app,
}) => {
  app.home.write(
    'workflows/asks.flow.json',
    JSON.stringify({
      format: 'slashflow/1',
      name: 'asks',
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'say', kind: 'transform', title: 'Say', config: { value: 'x' } },
        { id: 'ok', kind: 'approval', title: 'Ok', config: { title: 'Go on?' } },
      ],
      edges: [
        { from: 'start', to: 'say' },
        { from: 'say', to: 'ok' },
      ],
    }),
  )
  await app.open()
  const { keyboard } = app.page
  await app.openCommand('asks')
  await app.node('Say').select()
  await app.setting('Value').focus()
  const run = { key: 'Enter', ctrl: true }
  await pressAtOnce(app.page, [run, run, { ...run, repeat: true }])
  await expect(app.inspector.getByRole('tab', { name: 'Run' })).toBeFocused()

  await app.approval('Ok').card.getByRole('button', { name: 'Approve' }).focus()
  await keyboard.press('Enter')
  await expect(focusedNode(app)).toHaveAccessibleName(/^Approval, Ok/)
  await app.transcript.expectEnded('Succeeded')
  await expect(app.recentRuns).toHaveCount(1)

  // A bundled command becomes one's own with its first Save: another file, the same graph and form.
  await app.openCommand('hello')
  await app.node('Greet').select()
  await app.inspector.getByLabel('Title').fill('Greeting')
  await keyboard.press('Control+s')
  await expect(app.page.getByText('Saved as a command of your own')).toBeVisible()
  await expect(app.inspector.getByLabel('Title')).toBeFocused()
  await keyboard.type('s')
  await expect(app.inspector.getByLabel('Title')).toHaveValue('Greetings')
  await app.page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
  await expect(app.page.locator('.canvas-frame')).toBeFocused()
})

test('the keys of the window go on from page to page', async ({ app }) => {
  await app.open()
  const { keyboard } = app.page
  await app.page.locator('.canvas-frame').focus()
  for (const [keys, title] of [
    ['gh', 'Runs'],
    ['gd', 'Dead letters'],
    ['gm', 'Metrics'],
    ['gh', 'Runs'],
  ] as const) {
    await keyboard.type(keys)
    await expect(app.page.getByRole('heading', { name: title, level: 1 })).toBeAttached()
    await expect(app.page.locator('.page')).toBeFocused()
  }
  await expect(app.bar.field).toHaveValue('')
})

test('a problem is mended by a button, in the form or in the list, and undone in one step', async ({ app }) => {
  app.home.write(
    'workflows/spelt.flow.json',
    JSON.stringify({
      format: 'slashflow/1',
      name: 'spelt',
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'reply', kind: 'transform', config: { value: '{{ 1 }}' } },
        { id: 'done', kind: 'end', config: { result: '{{ nodes.replay }}' } },
      ],
      edges: [
        { from: 'start', to: 'reply' },
        { from: 'reply', to: 'done' },
        { from: 'reply.error', to: 'reply' },
      ],
    }),
  )
  await app.open()
  await app.sidebar.getByRole('button', { name: '/spelt' }).click()
  await app.page.getByRole('tab', { name: /^Problems/ }).click()
  await expect(app.page.getByText('2 errors block Run')).toBeVisible()
  await app.node('Reply').select()
  await app.inspector.getByRole('button', { name: 'Make it a loop, at most 3 times' }).focus()
  await app.page.keyboard.press('Enter')
  await expect(app.inspector.getByLabel('Title')).toBeFocused()
  await expect(app.page.getByText('1 error blocks Run')).toBeVisible()
  const mend = app.page.getByRole('button', { name: 'Use "nodes.reply": Done' })
  await mend.focus()
  await app.page.keyboard.press('Enter')
  await expect(app.page.getByText('No problems. This command can run.')).toBeVisible()
  await app.page.keyboard.press('Control+z')
  await expect(mend).toBeVisible()
})

test('a shortcut is changed, and shown where the action stands', async ({ app }) => {
  await app.open()
  await app.create('tidied')
  const { page } = app
  await page.locator('.canvas-frame').focus()
  await page.keyboard.press('?')
  await page.getByRole('searchbox', { name: 'Search shortcuts' }).fill('tidy: lay')
  await page.getByRole('button', { name: /^Tidy: lay everything out: T/ }).click()
  await page.keyboard.press('Control+Shift+y')
  await expect(page.getByRole('button', { name: /^Tidy: lay everything out: Ctrl Shift Y/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search commands, runs and actions').fill('tidy: lay')
  await expect(page.getByRole('option', { name: /Tidy: lay everything out/ })).toContainText('Ctrl Shift Y')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Tidy/ }).hover()
  await expect(page.getByRole('tooltip')).toContainText('Ctrl Shift Y')
})

test('the name of a button is shown to who comes to it by Tab, not where a menu gives the focus back', async ({
  app,
}) => {
  await app.open()
  const more = app.page.getByRole('button', { name: 'More', exact: true })
  await more.focus()
  await app.page.keyboard.press('Enter')
  await app.page.keyboard.press('Escape')
  await expect(more).toBeFocused()
  await expect(app.page.getByRole('tooltip')).toHaveCount(0)

  await app.page.keyboard.press('Shift+Tab')
  await app.page.keyboard.press('Tab')
  await expect(more).toBeFocused()
  await expect(app.page.getByRole('tooltip', { name: 'More', exact: true })).toBeVisible()
})

test('what is written from afar goes into its field from the first letter, and the view comes near', async ({
  app,
}) => {
  await app.open()
  await app.create('afar')
  const { keyboard } = app.page
  const zoom = app.page.getByRole('toolbar', { name: 'Canvas' }).getByRole('button', { name: /^Zoom/ })
  for (let pressed = 0; pressed < 4; pressed += 1) await keyboard.press('-')
  await expect(zoom).toHaveText(/^[345]\d%$/)
  await keyboard.press('ArrowRight')
  await expect(focusedNode(app)).toHaveAccessibleName(/^Start/)
  await keyboard.press('F2')
  // Each of these letters alone does something on the graph.
  await keyboard.type('data')
  await keyboard.press('Enter')
  await expect(focusedNode(app)).toHaveAccessibleName(/^Start, data/)
  await expect(zoom).toHaveText('100%')

  for (let pressed = 0; pressed < 8; pressed += 1) await keyboard.press('-')
  await expect(zoom).toHaveText(/^[12]\d%$/)
  await keyboard.press('n')
  await expect(app.page.getByRole('textbox', { name: 'Note' })).toBeFocused()
  await keyboard.type('tidy')
  await keyboard.press('Escape')
  await expect(focusedNode(app)).toHaveAccessibleName('Note, tidy.')
})
