/** What a node waits for that is no person: told on it, and over as soon as it comes. */
import { expect } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { test } from './app-test.ts'

interface Node {
  readonly id: string
  readonly [field: string]: unknown
}

/** With places, so that no layout has to be waited for. */
function command(name: string, after: readonly Node[], edges: readonly object[]): string {
  const nodes = [{ id: 'start', kind: 'start' }, ...after]
  const layout = Object.fromEntries(nodes.map(({ id }, index) => [id, [index * 260, 0]]))
  return JSON.stringify({ format: 'slashflow/1', name, nodes, edges, layout })
}

const DEPLOY = command(
  'deploy',
  [
    {
      id: 'wait',
      kind: 'wait',
      title: 'Deployed',
      config: {
        events: [
          { port: 'done', event: 'deploy.done', when: '{{ event.ok }}' },
          { port: 'failed', event: 'deploy.failed' },
        ],
        timeout: '2h',
      },
    },
    { id: 'said', kind: 'end', title: 'Done', config: { result: '{{ nodes.wait.version }}' } },
  ],
  [
    { from: 'start', to: 'wait' },
    { from: 'wait.done', to: 'said' },
  ],
)

const TELL = command(
  'tell',
  [{ id: 'emit', kind: 'emit', title: 'Tell', config: { event: 'deploy.done', data: { ok: true, version: '1.2' } } }],
  [{ from: 'start', to: 'emit' }],
)

const LOCKS = command(
  'locks',
  [
    { id: 'first', kind: 'delay', title: 'First', config: { for: '1h' }, lock: 'db' },
    { id: 'second', kind: 'delay', title: 'Second', config: { for: '1h' }, lock: 'db' },
  ],
  [
    { from: 'start', to: 'first' },
    { from: 'start', to: 'second' },
  ],
)

const OUTER = command(
  'outer',
  [{ id: 'call', kind: 'workflow', title: 'Call', config: { name: 'inner', args: {} } }],
  [{ from: 'start', to: 'call' }],
)

const INNER = command(
  'inner',
  [{ id: 'ok', kind: 'approval', title: 'Inner ok', config: { title: 'Go on inside?' } }],
  [{ from: 'start', to: 'ok' }],
)

test('a wait says what it waits for and until when, and an event of another run ends it', async ({ app, home }) => {
  home.write('workflows/deploy.flow.json', DEPLOY)
  home.write('workflows/tell.flow.json', TELL)
  await app.open()
  await app.run('/deploy')
  await app.node('Deployed').expectState('waiting')
  await expect(app.node('Deployed').box).toContainText(
    /Waits for deploy\.done or deploy\.failed, until .*1 h 5\d m left/,
  )
  await app.node('Deployed').select()
  await expect(app.inspector).toContainText('Waits for deploy.done or deploy.failed')
  await expectAccessible(app, 'a run that waits for an event')

  await app.run('/tell')
  await app.transcript.expectEnded('Succeeded')
  await app.openCommand('deploy')
  await app.node('Deployed').expectState('done')
  await app.transcript.expectEnded('Succeeded')
})

test('a node that waits for a lock names who holds it, and how long a delay still takes', async ({ app, home }) => {
  home.write('workflows/locks.flow.json', LOCKS)
  await app.open()
  await app.run('/locks')
  await app.node('First').expectState('waiting')
  await expect(app.node('First').box).toContainText(/Waits until .* (?:5\d m|1 h) left/)
  await app.node('Second').expectState('waiting')
  await expect(app.node('Second').box).toContainText('Waits for lock db, held by First.')

  await app.fromNodeMenu('First', 'Stop this node')
  await app.node('First').expectState('failed')
})

test('a command that calls another leads to its run, and waits for it', async ({ app, home }) => {
  home.write('workflows/outer.flow.json', OUTER)
  home.write('workflows/inner.flow.json', INNER)
  await app.open()
  await app.run('/outer')
  await app.node('Call').expectState('waiting')
  await expect(app.node('Call').box).toContainText('Waits for /inner.')
  await app.node('Call').box.getByRole('button', { name: 'Open run' }).press('Enter')

  await app.approval('Inner ok').expectAsking('Go on inside?')
  await expectAccessible(app, 'a run that another one called')
  await app.approval('Inner ok').approve()
  await app.transcript.expectEnded('Succeeded')
  await app.openCommand('outer')
  await app.node('Call').expectState('done')
})
