/** Drawing with the mouse: from a port into the open, into an edge, an edge's end elsewhere, several nodes at once. */
import { expect } from '@playwright/test'
import { Gestures } from '#test/support/window/gestures.ts'
import { test } from './app-test.ts'

const review = JSON.stringify({
  format: 'slashflow/1',
  name: 'review',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'write', kind: 'transform', title: 'Write', config: { value: '1' } },
    { id: 'ok', kind: 'approval', title: 'Keep it', config: { title: 'Keep it?', payload: '{{ nodes.write }}' } },
    { id: 'loose', kind: 'transform', title: 'Loose', config: { value: '2' } },
    { id: 'done', kind: 'end' },
  ],
  edges: [
    { from: 'start', to: 'write' },
    { from: 'write', to: 'ok' },
    { from: 'ok.approved', to: 'done' },
  ],
  layout: { start: [0, 0], write: [96, 0], ok: [400, 0], loose: [96, 160], done: [760, 0] },
})

const DRAWN = ['Start by out to Write', 'Write by out to Keep it', 'Keep it by approved to Done']

test.beforeEach(async ({ app, home }) => {
  home.write('workflows/review.flow.json', review)
  await app.open()
  await app.openCommand('review')
  await expect(app.node('Write').box).toBeVisible()
})

test('an edge drawn into the open asks what is to stand there: back to an earlier node, or a kind', async ({
  app,
  home,
}) => {
  const { page } = app
  const hand = new Gestures(page)
  const rejected = await app.node('Keep it').port('out', 'rejected')
  await hand.drag(rejected, { x: rejected.x + 30, y: rejected.y + 120 })
  await expect(hand.nextList).toContainText('rejected')
  await expect(page.locator('.pending-edge')).toBeAttached()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Goes back to Write, at most 3 times.')).toBeVisible()
  await hand.expectEdges([...DRAWN, 'Keep it by rejected to Write, again at most 3 times'])

  const timeout = await app.node('Keep it').port('out', 'timeout')
  const end = { x: timeout.x - 120, y: timeout.y + 120 }
  await hand.drag(timeout, end)
  await page.keyboard.type('notify')
  await page.keyboard.press('Enter')
  await expect(app.node('Notify').box).toBeFocused()
  const port = await app.node('Notify').port('in', 'in')
  expect(Math.hypot(port.x - end.x, port.y - end.y)).toBeLessThan(12)

  // The next one by the keyboard alone.
  await page.keyboard.press('Tab')
  await expect(hand.nextList).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(app.node('Notify').box).toBeFocused()
  await app.save()
  expect(JSON.parse(home.read('workflows/review.flow.json')).edges.slice(3)).toEqual([
    { from: 'ok.rejected', to: 'write', loop: { max: 3 } },
    { from: 'ok.timeout', to: 'notify' },
  ])
})

test('a node dropped on an edge goes into it, and can be taken out so that its neighbours stay joined', async ({
  app,
}) => {
  const { page } = app
  const hand = new Gestures(page)
  const from = await app.node('Loose').place()
  const middle = await hand.middleOf('Edge from Write by out to Keep it')
  await hand.drag({ x: from.x + 40, y: from.y + 12 }, middle, () =>
    expect(page.locator('.edge.target'))
      .toHaveCount(1)
      .then(() => undefined),
  )
  await hand.expectEdges([
    'Start by out to Write',
    'Write by out to Loose',
    'Loose by out to Keep it',
    'Keep it by approved to Done',
  ])
  await expect(page.locator('.edge.target')).toHaveCount(0)

  await page.keyboard.press('Shift+Delete')
  await hand.expectEdges(DRAWN)
  await expect(app.node('Loose').box).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await hand.expectEdges(DRAWN)
  await expect(app.node('Loose').box).toHaveCount(1)
})

