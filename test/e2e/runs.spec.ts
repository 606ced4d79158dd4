/** Runs: the list, a past one on the canvas as it ended, what needs a person, and files that nobody trusted. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { refuses } from '#test/support/model-server.ts'
import { REVIEW } from '#test/support/reviewing-model.ts'
import { test } from './app-test.ts'

test('the run list opens a past run on the canvas as it ended', async ({ app, home, model, repository }) => {
  home.write('workflows/fails.flow.json', failing)
  await app.open({ model, workspace: repository.folder })
  await app.run('/fails')
  await app.transcript.expectEnded('Failed')
  await app.run('/pr-review base=main')
  await app.approval('Keep it?').expectProposes(REVIEW)

  await app.sidebar.getByRole('button', { name: /^Runs/ }).click()
  const rows = app.page.getByRole('row')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1)).toContainText('/pr-review')
  await expect(rows.nth(1).getByRole('img', { name: 'Needs you' })).toBeVisible()
  // By what a node gave, which no row shows.
  const search = app.page.getByRole('searchbox', { name: 'Search runs' })
  await search.fill('merge it after TWO fixes')
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText('Merge it after two fixes')
  await search.fill('')
  await expect(rows).toHaveCount(3)
  await app.page.getByLabel('Status').selectOption('Failed')
  await expect(rows).toHaveCount(2)
  await rows.nth(1).click()

  await app.node('Ask').expectState('failed')
  await app.node('After').expectIdle()
  await app.transcript.expectEnded('Failed')
  await app.transcript.expectSaid('Out of order')

  rmSync(home.path('workflows/fails.flow.json'))
  await expect(app.page.getByText('The file was deleted on disk.')).toBeVisible()
  await app.sidebar.getByRole('button', { name: /^Runs/ }).click()
  await rows.filter({ hasText: '/fails' }).click()
  await app.node('Ask').expectState('failed')
  // In the middle, though the list before it had the inspector's room too.
  await expect.poll(() => fromMiddle(app.page)).toBeLessThan(24)
})

/** Pixels between the middle of the graph and that of the canvas. */
function fromMiddle(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector('.canvas')?.getBoundingClientRect() ?? new DOMRect()
    const nodes = [...document.querySelectorAll('.react-flow__node')].map((node) => node.getBoundingClientRect())
    const left = Math.min(...nodes.map((node) => node.left))
    const right = Math.max(...nodes.map((node) => node.right))
    return Math.abs((left + right) / 2 - (canvas.left + canvas.right) / 2)
  })
}

test('what needs a person is counted, and the inbox leads to its node', async ({ app, model, repository }) => {
  await app.open({ model, workspace: repository.folder })
  await app.run('/pr-review base=main')
  await app.approval('Keep it?').expectProposes(REVIEW)
  await app.openCommand('hello')

  await expect(app.sidebar.getByRole('status')).toHaveText('Needs you: 1 waiting')
  await app.sidebar.getByRole('button', { name: 'Needs you 1 waiting' }).click()
  await app.page
    .getByRole('dialog', { name: 'Needs you' })
    .getByRole('button', { name: /Keep this review/ })
    .press('Enter')
  await expect(app.node('Keep it?').box).toBeFocused()
  await app.approval('Keep it?').approve()

  await app.transcript.expectEnded('Succeeded')
  await expect(app.sidebar.getByRole('status')).toHaveText('')
})

test('every effect of a workspace’s command asks, until its content is trusted', async ({ app, repository }) => {
  repository.write('.slashflow/touch.flow.json', touching)
  await app.open({ workspace: repository.folder })
  await app.openCommand('touch')
  await expect(app.page.getByRole('main')).toContainText('Not trusted yet')
  await app.run('/touch')

  await expect(app.node('Touch').box.getByRole('group', { name: /^Approval: / })).toContainText('touched')
  expect(existsSync(join(repository.folder, 'touched'))).toBe(false)
  await app.approval('Touch').approve()
  await app.transcript.expectEnded('Succeeded')
  expect(existsSync(join(repository.folder, 'touched'))).toBe(true)

  await app.page.getByRole('button', { name: 'What it can do…' }).click()
  const question = app.page.getByRole('dialog', { name: 'What this command can do' })
  await expect(question).toContainText('touch')
  await question.getByRole('button', { name: 'Trust this content' }).click()
  await expect(app.page.getByRole('button', { name: 'What it can do…' })).toHaveCount(0)
  await app.run('/touch')
  await expect(app.recentRuns).toHaveCount(2)
  await app.transcript.expectEnded('Succeeded')
  await expect(app.transcript.log).not.toContainText('Approved by you')
})

test('a question is answered in a form on its node', async ({ app, home }) => {
  home.write('workflows/ask-me.flow.json', asking)
  await app.open()
  await app.run('/ask-me')

  const card = app.node('Where?').box.getByRole('group', { name: /^Question: / })
  await card.getByLabel('City').fill('Bergen')
  await card.getByRole('button', { name: 'Send' }).click()
  await app.transcript.expectEnded('Succeeded')
  await app.transcript.expectSaid('Bergen')
})

test('a model that is asked again says so on its node, and Stop ends the waiting', async ({ app, home, model }) => {
  home.write(
    'workflows/retries.flow.json',
    failing
      .replace('"fails"', '"retries"')
      .replace('"title":"Ask"', '"title":"Ask","retry":{"attempts":2,"delay":"1h"}'),
  )
  await app.open({ model })
  await app.run('/retries')

  await app.node('Ask').expectState('retrying')
  await app.stop()
  await app.transcript.expectEnded('Stopped')
})

test.beforeEach(({ model }) => void model.answer('fail', refuses(500, 'Out of order')))

const failing = JSON.stringify({
  format: 'slashflow/1',
  name: 'fails',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'ask', kind: 'prompt', title: 'Ask', config: { prompt: 'fail' } },
    { id: 'after', kind: 'transform', title: 'After', config: { value: '1' } },
  ],
  edges: [
    { from: 'start', to: 'ask' },
    { from: 'ask', to: 'after' },
  ],
})

const touching = JSON.stringify({
  format: 'slashflow/1',
  name: 'touch',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'touch', kind: 'shell', title: 'Touch', config: { command: 'touch', args: ['touched'] }, approve: 'never' },
  ],
  edges: [{ from: 'start', to: 'touch' }],
})

const asking = JSON.stringify({
  format: 'slashflow/1',
  name: 'ask-me',
  nodes: [
    { id: 'start', kind: 'start' },
    {
      id: 'where',
      kind: 'ask',
      title: 'Where?',
      config: { title: 'Where to?', fields: [{ name: 'city', title: 'City', type: 'string' }] },
    },
  ],
  edges: [{ from: 'start', to: 'where' }],
})
