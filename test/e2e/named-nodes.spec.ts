/** A fresh node is called by its title in expressions too. What the hand begins with the press that ends the typing goes on. */
import { expect } from '@playwright/test'
import { Gestures } from '#test/support/window/gestures.ts'
import { test } from './app-test.ts'

const empty = JSON.stringify({
  format: 'slashflow/1',
  name: 'empty',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'done', kind: 'end' },
  ],
  edges: [{ from: 'start', to: 'done' }],
  layout: { start: [0, 0], done: [80, 0] },
})

test('an edge drawn from a node, and a drag of it, as soon as its title is typed', async ({ app, home }) => {
  home.write('workflows/empty.flow.json', empty)
  await app.open()
  await app.openCommand('empty')
  const { page, inspector } = app
  const hand = new Gestures(page)
  await page.getByRole('button', { name: 'Add a node' }).click()
  await page.keyboard.type('transform')
  await page.keyboard.press('Enter')
  await expect(app.node('Transform').box).toBeFocused()

  await app.node('Transform').expectInspected()
  await inspector.getByLabel('Title').fill('First step')
  const port = await app.node('First step').port('out', 'out')
  await hand.drag(port, { x: port.x + 80, y: port.y + 60 })
  await expect(hand.nextList).toBeVisible()
  await expect(app.node('First step').box).toHaveAttribute('data-id', 'first_step')
  await page.keyboard.type('transform')
  await page.keyboard.press('Enter')
  await hand.expectEdges(['Start by out to Done', 'First step by out to Transform'])

  await app.node('Transform').expectInspected()
  await inspector.getByLabel('Title').fill('Second step')
  const from = await app.node('Second step').place()
  await hand.drag({ x: from.x + 40, y: from.y + 12 }, { x: from.x + 40, y: from.y + 76 })
  await expect(app.node('Second step').box).toHaveAttribute('data-id', 'second_step')
  await expect.poll(async () => (await app.node('Second step').place()).y).toBeGreaterThan(from.y + 40)

  // The name goes with the drag: one step each.
  await page.keyboard.press('Control+z')
  await expect.poll(() => app.node('Second step').place()).toEqual(from)
  await page.keyboard.press('Control+z')
  await expect(app.node('Transform').box).toBeVisible()
})

test('a field pressed as soon as the title is typed is the one that is typed into', async ({ app, home }) => {
  home.write('workflows/empty.flow.json', empty)
  await app.open()
  await app.openCommand('empty')
  const { page, inspector } = app
  const program = inspector.getByRole('textbox', { name: 'Program' })
  await page.getByRole('button', { name: 'Add a node' }).click()
  await page.keyboard.type('shell')
  await page.keyboard.press('Enter')
  await expect(app.node('Shell').box).toBeFocused()

  await inspector.getByLabel('Title').click()
  await page.keyboard.type('Log')
  await program.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('hg')
  await expect(app.node('Log').box).toHaveAttribute('data-id', 'log')
  await expect(program).toBeFocused()
  await expect(program).toHaveText('hg')

  await inspector.getByLabel('Title').click()
  await page.keyboard.type('s')
  await page.keyboard.press('Tab')
  await expect(app.node('Logs').box).toHaveAttribute('data-id', 'logs')
  await expect(program).toBeFocused()
})
