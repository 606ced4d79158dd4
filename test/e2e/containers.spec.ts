/** Containers on the canvas: nodes go into them and out of them, and the file says so. */
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import type { Home } from '#test/support/home.ts'
import { ContainerOnCanvas } from '#test/support/window/container-on-canvas.ts'
import { NodePalette } from '#test/support/window/palette.ts'
import { test } from './app-test.ts'

const MODIFIER = 'Control'

interface Saved {
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly parent?: string }[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
  readonly layout: Readonly<Record<string, unknown>>
}

const nested = (name: string): string =>
  JSON.stringify({
    format: 'slashflow/1',
    name,
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'read', kind: 'transform', title: 'Read', config: { value: '1' } },
      { id: 'all', kind: 'each', title: 'Each file', config: { items: '{{ [1, 2] }}' } },
      { id: 'explain', kind: 'transform', parent: 'all', title: 'Explain', config: { value: '{{ item }}' } },
      { id: 'check', kind: 'transform', parent: 'all', title: 'Check', config: { value: '{{ nodes.explain }}' } },
      { id: 'done', kind: 'end' },
    ],
    edges: [
      { from: 'start', to: 'read' },
      { from: 'read', to: 'all' },
      { from: 'explain', to: 'check' },
      { from: 'all', to: 'done' },
    ],
    layout: {
      start: [0, 0],
      read: [96, 160],
      all: { at: [320, 0], size: [480, 320] },
      explain: [24, 56],
      check: [240, 56],
      done: [880, 0],
    },
  })

async function openFiles(app: AppUnderTest, home: Home): Promise<void> {
  home.write('workflows/files.flow.json', nested('files'))
  await app.open()
  await app.openCommand('files')
}

test('a kind dropped into a container becomes its child, and what is added beside it stays there', async ({
  app,
  home,
}) => {
  await openFiles(app, home)
  const all = new ContainerOnCanvas(app.page, 'Each file')
  await new NodePalette(app.page).drag('Prompt', await all.inside(120, 220))
  await expect(app.node('Prompt').box).toBeVisible()
  await app.save()

  const saved: Saved = JSON.parse(home.read('workflows/files.flow.json'))
  expect(saved.nodes.find((node) => node.id === 'prompt')).toMatchObject({ kind: 'prompt', parent: 'all' })
})

test('the first node of an empty container stands at its upper left, wherever it was asked for', async ({
  app,
  home,
}) => {
  await openFiles(app, home)
  for (const title of ['Explain', 'Check']) {
    await app.node(title).select()
    await app.page.keyboard.press('Delete')
  }
  await app.page.getByText('add one').click()
  await app.page.keyboard.type('prompt')
  await app.page.keyboard.press('Enter')
  await expect(app.node('Prompt').box).toBeFocused()
  await app.save()
  const { layout } = JSON.parse(home.read('workflows/files.flow.json')) as { layout: Record<string, unknown> } // as it is written
  expect(layout).toMatchObject({ all: { at: [320, 0], size: [480, 320] }, prompt: [24, 56] })
})

test('a node dragged into a container changes its parent; the edges that would cross are named, and undo brings all back', async ({
  app,
  home,
}) => {
  await openFiles(app, home)
  const all = new ContainerOnCanvas(app.page, 'Each file')
  await all.take(app.node('Read'), 140, 210)

  await expect(
    app.page.getByText(/Moved Read into Each file\. .*2 edges went: Start → Read, Read → Each file/),
  ).toBeVisible()
  await expect(app.edges).toHaveCount(2)
  await app.page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(app.edges).toHaveCount(4)

  await all.take(app.node('Read'), 140, 210)
  await app.save()
  const saved: Saved = JSON.parse(home.read('workflows/files.flow.json'))
  expect(saved.nodes.find((node) => node.id === 'read')).toMatchObject({ parent: 'all' })
  expect(saved.edges).toEqual([
    { from: 'explain', to: 'check' },
    { from: 'all', to: 'done' },
  ])
})

test('each container that takes one of several dragged nodes is marked', async ({ app, home }) => {
  const held = (id: string, title: string) => ({ id, kind: 'each', title, config: { items: '{{ [1] }}' } })
  const loose = (id: string, title: string) => ({ id, kind: 'transform', title, config: { value: '1' } })
  const nodes = [held('up', 'Upper'), held('low', 'Lower'), loose('one', 'One'), loose('two', 'Two')]
  const size = [320, 160]
  const layout = { up: { at: [240, 0], size }, low: { at: [240, 200], size }, one: [0, 40], two: [0, 240] }
  const two = { format: 'slashflow/1', name: 'two', nodes, edges: [], layout }
  home.write('workflows/two.flow.json', JSON.stringify(two))
  await app.open()
  await app.openCommand('two')
  await app.node('One').select()
  await app.node('Two').press('Shift')
  const release = await app.node('Two').holdBy(280, 30)
  for (const title of ['Upper', 'Lower']) await expect(app.node(title).box.locator('.drop-ring')).toBeAttached()
  await release()
  await app.save()
  const { nodes: saved }: Saved = JSON.parse(home.read('workflows/two.flow.json'))
  expect(saved.map(({ parent }) => parent)).toEqual([undefined, undefined, 'up', 'low'])
})

