/** Copy, cut and paste: between commands and windows, as text; what is no workflow is kept; a selection as a command of its own. */
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import { test } from './app-test.ts'

const chain = {
  format: 'slashflow/1',
  name: 'greet',
  parameters: [{ name: 'who', type: 'string', default: 'Ada' }],
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'hail', kind: 'transform', title: 'Hail', config: { value: '{{ "Hello " & args.who }}' } },
    { id: 'loud', kind: 'transform', title: 'Loud', config: { value: '{{ $uppercase(nodes.hail) }}' } },
    { id: 'done', kind: 'end', title: 'Greeted', config: { result: '{{ nodes.loud }}' } },
  ],
  edges: [
    { from: 'start', to: 'hail' },
    { from: 'hail', to: 'loud' },
    { from: 'loud', to: 'done' },
  ],
  layout: { start: [0, 0], hail: [80, 0], loud: [300, 0], done: [520, 0] },
}

/** As a browser hands it over, from whatever program it was copied in. */
const pasteText = (app: AppUnderTest, text: string): Promise<void> =>
  app.page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

const toast = (app: AppUnderTest) => app.page.locator('[data-sonner-toast]').first()
const undo = (app: AppUnderTest) => app.page.keyboard.press('Control+z')
const nodesOf = (text: string) => JSON.parse(text).nodes as { id: string; config?: { value?: string } }[]

async function selectBoth(app: AppUnderTest): Promise<void> {
  await app.node('Hail').select()
  await app.node('Loud').press('Shift')
}

async function pointAtFreeGround(app: AppUnderTest): Promise<void> {
  const { x, y } = await app.node('Hail').place()
  await app.page.mouse.move(x + 80, y + 150)
}

test('copied nodes go with their names, parameters and edges into the same command, another, another window and a text', async ({
  app,
  home,
}) => {
  home.write('workflows/greet.flow.json', JSON.stringify(chain))
  await app.open()
  await app.create('other')
  await app.openCommand('greet')
  await selectBoth(app)
  await app.page.keyboard.press('Control+c')
  await pointAtFreeGround(app)
  await app.page.keyboard.press('Control+Shift+v')
  await expect(app.nodeTitles).toHaveText(['Start', 'Hail', 'Loud', 'Hail', 'Loud', 'Greeted'])
  await expect(app.edges).toHaveCount(6)
  await app.save()
  expect(nodesOf(home.read('workflows/greet.flow.json')).slice(4)).toMatchObject([
    { id: 'hail_2' },
    { id: 'loud_2', config: { value: '{{ $uppercase(nodes.hail_2) }}' } },
  ])
  await undo(app)
  await expect(app.nodeTitles).toHaveCount(4)

  await app.openCommand('other')
  const token = await app.page.evaluate(() => sessionStorage.getItem('slashflow.token'))
  const second = await app.page.context().newPage()
  await second.goto(`${new URL(app.page.url()).origin}/#token=${token}`)
  await second.getByRole('tab', { name: /\/other$/ }).click()
  await second.locator('.react-flow__pane').click({ position: { x: 40, y: 40 } })
  await second.keyboard.press('Control+v')
  await expect(second.locator('[data-sonner-toast]').first()).toContainText('who came along as a parameter')
  await expect(app.nodeTitles).toHaveText(['Start', 'Done', 'Hail', 'Loud'])
  await second.close()

  await app.page.keyboard.press('Control+k')
  await app.page.keyboard.type('import')
  await app.page.keyboard.press('Enter')
  const dialog = app.page.getByRole('dialog', { name: 'Import a command' })
  await dialog.getByRole('textbox').press('Control+v')
  await expect(dialog.getByRole('textbox')).toHaveValue(/"fragment": "greet"/)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog.getByRole('alert')).toContainText('holds nodes and no command')
  await expect(dialog.getByRole('textbox')).toHaveValue(/"fragment": "greet"/)
})

test('what is cut comes back; pasted text that is no workflow is kept, and what is wrong with one is mended or said', async ({
  app,
  home,
}) => {
  home.write('workflows/greet.flow.json', JSON.stringify(chain))
  await app.open()
  await app.openCommand('greet')
  await app.node('Loud').select()
  await app.page.keyboard.press('Control+x')
  await expect(app.nodeTitles).toHaveText(['Start', 'Hail', 'Greeted'])
  await pointAtFreeGround(app)
  await app.page.keyboard.press('Control+v')
  await expect(app.nodeTitles).toHaveText(['Start', 'Hail', 'Greeted', 'Loud'])
  await undo(app)
  await undo(app)
  await expect(app.edges).toHaveCount(3)

  await pasteText(app, 'Ask Ada about the tone.')
  await expect(app.page.locator('.react-flow__node').filter({ hasText: 'Ask Ada about the tone.' })).toBeVisible()
  await expect(toast(app)).toContainText('kept as a note')
  await pasteText(app, JSON.stringify({ ...chain, format: 'slashflow/9' }))
  await expect(toast(app)).toContainText('made by a newer Slashflow')
  await expect(app.page.locator('.react-flow__node').filter({ hasText: 'made by a newer Slashflow' })).toBeVisible()
  await undo(app)
  await undo(app)

  await pasteText(
    app,
    JSON.stringify([
      { id: 'hail', kind: 'quantum' },
      { id: 'Hail Two', kind: 'group', parent: 'around' },
      { id: 'around', kind: 'group', parent: 'Hail Two' },
      { id: 'around', kind: 'transform', config: { value: 1 } },
    ]),
  )
  await expect(toast(app)).toContainText('does not know the kind “quantum”')
  await app.save()
  expect(
    nodesOf(home.read('workflows/greet.flow.json'))
      .map(({ id }) => id)
      .slice(4),
  ).toEqual(['hail_2', 'hail_two', 'around', 'around_2'])
  await app.page.getByRole('tab', { name: /^Problems/ }).click()
  await expect(app.page.locator('.problems')).not.toContainText(
    /two nodes are called|stands inside itself|cannot be a node/i,
  )
  await undo(app)
  await expect(app.nodeTitles).toHaveText(['Start', 'Hail', 'Loud', 'Greeted'])
})

