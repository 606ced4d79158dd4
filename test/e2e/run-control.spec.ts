/** A run that is held, stepped, stopped in part, undone: on the canvas, by buttons and by the keyboard. */
import { expect } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { test } from './app-test.ts'

interface Node {
  readonly id: string
  readonly [field: string]: unknown
}

/** With places, so that no layout has to be waited for. */
function command(name: string, nodes: readonly Node[], edges: readonly object[]): string {
  const layout = Object.fromEntries(
    nodes.map(({ id }, index) => [id, [(index % 4) * 240, Math.floor(index / 4) * 200]]),
  )
  return JSON.stringify({ format: 'slashflow/1', name, nodes, edges, layout })
}

const CHAIN = command(
  'chain',
  [
    { id: 'start', kind: 'start' },
    { id: 'ok', kind: 'approval', title: 'Ok', config: { title: 'Go on?' } },
    { id: 'one', kind: 'transform', title: 'One', config: { value: 'one' } },
    { id: 'two', kind: 'transform', title: 'Two', config: { value: 'two' } },
    { id: 'done', kind: 'end' },
  ],
  [
    { from: 'start', to: 'ok' },
    { from: 'ok.approved', to: 'one' },
    { from: 'one', to: 'two' },
    { from: 'two', to: 'done' },
  ],
)

const TRIP = command(
  'trip',
  [
    { id: 'start', kind: 'start' },
    { id: 'book', kind: 'transform', title: 'Book', config: { value: 'booked' }, compensate: 'unbook' },
    { id: 'pay', kind: 'transform', title: 'Pay', config: { value: 'paid' }, compensate: 'refund' },
    { id: 'nap', kind: 'delay', title: 'Nap', config: { for: '1h' } },
    { id: 'unbook', kind: 'transform', title: 'Unbook', config: { value: 'unbooked' } },
    { id: 'refund', kind: 'transform', title: 'Refund', config: { value: 'refunded' } },
  ],
  [
    { from: 'start', to: 'book' },
    { from: 'book', to: 'pay' },
    { from: 'pay', to: 'nap' },
  ],
)

/** Booked anew for each rejection. The first booking cannot be undone. */
const REBOOKED = command(
  'rebooked',
  [
    { id: 'start', kind: 'start' },
    {
      id: 'book',
      kind: 'transform',
      title: 'Book',
      config: { value: '{{ loop.iteration }}' },
      compensate: 'unbook',
    },
    { id: 'ok', kind: 'approval', title: 'Ok', config: { title: 'Keep this booking?' } },
    {
      id: 'unbook',
      kind: 'transform',
      title: 'Unbook',
      config: { value: '{{ nodes.book = 0 ? $error("Too late to cancel") : "unbooked" }}' },
    },
  ],
  [
    { from: 'start', to: 'book' },
    { from: 'book', to: 'ok' },
    { from: 'ok.rejected', to: 'book', loop: { max: 3 } },
  ],
)

const PLAN = command(
  'plan',
  [
    { id: 'start', kind: 'start' },
    { id: 'ok', kind: 'approval', title: 'Ok', config: { title: 'Begin?' } },
    { id: 'hold', kind: 'checkpoint', title: 'Plan ready', config: { message: 'Look at the **plan** first.' } },
    { id: 'done', kind: 'end', title: 'Done', config: { result: 'went on: {{ nodes.hold.message }}' } },
    { id: 'left', kind: 'end', title: 'Left', config: { result: 'left: {{ nodes.hold.message }}' } },
  ],
  [
    { from: 'start', to: 'ok' },
    { from: 'ok.approved', to: 'hold' },
    { from: 'hold', to: 'done' },
    { from: 'hold.interrupted', to: 'left' },
  ],
)

test('a run stops at its breakpoint, goes one step, and goes on, all by the keyboard', async ({ app, home }) => {
  home.write('workflows/chain.flow.json', CHAIN)
  await app.open()
  await app.openCommand('chain')
  await app.node('One').select()
  await app.page.keyboard.press('F9')
  await app.run('/chain')
  await app.approval('Ok').approve()

  const line = app.page
    .getByRole('main')
    .getByRole('status')
    .filter({ hasText: /breakpoint of One|is held/ })
  await expect(line).toContainText('Paused at the breakpoint of One.')
  await app.node('One').expectState('held')
  await app.node('Two').expectIdle()
  await expectAccessible(app, 'a run at its breakpoint')

  await app.page.keyboard.press('F10')
  await app.node('One').expectState('done')
  await expect(line).toContainText('Two is held.')
  await app.page.keyboard.press('F8')
  await app.transcript.expectEnded('Succeeded')
  await app.transcript.expectSaid('Paused at a breakpoint.')
  await expect(line).toHaveCount(0)
})