test('a child dragged out stands where it was let go, outside', async ({ app, home }) => {
  await openFiles(app, home)
  await app.node('Check').dragBy(0, 260)
  await app.save()

  const saved: Saved = JSON.parse(home.read('workflows/files.flow.json'))
  expect(saved.nodes.find((node) => node.id === 'check')).not.toHaveProperty('parent')
  expect(saved.edges).not.toContainEqual({ from: 'explain', to: 'check' })
  // It had 240 of the container's own 320.
  expect(saved.layout.check).toEqual([560, expect.any(Number)])
})

test('an edge over the border is refused with what to join instead', async ({ app, home }) => {
  await openFiles(app, home)
  const [from, to] = [await app.node('Check').port('out', 'out'), await app.node('Done').port('in', 'in')]
  await app.page.mouse.move(from.x, from.y)
  await app.page.mouse.down()
  await app.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2)
  await app.page.mouse.move(to.x, to.y)
  await app.page.mouse.up()

  await expect(app.page.getByText('Check stands in Each file. Join Each file itself.')).toBeVisible()
  await expect(app.edges).toHaveCount(4)
})

test('a deleted container takes its children along and says how many', async ({ app, home }) => {
  await openFiles(app, home)
  await app.node('Each file').select()
  await app.page.keyboard.press('Delete')

  await expect(app.page.getByText('Deleted Each file with the 2 nodes inside.')).toBeVisible()
  await expect(app.nodeTitles).toHaveText(['Start', 'Read', 'Done'])
  await app.page.keyboard.press(`${MODIFIER}+z`)
  await expect(app.nodeTitles).toHaveCount(6)
})

test('a copied container has children of its own', async ({ app, home }) => {
  await openFiles(app, home)
  await app.node('Each file').select()
  await app.page.keyboard.press(`${MODIFIER}+d`)
  await expect(app.nodeTitles).toHaveCount(9)
  await app.save()

  const saved = JSON.parse(home.read('workflows/files.flow.json'))
  expect(saved.nodes.find((node: { id: string }) => node.id === 'check_2')).toMatchObject({
    parent: 'all_2',
    config: { value: '{{ nodes.explain_2 }}' },
  })
  expect(saved.layout.check_2).toEqual(saved.layout.check)
})

test('a selection is wrapped and unwrapped without losing what joins it', async ({ app, home }) => {
  await openFiles(app, home)
  await app.node('Read').select()
  await app.page.keyboard.press(`${MODIFIER}+g`)
  await expect(app.node('Group').box).toBeVisible()
  await app.save()
  const wrapped: Saved = JSON.parse(home.read('workflows/files.flow.json'))
  expect(wrapped.nodes.find((node) => node.id === 'read')).toMatchObject({ parent: 'group' })
  expect(wrapped.edges).toContainEqual({ from: 'start', to: 'group' })

  await app.page.keyboard.press(`${MODIFIER}+Shift+g`)
  await expect(app.node('Group').box).toHaveCount(0)
  await app.save()
  const again: Saved = JSON.parse(home.read('workflows/files.flow.json'))
  expect(again.edges).toEqual(JSON.parse(nested('files')).edges)
  expect(again.layout.read).toEqual([96, 160])
})

test('a container is made larger by its corner, folds to a token, and keeps its size', async ({ app, home }) => {
  await openFiles(app, home)
  const all = new ContainerOnCanvas(app.page, 'Each file')
  await app.node('Each file').select()
  await all.pullCorner(40, 40)
  await app.page.keyboard.press(`${MODIFIER}+.`)
  await expect(app.nodeTitles).toHaveText(['Start', 'Read', 'Each file', 'Done'])
  await app.save()

  const { layout } = JSON.parse(home.read('workflows/files.flow.json'))
  expect(layout.all).toMatchObject({ at: [320, 0], collapsed: true })
  expect(layout.all.size[0]).toBeGreaterThan(480)
  await app.page.keyboard.press(`${MODIFIER}+.`)
  await expect(app.node('Check').box).toBeVisible()
})

test('the way back that an edit offers goes with the next edit, and its words with the edit itself', async ({
  app,
  home,
}) => {
  await openFiles(app, home)
  const told = app.page.getByText(/^Deleted Each file with/)
  const undo = app.page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' })
  await app.node('Each file').select()
  await app.page.keyboard.press('Delete')
  await expect(told).toBeVisible()
  await undo.click()
  await expect(app.node('Each file').box).toBeVisible()
  await expect(told).toHaveCount(0)

  await app.node('Each file').select()
  await app.page.keyboard.press('Delete')
  await expect(undo).toBeVisible()
  await app.node('Read').select()
  await app.page.keyboard.press('d')
  await expect(undo).toHaveCount(0)
  await expect(told).toBeVisible()
})

test('a breakpoint is set by its key, shown on the node, and remembered', async ({ app, home }) => {
  await openFiles(app, home)
  await app.node('Explain').select()
  await app.page.keyboard.press('F9')
  await expect(app.node('Explain').box).toHaveAttribute('aria-label', /has a breakpoint/)
  await app.page.reload()
  await expect(app.node('Explain').box).toHaveAttribute('aria-label', /has a breakpoint/)
})