test('a press on an edge or a port asks what is to stand there, and Esc takes back what is dragged or drawn', async ({
  app,
}) => {
  const { page } = app
  const hand = new Gestures(page)
  const middle = await hand.middleOf('Edge from Write by out to Keep it')
  await page.mouse.move(middle.x, middle.y)
  await page.getByRole('button', { name: 'Insert a node' }).click()
  await expect(page.getByRole('dialog', { name: 'Add between' })).toBeVisible()
  await page.keyboard.press('Escape')

  const rejected = await app.node('Keep it').port('out', 'rejected')
  await page.mouse.click(rejected.x, rejected.y)
  await expect(hand.nextList).toContainText('rejected')
  await page.keyboard.press('Escape')

  const from = await app.node('Loose').place()
  const pressEscape = () => page.keyboard.press('Escape')
  await hand.drag({ x: from.x + 40, y: from.y + 12 }, middle, pressEscape)
  await expect(page.locator('.edge.target')).toHaveCount(0)
  await expect.poll(() => app.node('Loose').place()).toEqual(from)
  await hand.drag(rejected, { x: rejected.x + 30, y: rejected.y + 120 }, pressEscape)
  await expect(page.locator('.react-flow__connection')).toHaveCount(0)
  await expect(hand.nextList).toHaveCount(0)
  await hand.expectEdges(DRAWN)

  await page.mouse.click(middle.x - 30, middle.y, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Insert a node into the edge' }).click()
  await expect(page.getByRole('dialog', { name: 'Add between' })).toBeVisible()
})

test('the end of an edge is put on another node, or pulled off; what is refused says why', async ({ app }) => {
  const { page } = app
  const hand = new Gestures(page)
  const end = await app.node('Keep it').port('in', 'in')
  const grip = { x: end.x - 14, y: end.y }
  await hand.drag(grip, await app.node('Loose').port('in', 'in'))
  await hand.expectEdges(['Start by out to Write', 'Write by out to Loose', 'Keep it by approved to Done'])
  await page.keyboard.press('Control+z')
  await hand.expectEdges(DRAWN)

  const [start, write] = [await app.node('Start').place(), await app.node('Write').port('out', 'out')]
  await hand.drag(write, { x: start.x + 14, y: start.y + 14 })
  await expect(page.getByText('Nothing can lead to Start')).toBeVisible()

  await hand.drag(grip, { x: grip.x - 20, y: grip.y + 200 })
  await hand.nextList.getByRole('option', { name: 'Remove the edge' }).click()
  await hand.expectEdges(['Start by out to Write', 'Keep it by approved to Done'])
})

test('each half of an edge from column to column is gripped for its own end', async ({ app, home }) => {
  home.write('workflows/close.flow.json', review.replace('"review"', '"close"').replace('[400,0]', '[312,0]'))
  await app.openCommand('close')
  const hand = new Gestures(app.page)
  const [from, to] = [await app.node('Write').port('out', 'out'), await app.node('Keep it').port('in', 'in')]
  const [length, loose] = [to.x - from.x, app.node('Loose')]
  await hand.drag({ x: from.x + length * 0.4, y: from.y }, await loose.port('out', 'out'))
  await hand.expectEdges(['Start by out to Write', 'Loose by out to Keep it', 'Keep it by approved to Done'])
  await app.page.keyboard.press('Control+z')
  await hand.expectEdges(DRAWN)
  await hand.drag({ x: to.x - length * 0.4, y: to.y }, await loose.port('in', 'in'))
  await hand.expectEdges(['Start by out to Write', 'Write by out to Loose', 'Keep it by approved to Done'])
})

test('several nodes are boxed, lined up, and brought back by one undo', async ({ app }) => {
  const { page } = app
  const hand = new Gestures(page)
  const [write, loose, ok] = [app.node('Write'), app.node('Loose'), app.node('Keep it')]
  const [first, last] = [await write.place(), await loose.place()]
  // The box only touches them.
  await hand.drag({ x: first.x + 40, y: first.y - 20 }, { x: last.x + 60, y: last.y + 8 })
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(2)
  await ok.press('Shift')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(3)

  const bar = page.getByRole('toolbar', { name: 'Selection' })
  await bar.getByRole('button', { name: 'Align left' }).click()
  await expect.poll(async () => (await ok.place()).x).toBe(first.x)
  expect((await loose.place()).x).toBe(first.x)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await ok.place()).x).toBeGreaterThan(first.x + 100)

  const panel = app.inspector.getByRole('region', { name: 'Selection' })
  await expect(panel.getByRole('heading', { name: '3 nodes' })).toBeVisible()
  await panel.getByRole('button', { name: /^Disable/ }).click()
  await expect(page.locator('.node.look-disabled')).toHaveCount(3)
  await panel.getByRole('button', { name: /^Enable/ }).click()
  await ok.box.click({ position: { x: 40, y: 12 } })
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(1)

  await page.keyboard.press('Control+a')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(5)
  await page.keyboard.press('i')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(0)
})

