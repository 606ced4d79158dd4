/** A container while it runs: one item at a time on the canvas, every question in reach. */
import { expect } from '@playwright/test'
import { KINDS } from '#main/nodes/registry.ts'
import { test } from './app-test.ts'

test.skip(!KINDS.some((kind) => kind.descriptor.kind === 'each'), 'this build has no containers')

const HOSTS = JSON.stringify({
  format: 'slashflow/1',
  name: 'hosts',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'all', kind: 'each', title: 'Each host', config: { items: '{{ ["a", "b"] }}' } },
    { id: 'name', kind: 'transform', parent: 'all', title: 'Name', config: { value: '{{ "host " & item }}' } },
    { id: 'ok', kind: 'approval', parent: 'all', title: 'Ok', config: { title: 'Go on with {{ item }}?' } },
    { id: 'done', kind: 'end', config: { result: '{{ nodes.all.decision }}' } },
  ],
  edges: [
    { from: 'start', to: 'all' },
    { from: 'name', to: 'ok' },
    { from: 'all', to: 'done' },
  ],
})

test('the questions of all items are reached from their container, and the inspector shows the item', async ({
  app,
  home,
}) => {
  home.write('workflows/hosts.flow.json', HOSTS)
  await app.open()
  await app.openCommand('hosts')
  const all = app.node('Each host').box
  await expect(all).toBeVisible()
  await app.run('/hosts')
  await expect(all).toHaveAttribute('aria-label', /0 of 2 items done, 2 need you/)
  await app.approval('Ok').expectAsking('Go on with a?')

  await all.getByRole('button', { name: '2 need you' }).click()
  await app.approval('Ok').expectAsking('Go on with b?')
  await app.node('Name').select()
  await expect(app.inspector).toContainText('item 2')
  await expect(app.inspector).toContainText('host b')
  await app.approval('Ok').approve()

  await expect(all).toHaveAttribute('aria-label', /1 of 2 items done, 1 needs you/)
  await all.getByRole('slider', { name: 'Item that is shown' }).press('Home')
  await app.approval('Ok').expectAsking('Go on with a?')
  await app.node('Name').select()
  await expect(app.inspector).toContainText('host a')
  await app.approval('Ok').approve()
  await app.transcript.expectEnded('Succeeded')
})
