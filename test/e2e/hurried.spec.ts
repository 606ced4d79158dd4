/** What is done faster than the window is answered: nothing of it is lost, and nothing is done twice. */
import { expect } from '@playwright/test'
import { pressAtOnce } from '#test/support/window/press-at-once.ts'
import { test } from './app-test.ts'

const ENTER = { key: 'Enter' }
const RUN = { key: 'Enter', ctrl: true }

test('saved and run at once, a bundled command runs as one’s own; its form, sent twice, is one run', async ({
  app,
}) => {
  await app.open()
  await app.openCommand('hello')
  await app.node('Greet').rename('Greeting')
  await pressAtOnce(app.page, [{ key: 's', ctrl: true }, RUN, { ...RUN, repeat: true }])
  const form = app.page.getByRole('dialog', { name: 'Run /hello' })
  await expect(form.getByLabel('name')).toBeFocused()
  await pressAtOnce(app.page, [{ ...RUN, repeat: true }])
  await expect(form).toBeVisible()
  await pressAtOnce(app.page, [ENTER, ENTER])

  await app.approval('Keep it?').card.getByRole('button', { name: 'Approve' }).click()
  await app.transcript.expectEnded('Succeeded')
  await expect(app.node('Greeting').box).toBeVisible()
  await expect(app.recentRuns).toHaveCount(1)
})

test('a node that is asked for twice is tried once', async ({ app, home }) => {
  home.write(
    'workflows/tried.flow.json',
    JSON.stringify({
      format: 'slashflow/1',
      name: 'tried',
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'two', kind: 'transform', title: 'Two', config: { value: '{{ 2 }}' } },
      ],
      edges: [{ from: 'start', to: 'two' }],
    }),
  )
  await app.open()
  await app.openCommand('tried')
  await app.node('Two').select()
  await app.inspector.getByRole('button', { name: 'Run up to this node' }).dblclick()
  await app.transcript.expectEnded('Succeeded')
  await expect(app.recentRuns).toHaveCount(1)
})
