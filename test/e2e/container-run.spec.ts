/** A container while it runs: one item at a time on the canvas, every question in reach. */
import { expect } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { test } from './app-test.ts'

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

const CHECKED = JSON.stringify({
  format: 'slashflow/1',
  name: 'checked',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'all', kind: 'each', title: 'Each host', config: { items: '{{ ["a", "b", "c"] }}', onError: 'collect' } },
    {
      id: 'name',
      kind: 'transform',
      parent: 'all',
      title: 'Name',
      config: { value: '{{ item = "b" ? $error("no host b") : item }}' },
    },
    { id: 'done', kind: 'end', config: { result: '{{ nodes.all }}' } },
  ],
  edges: [
    { from: 'start', to: 'all' },
    { from: 'all', to: 'done' },
  ],
})

test('an item that fails is found by its mark, and the others go on', async ({ app, home }) => {
  home.write('workflows/checked.flow.json', CHECKED)
  await app.open()
  await app.run('/checked')
  await app.transcript.expectEnded('Succeeded')
  const all = app.node('Each host').box
  await expect(all).toHaveAttribute('aria-label', /2 of 3 items done, 1 failed/)

  await all.getByRole('button', { name: '1 failed' }).press('Enter')
  await app.node('Name').expectState('failed')
  await expect(app.node('Name').box).toContainText('no host b')
  await expectAccessible(app, 'a container with an item that failed')
  await all.getByRole('slider', { name: 'Item that is shown' }).press('End')
  await app.node('Name').expectState('done')
})
