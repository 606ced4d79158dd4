/** Looking at what happened and doing it again: why, replays of a part, child runs, dead letters, metrics. */
import { expect, type Page } from '@playwright/test'
import { test } from './app-test.ts'

test('a part of an ended run is replayed once its plan was read, and the rest is taken over', async ({ app, home }) => {
  home.write('workflows/steps.flow.json', steps)
  await app.open()
  await app.run('/steps')
  await app.approval('Broken').approve()
  await app.transcript.expectEnded('Failed')

  await app.node('Two').box.click()
  await app.page.getByRole('button', { name: 'More for this node' }).click()
  await app.page.getByRole('menuitem', { name: 'Replay from here…' }).click()
  const plan = app.page.getByRole('dialog', { name: 'Replay from “Two”' })
  await expect(plan).toBeFocused()
  await expect(plan.getByRole('region', { name: 'Taken over' })).toContainText('Start, One')
  await expect(plan.getByRole('region', { name: 'Effects' })).toContainText('happened before')
  await shot(app.page, 'replay')
  await plan.getByRole('button', { name: 'Start the run' }).click()

  await expect(app.recentRuns).toHaveCount(2)
  await expect(app.node('Broken').box.getByRole('group', { name: /^Approval: / })).toBeVisible()
})

test('the inspector says why a node failed, and its causes lead to their nodes', async ({ app, home }) => {
  home.write('workflows/steps.flow.json', steps)
  await app.open()
  await app.run('/steps')
  await app.approval('Broken').approve()
  await app.transcript.expectEnded('Failed')

  await app.node('Broken').box.click()
  await app.inspector.getByRole('button', { name: /node\.failed/ }).click()
  const causes = app.inspector.getByRole('list', { name: 'What led to it' })
  await expect(causes).toContainText('asked for approval')
  await shot(app.page, 'why')
  await causes.getByRole('button', { name: /two completed/ }).click()
  await expect(app.inspector.getByRole('region', { name: 'Node Two' })).toBeVisible()
})

test('the runs page opens the runs that a run called below it', async ({ app, home }) => {
  home.write('workflows/inner.flow.json', inner)
  home.write('workflows/outer.flow.json', outer)
  await app.open()
  await app.run('/outer')
  await app.transcript.expectEnded('Succeeded')

  await app.sidebar.getByRole('button', { name: /^Runs/ }).click()
  const rows = app.page.getByRole('row')
  await expect(rows).toHaveCount(2)
  await rows.nth(1).getByRole('button', { name: '2 runs that /outer called' }).click()
  await expect(rows).toHaveCount(4)
  await shot(app.page, 'runs')
  await rows.nth(2).getByRole('button', { name: '/inner' }).click()
  await app.node('Text').expectState('done')
})

test('a dead letter is corrected and delivered again', async ({ app, home }) => {
  home.write('workflows/takes.flow.json', takes)
  home.write('workflows/gives.flow.json', gives)
  await app.open()
  for (const name of ['takes', 'gives']) {
    await app.openCommand(name)
    await trust(app.page)
  }
  await app.run('/gives')
  // Once it has begun it is shown, whatever is looked at by then.
  await expect(app.bar.field).toHaveValue('')
  await app.sidebar.getByRole('button', { name: /^Dead letters/ }).click()

  const letter = app.page.getByRole('region', { name: 'Letter' })
  await expect(letter).toContainText('/takes')
  await shot(app.page, 'letters')
  await letter.getByRole('textbox', { name: 'Payload' }).fill('{ "count": 3 }')
  await letter.getByRole('button', { name: 'Replay with this payload' }).click()
  await expect(app.page.getByText('No dead letter.')).toBeVisible()
  await app.page.getByRole('button', { name: 'Open run' }).click()
  await app.transcript.expectEnded('Succeeded')
})

test('the metrics say what ran and how long it took', async ({ app, home }) => {
  home.write('workflows/inner.flow.json', inner)
  await app.open()
  await app.run('/inner')
  await app.transcript.expectEnded('Succeeded')

  await app.page.keyboard.press('Escape')
  await app.page.locator('body').click({ position: { x: 700, y: 20 } })
  // The second key must follow within a second, which a busy machine may take.
  await expect(async () => {
    for (const key of ['g', 'm']) await app.page.keyboard.press(key)
    await expect(app.page.getByRole('region', { name: 'Last hour' })).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await expect(app.page.getByRole('region', { name: 'Last hour' })).toContainText('1 succeeded')
  await expect(app.page.getByRole('row', { name: /^\/inner/ }).first()).toBeVisible()
  await shot(app.page, 'metrics')
})

/** Only where a person wants to look at them. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.SLASHFLOW_SHOTS
  if (!folder) return
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png`, animations: 'disabled' })
  }
}

/** What a person wrote by hand is not trusted, so that it never hears an event: the question is always there. */
async function trust(page: Page): Promise<void> {
  const ask = page.getByRole('button', { name: 'What it can do…' })
  await ask.click()
  await page.getByRole('button', { name: 'Trust this content' }).click()
  await expect(ask).toHaveCount(0)
}

const flow = (name: string, nodes: readonly object[], edges: readonly (readonly [string, string])[]): string =>
  JSON.stringify({ format: 'slashflow/1', name, nodes, edges: edges.map(([from, to]) => ({ from, to })) })

const start = { id: 'start', kind: 'start' }

const steps = flow(
  'steps',
  [
    start,
    { id: 'one', kind: 'transform', config: { value: '1' } },
    { id: 'two', kind: 'transform', config: { value: '2' } },
    { id: 'broken', kind: 'shell', config: { command: 'false' } },
  ],
  [
    ['start', 'one'],
    ['one', 'two'],
    ['two', 'broken'],
  ],
)

const inner = flow('inner', [start, { id: 'text', kind: 'transform', config: { value: 'done' } }], [['start', 'text']])

const outer = flow(
  'outer',
  [
    start,
    { id: 'left', kind: 'workflow', config: { name: 'inner' } },
    { id: 'right', kind: 'workflow', config: { name: 'inner' } },
  ],
  [
    ['start', 'left'],
    ['start', 'right'],
  ],
)

const gives = flow(
  'gives',
  [start, { id: 'tell', kind: 'emit', config: { event: 'counted', data: '{{ { "count": "three" } }}' } }],
  [['start', 'tell']],
)

const takes = flow(
  'takes',
  [
    { id: 'heard', kind: 'on_event', config: { event: 'counted' } },
    { id: 'twice', kind: 'transform', config: { value: '{{ nodes.heard.count * 2 }}' } },
  ],
  [['heard', 'twice']],
)