test('a remark is written where it stands, and keeps its colour in the file', async ({ app, home }) => {
  const { page } = app
  await app.node('Done').select()
  await page.keyboard.press('n')
  await page.getByLabel('Note', { exact: true }).fill('## Careful\nThis is *slow*')
  await page.keyboard.press('Escape')
  const note = page.locator('.react-flow__node').filter({ has: page.getByRole('heading', { name: 'Careful' }) })
  await expect(note.locator('em')).toHaveText('slow')
  await note.click({ button: 'right' })
  await page.getByRole('menuitemradio', { name: 'amber' }).click()
  await app.save()

  const { nodes, layout } = JSON.parse(home.read('workflows/review.flow.json'))
  expect(nodes.at(-1)).toEqual({ id: 'note', kind: 'note', config: { text: '## Careful\nThis is *slow*' } })
  expect(layout.note).toMatchObject({ color: 'amber' })
})

test('in a large graph what is selected out of sight goes along with a drag, and is let go by the next click', async ({
  app,
  home,
}) => {
  const { page } = app
  const ids = Array.from({ length: 200 }, (_, index) => `n${index + 1}`)
  const nodes = ids.map((id, index) => ({ id, kind: 'transform', title: `Step ${index + 1}`, config: { value: '1' } }))
  const layout = Object.fromEntries(ids.map((id, index) => [id, [(index % 10) * 240, Math.floor(index / 10) * 96]]))
  const large = { format: 'slashflow/1', name: 'large', nodes, edges: [], layout }
  home.write('workflows/large.flow.json', JSON.stringify(large))
  await app.openCommand('large')
  // All of it is too small for titles; the selected one is then seen in its own size.
  await page.locator('.react-flow__node[data-id=n1]').click()
  await page.keyboard.press('2')
  const first = app.node('Step 1')
  await expect(first.box).toBeVisible()
  await expect(page.locator('.react-flow__node[data-id=n200]')).toHaveCount(0)
  await page.keyboard.press('Control+a')
  const second = app.node('Step 2')
  await expect(second.box.locator('.selected')).toBeVisible()
  const from = await first.place()
  await new Gestures(page).drag({ x: from.x + 40, y: from.y + 12 }, { x: from.x + 88, y: from.y + 60 })
  await app.save()
  const { layout: moved } = JSON.parse(home.read('workflows/large.flow.json'))
  const [right, down] = moved.n1
  expect(right).toBeGreaterThan(0)
  expect(moved).toEqual(
    Object.fromEntries(Object.entries(layout).map(([id, [x = 0, y = 0]]) => [id, [x + right, y + down]])),
  )

  const corner = await first.place()
  await page.mouse.click(corner.x - 20, corner.y - 20)
  await expect(second.box.locator('.selected')).toHaveCount(0)
  await second.box.click()
  await page.keyboard.press('Delete')
  await expect(second.box).toHaveCount(0)
  await app.save()
  expect(JSON.parse(home.read('workflows/large.flow.json')).nodes).toHaveLength(199)
})
