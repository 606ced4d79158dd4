/** The main job, sentence by sentence: draw a slash command, run it, watch it, stop it, approve it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { Workflow } from '#shared/workflow/workflow.ts'
import { ROOT } from '#test/support/home.ts'
import { promptOf } from '#test/support/model-server.ts'
import { ASKS_REVIEW, REVIEW, SHORT_REVIEW } from '#test/support/reviewing-model.ts'
import { test } from './app-test.ts'

const bundled = Workflow.parse(JSON.parse(readFileSync(join(ROOT, 'workflows/pr-review.flow.json'), 'utf8')))

test('the first start opens /pr-review, drawn as a graph', async ({ app }) => {
  await app.open()

  await expect(app.tab('/pr-review')).toHaveAttribute('aria-selected', 'true')
  await expect(app.nodeTitles).toHaveText(bundled.nodes.map(({ title }) => title ?? 'Start'))
  await expect(app.edges).toHaveCount(bundled.edges.length)
  await expect(app.sidebar.getByText('Choose a folder')).toBeVisible()

  const ahead = await app.page
    .locator('link[rel=modulepreload], link[rel=preload]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')).join(' '))
  for (const part of ['draw', 'canvas', 'inspector', 'inter-latin', 'jetbrains-mono-latin'])
    expect(ahead, 'fetched while the first script runs').toContain(`/${part}-`)
})

test('a review streams onto its node and into the transcript as it arrives, and is written once it is approved', async ({
  app,
  model,
  repository,
}) => {
  const stream = model.hold(ASKS_REVIEW)
  await app.open({ model })
  await app.chooseWorkspace(repository.folder)
  await app.bar.type('/pr-review base=main')
  await app.page.keyboard.press('Enter')

  await app.node('Diff').expectState('done')
  const asked = promptOf(await stream.asked)
  expect(asked).toContain('+export const discount')
  await stream.write('Merge it after')
  await app.node('Review').expectStreaming('Merge it after')
  await expect(app.transcript.entry('Review')).toContainText('Merge it after')
  await stream.write(' two fixes.')
  await app.node('Review').expectStreaming('Merge it after two fixes.')
  await expect(app.transcript.entry('Review')).toContainText('Merge it after two fixes.')
  await stream.finish(REVIEW.slice('Merge it after two fixes.'.length))
  await app.node('Review').expectState('done')

  expect(await app.transcript.table('By file and line')).toEqual([
    ['File', 'Line', 'Severity', 'Finding'],
    ['src/discount.ts', '1', 'high', '20 % multiplies by 20.'],
    ['src/price.ts', '1', 'medium', '1050 cents read as 10.5 €.'],
  ])

  const approval = app.approval('Keep it?')
  await approval.expectAsking('Keep this review?')
  await approval.expectInSight()
  await approval.expectProposes(REVIEW)
  expect(existsSync(join(repository.folder, 'review.md'))).toBe(false)
  await approval.edit((text) => text.replace('Merge it after two fixes.', 'Not yet.'))
  await approval.approve()

  await app.transcript.expectEnded('Succeeded')
  await approval.expectGone()
  await app.node('Save').expectState('done')
  expect(repository.read('review.md')).toBe(REVIEW.replace('Merge it after two fixes.', 'Not yet.'))
  await expect(app.transcript.log).toContainText('Approved by you, edited')
  await expect(app.transcript.log.getByText('Approved by you')).toHaveCount(1)
})

test('a rejected review is written again with what the person said', async ({ app, model, repository }) => {
  await app.open({ model, workspace: repository.folder })
  await app.run('/pr-review base=main')
  await app.approval('Keep it?').expectProposes(REVIEW)

  const again = model.hold('shorter')
  await app.approval('Keep it?').reject('shorter')
  expect(promptOf(await again.asked)).toContain(REVIEW)
  await app.approval('Keep it?').expectGone()
  await again.finish(SHORT_REVIEW)
  await app.approval('Keep it?').expectProposes(SHORT_REVIEW)
  await expect(app.transcript.entry('Review', 2)).toContainText('pass 2')
  await app.approval('Keep it?').approve()

  await app.transcript.expectEnded('Succeeded')
  expect(repository.read('review.md')).toBe(SHORT_REVIEW)

  await app.node('Review').select()
  await expect(app.inspector).toContainText('pass 2')
  await app.inspector.getByRole('button', { name: /^1 Done/ }).click()
  await expect(app.inspector.getByRole('status')).toContainText('Time 1 of 2')
  await expect(app.inspector).toContainText('Merge it after two fixes.')
  await expect(app.inspector).not.toContainText('pass 2')
})

test('Stop in mid-stream stops everything, and the run says what it stopped; Resume goes on', async ({
  app,
  model,
  repository,
}) => {
  const stream = model.hold(ASKS_REVIEW)
  await app.open({ model, workspace: repository.folder })
  await app.run('/pr-review base=main')
  await stream.write('Merge it')
  await app.node('Review').expectStreaming('Merge it')
  await app.node('Review').select()
  await expect(app.inspector.locator('.growing')).toContainText('Merge it')

  await app.stop()
  await stream.hungUp
  await app.transcript.expectEnded('Stopped')
  await expect(app.transcript.entries.last()).toContainText(/Review.* aborted in (?:\d+ ms|[\d.]+ s)\./)
  await app.node('Review').expectState('interrupted')
  await expect(app.bar.stopButton).toHaveCount(0)
  await expect(app.inspector).toContainText('Text so far')
  await expect(app.inspector.locator('.growing')).toHaveCount(0)

  await app.transcript.log.getByRole('button', { name: 'Resume' }).click()
  await app.approval('Keep it?').expectProposes(REVIEW)
  await app.approval('Keep it?').approve()
  await app.transcript.expectEnded('Succeeded')
})

test('an approval that waits is still there after the app was closed, and answering it finishes the run', async ({
  app,
  model,
  repository,
}) => {
  await app.open({ model, workspace: repository.folder })
  await app.run('/pr-review base=main')
  await app.approval('Keep it?').expectProposes(REVIEW)
  await app.reopen()

  await app.approval('Keep it?').expectAsking('Keep this review?')
  await app.approval('Keep it?').expectInSight()
  await app.approval('Keep it?').expectProposes(REVIEW)
  await app.approval('Keep it?').approve()
  await app.transcript.expectEnded('Succeeded')
  expect(repository.read('review.md')).toBe(REVIEW)
  expect(model.prompts(ASKS_REVIEW)).toHaveLength(1)
})

test('a stream that was cut by a kill begins again, and nothing of the run is lost', async ({
  app,
  model,
  repository,
}) => {
  const lost = model.hold(ASKS_REVIEW)
  await app.open({ model, workspace: repository.folder })
  await app.run('/pr-review base=main')
  await lost.write('Merge it')
  await app.node('Review').expectStreaming('Merge it')
  await app.place.kill()
  const stream = model.hold(ASKS_REVIEW)
  // The window shows the run that it showed.
  await app.open()
  await app.node('Diff').expectState('done')
  await stream.write('Once more')
  await app.node('Review').expectStreaming('Once more')
  await stream.finish()
  await app.approval('Keep it?').approve()
  await app.transcript.expectEnded('Succeeded')
  expect(repository.read('review.md')).toBe('Once more')
})

test('a branch without changes is said to have none', async ({ app, model, repository }) => {
  repository.git('switch', '--quiet', 'main')
  await app.open({ model, workspace: repository.folder })
  await app.run('/pr-review')

  await app.transcript.expectEnded('Succeeded')
  await app.transcript.expectSaid('No changes against main')
  expect(model.requests).toEqual([])
})
