/** Old runs: what is kept is set, what is too old is removed when a person says so, and what was removed says so. */
import { expect } from '@playwright/test'
import { openDatabase } from '#main/engine/log/database.ts'
import { expectAccessible } from './accessible.ts'
import { test } from './app-test.ts'

const QUICK = JSON.stringify({
  format: 'slashflow/1',
  name: 'quick',
  parameters: [{ name: 'word', type: 'string', default: 'hello' }],
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'done', kind: 'end', config: { result: '{{ args.word }}' } },
  ],
  edges: [{ from: 'start', to: 'done' }],
})

test('runs that are too old are removed after a question, and show what is left of them', async ({ app, home }) => {
  home.write('workflows/quick.flow.json', QUICK)
  await app.open()
  await app.run('/quick word=first')
  await app.transcript.expectEnded('Succeeded')
  await app.run('/quick word=second')
  await expect(app.bar.field).toHaveValue('')
  await expect(app.recentRuns).toHaveCount(2)
  await app.transcript.expectEnded('Succeeded')
  await app.close()
  const { database } = openDatabase(home.folder, 'test')
  database.exec("update run set ended_at = '2020-01-01T00:00:00.000Z' where key = 1")
  database.close()

  await app.open()
  const settings = await app.openSettings()
  const remove = settings.dialog.getByRole('button', { name: 'Remove old runs now…' })
  await expect(remove).toBeDisabled()
  await settings.history({ days: '30' })
  await remove.click()
  const question = app.page.getByRole('dialog', { name: 'Remove old runs?' })
  await expect(question).toContainText('What 1 old run did')
  await question.getByRole('button', { name: 'Remove 1' }).click()
  await expect(settings.dialog.getByRole('status')).toContainText('Removed the events of 1 old run')
  await expectAccessible(app, 'the settings')
  await settings.close()

  await app.recentRuns.nth(1).click()
  await expect(app.page.getByRole('heading', { name: '/quick', level: 1 })).toBeVisible()
  const main = app.page.getByRole('main')
  await expect(main).toContainText('Succeeded')
  await expect(main).toContainText('first')
  await expect(main).toContainText(/events of this run were removed on .* Its summary is kept/)
  await expect(app.page.getByText('This run cannot be shown')).toHaveCount(0)
  await expectAccessible(app, 'a run that was removed')
  // The keys of a graph that is not there do not wait for it.
  for (const key of ['Control+a', 'Delete']) await app.page.keyboard.press(key)
  await app.page.getByRole('radio', { name: 'Edit' }).click()
  await app.node('Start').select()
  await expect(app.page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await app.recentRuns.nth(0).click()
  await app.node('Start').expectState('done')
})