test('a paused run starts nothing new until it is resumed', async ({ app, home }) => {
  home.write('workflows/chain.flow.json', CHAIN)
  await app.open()
  await app.run('/chain')
  await app.approval('Ok').expectAsking('Go on?')
  await app.page.getByRole('button', { name: /^Pause/ }).click()
  await expect(app.page.getByRole('main')).toContainText('Paused. What runs goes on; nothing new starts.')
  await app.approval('Ok').approve()

  await app.node('One').expectState('held')
  await expect(app.page.getByRole('main')).toContainText('One is held.')
  await app.page.getByRole('button', { name: /^Resume/ }).click()
  await app.transcript.expectEnded('Succeeded')
})

test('one node is stopped, and the run says which', async ({ app, home }) => {
  home.write('workflows/trip.flow.json', TRIP)
  await app.open()
  await app.run('/trip')
  await app.node('Nap').expectState('waiting')

  await app.fromNodeMenu('Nap', 'Stop this node')
  await app.node('Nap').expectState('failed')
  await app.transcript.expectEnded('Failed')
})

test('stop and undo names what it will undo, latest first, and shows it undone', async ({ app, home }) => {
  home.write('workflows/trip.flow.json', TRIP)
  await app.open()
  await app.run('/trip')
  await app.node('Nap').expectState('waiting')
  await app.page.getByRole('button', { name: 'Other ways to stop' }).click()
  await app.page.getByRole('menuitem', { name: 'Stop and undo' }).click()

  const dialog = app.page.getByRole('dialog', { name: 'Stop and undo?' })
  await expect(dialog.getByRole('listitem')).toHaveText(['Pay, by Refund', 'Book, by Unbook'])
  await expectAccessible(app, 'what will be undone')
  await dialog.getByRole('button', { name: 'Stop and undo 2' }).click()

  await app.transcript.expectEnded('Stopped')
  await app.node('Book').expectState('undone')
  await app.node('Pay').expectState('undone')
  await expect(app.transcript.entries.filter({ hasText: 'undone by' })).toContainText([
    'Payundone by Refund',
    'Bookundone by Unbook',
  ])
  await app.transcript.expectSaid('it cannot go on')
  await app.node('Book').select()
  await expect(app.inspector).toContainText('Undone by Unbook')
  await expectAccessible(app, 'a run that was undone')
  await expect(app.page.getByText('6 of 6 steps, 2 undone')).toBeVisible()
  await app.page.getByRole('button', { name: /^Runs/ }).click()
  await expect(app.page.getByRole('img', { name: /undone/ })).toHaveAccessibleName(
    '3 completed, 2 undone, 1 interrupted',
  )
})

test('the head of an earlier time of a node says what became of that time, while it is undone', async ({
  app,
  home,
}) => {
  home.write('workflows/rebooked.flow.json', REBOOKED)
  await app.open()
  await app.run('/rebooked')
  await app.approval('Ok').reject('An earlier one')
  await app.approval('Ok').expectAsking('Keep this booking?')
  await app.node('Book').select()
  const head = app.inspector.locator('.state-words')
  const time = (number: number) => app.inspector.getByRole('button', { name: new RegExp(`^${number} `) })
  await time(1).click()
  await expect(app.inspector.getByRole('status')).toContainText('Time 1 of 2')
  await expect(head).toHaveText('Done')

  await app.page.getByRole('button', { name: 'Other ways to stop' }).click()
  await app.page.getByRole('menuitem', { name: 'Stop and undo' }).click()
  const dialog = app.page.getByRole('dialog', { name: 'Stop and undo?' })
  await expect(dialog.getByRole('listitem')).toHaveText(['Book, pass 2, by Unbook', 'Book, pass 1, by Unbook'])
  await dialog.getByRole('button', { name: 'Stop and undo 2' }).click()
  await app.transcript.expectEnded('Stopped')
  await expect(head).toHaveText('Not undone')
  await expect(app.inspector).toContainText('Too late to cancel')
  await expect(time(1)).toContainText('not undone')
  await time(2).click()
  await expect(head).toHaveText('Undone')
  await expect(app.inspector).toContainText('Undone by Unbook')
})

test('a run that was asked to holds at its checkpoint, and goes on as the person says', async ({ app, home }) => {
  home.write('workflows/plan.flow.json', PLAN)
  await app.open()
  await app.run('/plan')
  await app.approval('Ok').expectAsking('Begin?')
  await app.page.getByRole('button', { name: 'Other ways to stop' }).click()
  await app.page.getByRole('menuitem', { name: 'Hold at the next checkpoint' }).click()
  await app.approval('Ok').approve()

  const card = app.node('Plan ready').box.getByRole('group', { name: 'Question: The run holds here' })
  await expect(card).toContainText('Look at the plan first.')
  await expectAccessible(app, 'a checkpoint')
  await card.getByLabel('What you want to say').fill('Shorter, please')
  await card.getByRole('button', { name: 'Interrupt' }).click()

  await app.node('Left').expectState('done')
  await app.transcript.expectEnded('Succeeded')
  await expect(app.transcript.entry('Plan ready')).toContainText('How to go onInterrupt')
  await expect(app.transcript.entry('Plan ready')).toContainText('Shorter, please')
})
