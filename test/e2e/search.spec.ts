/** Search and replace in the graph, by the keyboard. */
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import { test } from './app-test.ts'

const sea = JSON.stringify({
  format: 'slashflow/1',
  name: 'sea',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'tides', kind: 'transform', title: 'Tides', config: { value: '{{ 1 }}' } },
    { id: 'waves', kind: 'transform', title: 'Waves', config: { value: '{{ nodes.tides.a & nodes.tides.b }}' } },
    { id: 'done', kind: 'end', config: { result: '{{ nodes.waves }}' } },
  ],
  edges: [
    { from: 'start', to: 'tides' },
    { from: 'tides', to: 'waves' },
    { from: 'waves', to: 'done' },
  ],
})

const bar = ({ page }: AppUnderTest) => page.getByRole('search', { name: 'Search in the graph' })
const found = (app: AppUnderTest) => bar(app).getByRole('status')

test.beforeEach(async ({ app, home }) => {
  home.write('workflows/sea.flow.json', sea)
  await app.open()
  await app.openCommand('sea')
  await expect(app.node('Waves').box).toBeVisible()
  await app.page.keyboard.press('Control+Alt+f')
  await expect(bar(app).getByLabel('Search for')).toBeFocused()
})

test('a regular expression replaces what it finds in references too, as one step that undo takes back', async ({
  app,
}) => {
  const { keyboard } = app.page
  await bar(app).getByRole('button', { name: 'Regular expression' }).click()
  await bar(app).getByLabel('Search for').fill('nodes\\.(\\w+)\\.')
  await expect(found(app)).toHaveText('2')
  await bar(app).getByLabel('Replace with').fill('nodes.$1.text.')
  await keyboard.press('Control+Enter')
  await expect(app.page.getByText('Replaced 2 matches.')).toBeVisible()
  await keyboard.press('Escape')
  await app.node('Waves').select()
  await expect(app.setting('Value')).toHaveText('{{ nodes.tides.text.a & nodes.tides.text.b }}')
  await app.page.getByRole('button', { name: 'Undo', exact: true }).first().click()
  await expect(app.setting('Value')).toHaveText('{{ nodes.tides.a & nodes.tides.b }}')
  await expect(app.page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
})

test('Enter replaces one after the other, each after it was shown, also where what is put in matches again', async ({
  app,
}) => {
  const { keyboard } = app.page
  await bar(app).getByRole('button', { name: 'Match case' }).click()
  await bar(app).getByLabel('Search for').fill('tides.')
  await bar(app).getByLabel('Replace with').fill('tides.tides.')
  await keyboard.press('Enter')
  await expect(found(app)).toHaveText('1 of 2')
  await expect(app.inspector.getByRole('heading', { name: 'Waves' })).toBeVisible()
  await expect(app.setting('Value')).toHaveText('{{ nodes.tides.a & nodes.tides.b }}')
  await keyboard.press('Enter')
  await expect(found(app)).toHaveText('3 of 3')
  await keyboard.press('Enter')
  await expect(app.setting('Value')).toHaveText('{{ nodes.tides.tides.a & nodes.tides.tides.b }}')
})
