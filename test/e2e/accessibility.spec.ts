/** axe finds nothing, on every screen, dark and light. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import { ROOT } from '#test/support/home.ts'
import { ASKS_REVIEW, REVIEW } from '#test/support/reviewing-model.ts'
import { expectAccessibleInBothThemes } from './accessible.ts'
import { test } from './app-test.ts'

/** What lies below it was looked at before. */
const DIALOG = '[role="dialog"]'

/** By the palette, which lists every action. */
async function perform(app: AppUnderTest, action: string): Promise<void> {
  await app.page.keyboard.press('Control+k')
  await app.page.keyboard.type(action)
  await app.page.keyboard.press('Enter')
}

test('axe finds nothing while editing', async ({ app, home, repository }) => {
  home.settings({ theme: 'system', workspace: repository.folder })
  await app.open()
  await expect(app.edges.first()).toBeVisible()
  await expectAccessibleInBothThemes(app, 'the canvas, a command selected')
  for (const title of ['Diff', 'Review', 'Changed?', 'Keep it?']) {
    await app.node(title).select()
    await expect(app.inspector.getByRole('heading', { name: title })).toBeVisible()
    await expect(app.inspector.getByLabel('Title')).toBeVisible()
    await expectAccessibleInBothThemes(app, `the settings of ${title}`, '.inspector')
  }
  await app.page.getByRole('button', { name: 'Add a node' }).click()
  await expectAccessibleInBothThemes(app, 'the palette of nodes')
  await app.page.keyboard.press('Escape')
  await app.page.getByRole('tab', { name: /^Problems/ }).click()
  await expectAccessibleInBothThemes(app, 'the problems')
})

test('axe finds nothing in the machine, the search and the versions of a command', async ({ app, home }) => {
  home.settings({ theme: 'system' })
  await app.open()
  await app.node('Diff').select()
  await app.inspector.getByRole('tab', { name: 'Machine' }).click()
  await expect(app.inspector.getByRole('button', { name: 'running' }).first()).toBeVisible()
  await expectAccessibleInBothThemes(app, 'the machine of a node', '.inspector')
  await app.page.keyboard.press('Control+Alt+f')
  await app.page.keyboard.type('review')
  await expect(app.page.getByRole('list', { name: 'Found' })).toBeVisible()
  await expectAccessibleInBothThemes(app, 'search and replace')
  await app.page.keyboard.press('Escape')
  await app.node('Diff').rename('Difference')
  await app.save()
  await app.node('Difference').rename('Changes')
  await perform(app, 'Versions and changes')
  await expect(app.page.getByRole('list', { name: 'Versions' }).getByRole('listitem').first()).toBeVisible()
  await expectAccessibleInBothThemes(app, 'the versions and what changed')
})

test('axe finds nothing while a run streams, waits and has ended', async ({ app, home, model, repository }) => {
  home.settings({ theme: 'system', workspace: repository.folder })
  const stream = model.hold(ASKS_REVIEW)
  await app.open({ model })
  await app.run('/pr-review base=main')
  await stream.write(REVIEW)
  await app.node('Review').expectState('streaming')
  await expectAccessibleInBothThemes(app, 'a run that streams')
  await stream.finish()
  await app.approval('Keep it?').expectProposes(REVIEW)
  await expectAccessibleInBothThemes(app, 'a card on its node')
  await app.approval('Keep it?').card.getByRole('button', { name: 'Reject' }).click()
  await expectAccessibleInBothThemes(app, 'a card with its feedback')
  await app.node('Review').select()
  await expectAccessibleInBothThemes(app, 'the run of a node', '.inspector')
  await app.sidebar.getByRole('button', { name: 'Needs you 1 waiting' }).click()
  await expectAccessibleInBothThemes(app, 'the inbox')
  await app.page.keyboard.press('Escape')
  await app.stop()
  await app.transcript.expectEnded('Stopped')
  await expectAccessibleInBothThemes(app, 'a stopped run')
  await app.sidebar.getByRole('button', { name: /^Runs/ }).click()
  await expect(app.page.getByRole('row')).toHaveCount(2)
  await expectAccessibleInBothThemes(app, 'the list of runs')
})

