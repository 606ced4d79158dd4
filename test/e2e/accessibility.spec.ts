/** axe finds nothing, on every screen, dark and light. */
import { expect } from '@playwright/test'
import { ASKS_REVIEW, REVIEW } from '#test/support/reviewing-model.ts'
import { expectAccessible } from './accessible.ts'
import { test } from './app-test.ts'

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing while editing (${theme})`, async ({ app, home, repository }) => {
    home.settings({ theme, workspace: repository.folder })
    await app.open()
    await expect(app.edges.first()).toBeVisible()
    await expectAccessible(app, 'the canvas, a command selected')
    for (const title of ['Diff', 'Review', 'Changed?', 'Keep it?', 'Save']) {
      await app.node(title).select()
      await expect(app.inspector.getByRole('heading', { name: title })).toBeVisible()
      await expect(app.inspector.getByLabel('Title')).toBeVisible()
      await expectAccessible(app, `the settings of ${title}`)
    }
    await app.page.getByRole('button', { name: 'Add a node' }).click()
    await expectAccessible(app, 'the palette of nodes')
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('tab', { name: /^Problems/ }).click()
    await expectAccessible(app, 'the problems')
  })

  test(`axe finds nothing while a run streams, waits and has ended (${theme})`, async ({
    app,
    home,
    model,
    repository,
  }) => {
    home.settings({ theme, workspace: repository.folder })
    const stream = model.hold(ASKS_REVIEW)
    await app.open({ model })
    await app.run('/pr-review base=main')
    await stream.write(REVIEW)
    await app.node('Review').expectState('streaming')
    await expectAccessible(app, 'a run that streams')
    await stream.finish()
    await app.approval('Keep it?').expectProposes(REVIEW)
    await expectAccessible(app, 'a card on its node')
    await app.approval('Keep it?').card.getByRole('button', { name: 'Reject' }).click()
    await expectAccessible(app, 'a card with its feedback')
    await app.node('Review').select()
    await expectAccessible(app, 'the run of a node')
    await app.sidebar.getByRole('button', { name: 'Needs you 1 waiting' }).click()
    await expectAccessible(app, 'the inbox')
    await app.page.keyboard.press('Escape')
    await app.stop()
    await app.transcript.expectEnded('Stopped')
    await expectAccessible(app, 'a stopped run')
    await app.sidebar.getByRole('button', { name: /^Runs/ }).click()
    await expect(app.page.getByRole('row')).toHaveCount(2)
    await expectAccessible(app, 'the list of runs')
  })

  test(`axe finds nothing in dialogs and lists (${theme})`, async ({ app, home }) => {
    home.settings({ theme })
    await app.open()
    await app.bar.type('/')
    await expect(app.bar.completions.first()).toBeVisible()
    await expectAccessible(app, 'the completions')
    await app.run('/nowhere')
    await expect(app.bar.refusal).toBeVisible()
    await expectAccessible(app, 'a refusal')
    await app.page.keyboard.press('Control+k')
    await expectAccessible(app, 'the palette')
    await app.page.keyboard.press('Escape')
    await app.bar.field.fill('/pr-review')
    await app.page.getByRole('button', { name: 'Fill in its form' }).click()
    await expectAccessible(app, 'the form of a command')
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('button', { name: 'New command' }).click()
    await expectAccessible(app, 'a new command')
    await app.page.keyboard.press('Escape')
    await app.workspaceButton.click()
    await expectAccessible(app, 'the choice of a folder')
    await app.page.keyboard.press('Escape')
    await app.openSettings()
    await expectAccessible(app, 'the settings')
  })
}