test('a selection becomes a command of its own, gives the same, and is put back', async ({ app, home }) => {
  home.write('workflows/greet.flow.json', JSON.stringify(chain))
  await app.open()
  await app.openCommand('greet')
  await selectBoth(app)
  await app.page.keyboard.press('-')
  const zoom = app.page.getByRole('button', { name: /^Zoom, / })
  await expect(zoom).not.toHaveText('100%')
  await app.node('Hail').place() // at rest
  const before = await zoom.textContent()
  await app.node('Loud').box.click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Make a command of the selection…' }).click()
  const dialog = app.page.getByRole('dialog', { name: 'Make a command of the selection' })
  const make = dialog.getByRole('button', { name: 'Make the command' })
  for (const [name, why] of [
    ['', 'Give the command a name'],
    ['!?', 'such as'],
    ['greet', 'There is a /greet'],
  ]) {
    await dialog.getByLabel('Name').fill(name ?? '')
    await expect(dialog.getByRole('alert')).toContainText(why ?? '')
    await expect(make).toBeDisabled()
  }
  await dialog.getByLabel('Name').fill('shout')
  await make.click()
  await expect(app.nodeTitles).toHaveText(['Start', 'Shout', 'Greeted'])
  // It stands where they stood: nothing moves, and what the keyboard does next is done to it.
  await expect(app.node('Shout').box).toBeFocused()
  await expect(zoom).toHaveText(before ?? '')
  await app.inspector.getByRole('button', { name: 'Open /shout' }).click()
  await expect(app.nodeTitles).toHaveText(['Start', 'Hail', 'Loud', 'Done'])
  await app.page.getByRole('tab', { name: /^\/greet/ }).click()
  // What is edited on the canvas is what runs, so it is saved first.
  await app.run('/greet who=Bo')
  await app.transcript.expectEnded('Succeeded')
  expect(nodesOf(home.read('workflows/greet.flow.json')).map(({ id }) => id)).toContain('shout')
  await app.node('Greeted').select()
  await expect(app.inspector).toContainText('HELLO BO')

  await app.page.getByRole('radio', { name: 'Edit' }).click()
  await app.node('Shout').box.click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Put the nodes of the command in its place' }).click()
  await expect(app.nodeTitles).toHaveText(['Start', 'Hail', 'Loud', 'Greeted'])
  await expect(app.node('Hail').box).toBeFocused()
  await expect(app.inspector).toContainText('2 nodes')
  const [hail, loud] = [await app.node('Hail').place(), await app.node('Loud').place()]
  expect(hail.y).toBe(loud.y)
  await undo(app)
  await expect(app.nodeTitles).toHaveText(['Start', 'Shout', 'Greeted'])
  expect(nodesOf(home.read('workflows/shout.flow.json')).map(({ id }) => id)).toEqual(['start', 'hail', 'loud', 'done'])
})

test('the dialog that a toast opens has the focus, though another toast stays', async ({ app, home }) => {
  home.write('workflows/greet.flow.json', JSON.stringify(chain))
  await app.open()
  await app.openCommand('greet')
  await app.node('Hail').select()
  await pasteText(app, JSON.stringify({ ...chain, name: 'guest' }))
  await expect(toast(app)).toContainText('of /guest')
  await pasteText(app, 'Ask Ada about the tone.')
  await expect(toast(app)).toContainText('kept as a note')
  // Of toasts behind the first the button is had by spreading them.
  await toast(app).hover()
  await app.page.getByRole('button', { name: 'Import as a command' }).click()
  const dialog = app.page.getByRole('dialog', { name: 'Import /guest' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await app.page.keyboard.press('Tab')
  await expect(dialog.getByRole('combobox', { name: 'Kept in' })).toBeFocused()
})

test('what is pasted right after a command was opened is for that command, which is not drawn yet', async ({
  app,
  home,
}) => {
  home.write('workflows/greet.flow.json', JSON.stringify(chain))
  await app.open()
  const row = app.sidebar.getByRole('button', { name: '/greet', exact: true })
  // As fast as no hand is, in an order that must stay.
  await row.evaluate(
    (button: HTMLElement, texts) => {
      button.click()
      for (const text of texts) {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', text)
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      }
    },
    [JSON.stringify({ ...chain, name: 'guest' }), 'Ask Ada about the tone.'],
  )
  await expect(toast(app)).toContainText('kept as a note')
  await expect(app.page.getByRole('dialog')).toHaveCount(0)
  await expect(app.nodeTitles).toHaveText(['Start', 'Hail', 'Loud', 'Greeted', 'Start 2', 'Hail', 'Loud', 'Greeted'])
  await expect(app.page.locator('.react-flow__node').filter({ hasText: 'Ask Ada about the tone.' })).toBeVisible()
})