test('a screen reader hears what is wrong with a field, by which port a node follows, and each answer once', async ({
  app,
  home,
  model,
  repository,
}) => {
  home.settings({ workspace: repository.folder })
  const stream = model.hold(ASKS_REVIEW)
  await app.open({ model })
  await app.node('Diff').select()
  const program = app.setting('Program')
  await program.fill('{{ nodes.nowhere.text }}')
  await expect(program).toHaveAccessibleDescription(/There is no node "nowhere"/)
  await expect(program).toHaveAttribute('aria-placeholder', '')
  const announced = app.page.locator('.canvas-frame > p[role="status"].visually-hidden')
  await expect(announced).toContainText('Error. Diff: There is no node "nowhere"')
  await app.page.keyboard.press('Escape')
  await app.page.keyboard.press('Control+z')
  await app.node('Keep it?').select()
  await app.page.keyboard.press('Tab')
  await expect(app.page.getByRole('dialog', { name: 'Add what comes next: timeout' })).toBeVisible()
  await app.page.keyboard.press('Escape')

  await app.run('/pr-review base=main')
  const told = app.page.locator('.bottom-panel').getByRole('status')
  await stream.write(REVIEW.slice(0, 20))
  await app.node('Review').expectState('streaming')
  await stream.finish(REVIEW.slice(20))
  await expect(told).toContainText('asks: Keep this review?')
  await expect(app.transcript.log).toHaveAttribute('aria-live', 'off')
})

test('a screen reader hears how a run ended that was over before the window could read it', async ({ app, home }) => {
  const [nodes, edges] = [[{ id: 'start', kind: 'start' }], []]
  home.write('workflows/quick.flow.json', JSON.stringify({ format: 'slashflow/1', name: 'quick', nodes, edges }))
  await app.open()
  await app.run('/quick')
  await expect(app.page.locator('.bottom-panel').getByRole('status')).toContainText('The run succeeded.')
})

test('nothing moves where the system asks for less motion: no mark turns, and the view jumps', async ({
  app,
  home,
  model,
  repository,
}) => {
  home.settings({ workspace: repository.folder })
  const stream = model.hold(ASKS_REVIEW)
  await app.open({ model })
  await app.page.emulateMedia({ reducedMotion: 'reduce' })
  await app.run('/pr-review base=main')
  await stream.write(REVIEW)
  await app.node('Review').expectState('streaming')
  const moving = () => {
    const lasting = ({ effect }: Animation) => Number(effect?.getComputedTiming().duration ?? 0) > 1
    return document.getAnimations().filter((each) => each.playState === 'running' && lasting(each)).length
  }
  expect(await app.page.evaluate(moving)).toBe(0)

  const view = app.page.locator('.react-flow__viewport')
  await view.evaluate((element) => {
    const seen = Object.assign(window, { places: 0 }) // read again below
    new MutationObserver(() => {
      seen.places += 1
    }).observe(element, { attributeFilter: ['style'] })
  })
  const zoom = app.page.getByRole('button', { name: /^Zoom, / })
  const before = (await zoom.textContent()) ?? ''
  await app.page.locator('.canvas-frame').focus()
  await app.page.keyboard.press('+')
  await expect(zoom).not.toHaveText(before)
  const placesAfter = (frames: number): Promise<number> =>
    app.page.evaluate(async (left) => {
      for (let frame = 0; frame < left; frame += 1) await new Promise(requestAnimationFrame)
      return (window as unknown as { places: number }).places // counted above
    }, frames)
  expect(await placesAfter(12)).toBe(1)
  await stream.finish()
})

test('axe finds nothing in dialogs and lists', async ({ app, home }) => {
  home.settings({ theme: 'system' })
  await app.open()
  await app.bar.type('/')
  await expect(app.bar.completions.first()).toBeVisible()
  await expectAccessibleInBothThemes(app, 'the completions')
  await app.run('/nowhere')
  await expect(app.bar.refusal).toBeVisible()
  await expectAccessibleInBothThemes(app, 'a refusal')
  await app.page.keyboard.press('Control+k')
  await expectAccessibleInBothThemes(app, 'the palette', DIALOG)
  await app.page.keyboard.press('Escape')
  await app.bar.field.fill('/pr-review')
  await app.page.getByRole('button', { name: 'Fill in its form' }).click()
  await expectAccessibleInBothThemes(app, 'the form of a command', DIALOG)
  await app.page.keyboard.press('Escape')
  await app.page.getByRole('button', { name: 'New command' }).click()
  await expectAccessibleInBothThemes(app, 'a new command', DIALOG)
  await app.page.keyboard.press('Escape')
  await perform(app, 'Import a command…')
  const dialog = app.page.getByRole('dialog', { name: 'Import a command' })
  await dialog.getByRole('textbox').fill('{ "format": "slashflow/9" }')
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expectAccessibleInBothThemes(app, 'what cannot be imported', DIALOG)
  await dialog.getByRole('textbox').fill(readFileSync(join(ROOT, 'workflows/pr-review.flow.json'), 'utf8'))
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(app.page.getByRole('region', { name: 'What it can do' })).toBeVisible()
  await expectAccessibleInBothThemes(app, 'an import and what it can do', DIALOG)
  await app.page.keyboard.press('Escape')
  await app.workspaceButton.click()
  await expectAccessibleInBothThemes(app, 'the choice of a folder', DIALOG)
  await app.page.keyboard.press('Escape')
  await app.openSettings()
  await expectAccessibleInBothThemes(app, 'the settings', DIALOG)
})
