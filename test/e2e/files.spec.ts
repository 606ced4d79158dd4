/** Commands as files: renamed, moved, copied, deleted and brought back; brought in and given out; and a disk that takes nothing. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import { SlashflowProcess } from '#test/support/slashflow-process.ts'
import { test } from './app-test.ts'

const flow = (name: string, more: object = {}) => ({
  format: 'slashflow/1',
  name,
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'say', kind: 'transform', title: 'Say', config: { value: '1' } },
  ],
  edges: [{ from: 'start', to: 'say' }],
  layout: { start: [0, 0], say: [80, 0] },
  ...more,
})
const caller = flow('caller', {
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'call', kind: 'workflow', title: 'Call', config: { name: 'one' } },
  ],
  edges: [{ from: 'start', to: 'call' }],
})

const row = (app: AppUnderTest, name: string) => app.sidebar.getByRole('button', { name: `/${name}`, exact: true })

async function fromMenu(app: AppUnderTest, name: string, entry: string): Promise<void> {
  await row(app, name).click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: entry, exact: true }).click()
  // As long as it is there, it hides the rows from who asks for their roles.
  await expect(app.page.getByRole('menu')).toHaveCount(0)
}

/** Edited or not. */
const tab = (app: AppUnderTest, name: string) =>
  app.page.getByRole('tab', { name: new RegExp(`/${name}(?: ?, not saved)?$`) })

const toast = (app: AppUnderTest, text: string) => app.page.locator('[data-sonner-toast]').filter({ hasText: text })

test('a command is renamed, moved, deleted and brought back, with its edits, its undo, its versions and its callers', async ({
  app,
  home,
}) => {
  const workspace = home.path('work')
  mkdirSync(workspace)
  home.write('workflows/one.flow.json', JSON.stringify(flow('one')))
  home.write('workflows/caller.flow.json', JSON.stringify(caller))
  await app.open({ workspace })
  await app.openCommand('one')
  await app.node('Say').rename('Said')
  await app.save()
  await app.node('Said').rename('Saying')
  await expect(app.page.getByText('Draft kept')).toBeVisible()

  await fromMenu(app, 'one', 'Rename…')
  await app.page.getByRole('dialog').getByLabel('Name').fill('two')
  await app.page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await app.page.getByRole('button', { name: 'Change it' }).click()
  await expect(tab(app, 'two')).toHaveAttribute('aria-selected', 'true')
  await expect.poll(() => home.read('workflows/caller.flow.json')).toContain('"name": "two"')
  expect([home.has('workflows/one.flow.json'), home.has('workflows/two.flow.json')]).toEqual([false, true])

  await fromMenu(app, 'two', 'Move to this folder')
  await expect(toast(app, '/two is kept in this folder now')).toBeVisible()
  const file = join(workspace, '.slashflow', 'two.flow.json')
  expect([home.has('workflows/two.flow.json'), existsSync(file)]).toEqual([false, true])
  // A row that goes to another list takes a menu that stands open on it along, and is in both for a moment.
  await expect(
    app.sidebar.getByRole('region', { name: 'Workspace' }).getByRole('button', { name: '/two', exact: true }),
  ).toBeVisible()
  await expect(row(app, 'two')).toHaveCount(1)
  await expect(app.nodeTitles).toHaveText(['Start', 'Saying'])

  await fromMenu(app, 'two', 'Delete')
  await expect(row(app, 'two')).toHaveCount(0)
  await expect(app.sidebar.getByRole('region', { name: 'Drafts' })).toHaveCount(0)
  // An open menu hides the rows too, so that the row goes before the file may have.
  const aside = () => (home.has('deleted') ? readdirSync(home.path('deleted')) : [])
  await expect.poll(() => aside().filter((name) => name.endsWith('-two.flow.json')).length).toBe(1)
  expect(existsSync(file)).toBe(false)
  await toast(app, 'Deleted /two').getByRole('button', { name: 'Undo' }).click()
  await expect(tab(app, 'two')).toHaveAttribute('aria-selected', 'true')
  await expect(app.nodeTitles).toHaveText(['Start', 'Saying'])
  await app.page.getByRole('button', { name: 'Undo', exact: true }).first().click()
  await expect(app.nodeTitles).toHaveText(['Start', 'Said'])
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ name: 'two', nodes: [{}, { title: 'Said' }] })

  await app.page.keyboard.press('Control+k')
  await app.page.keyboard.type('Versions and changes')
  await app.page.keyboard.press('Enter')
  await expect(app.page.getByRole('list', { name: 'Versions' }).getByRole('listitem').nth(2)).toBeVisible()

  await fromMenu(app, 'two', 'Delete')
  // The rows below it move up, also from under the pointer.
  await expect(row(app, 'two')).toHaveCount(0)
  await fromMenu(app, 'caller', 'Deleted commands…')
  await app.page.getByRole('button', { name: 'Restore /two' }).press('Enter')
  await expect(tab(app, 'two')).toHaveAttribute('aria-selected', 'true')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ name: 'two', nodes: [{}, { title: 'Said' }] })

  await fromMenu(app, 'two', 'Delete')
  await expect(row(app, 'two')).toHaveCount(0)
  await fromMenu(app, 'caller', 'Deleted commands…')
  await app.page.getByRole('button', { name: 'Empty…' }).click()
  await app.page.getByRole('button', { name: /^Destroy/ }).click()
  await expect(app.page.getByText('No command was deleted.')).toBeVisible()
  expect(readdirSync(home.path('deleted'))).toEqual([])
})

test('a file from elsewhere says what it can do before it is kept, and goes out as file, picture and command', async ({
  app,
  home,
}) => {
  home.write('workflows/one.flow.json', JSON.stringify(flow('one')))
  const given = flow('one', {
    title: 'From a stranger',
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'get', kind: 'shell', config: { command: 'curl', args: ['http://x.example'] }, approve: 'never' },
      { id: 'odd', kind: 'quantum' },
    ],
    edges: [{ from: 'start', to: 'get' }],
    layout: undefined,
  })
  await app.open()
  const dropped = await app.page.evaluateHandle((text) => {
    const files = new DataTransfer()
    files.items.add(new File([text], 'stranger.flow.json', { type: 'application/json' }))
    return files
  }, JSON.stringify(given))
  await app.page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
  const dialog = app.page.getByRole('dialog', { name: 'Import /one' })
  await expect(dialog.getByRole('region', { name: 'What it can do' })).toContainText(
    /curl http:\/\/x\.example.*quantum.*Get/s,
  )
  await expect(dialog.getByRole('alert')).toContainText([
    /It has an error and cannot run as it is\. You can keep it and mend it here\..*"quantum"/s,
    'There is a /one among yours already',
  ])
  await dialog.getByRole('button', { name: 'Keep both' }).click()
  await app.page.keyboard.press('Enter')
  await expect(app.page.locator('.canvas-frame')).toBeFocused()
  await expect(app.tab('/one-2')).toHaveAttribute('aria-selected', 'true')
  await expect(app.page.getByText('Not trusted yet')).toBeVisible()

  const exported = async (entry: string) => {
    const [download] = await Promise.all([app.page.waitForEvent('download'), fromMenu(app, 'one', entry)])
    return [download.suggestedFilename(), readFileSync(await download.path())] as const
  }
  const [name, text] = await exported('Export as a file')
  expect([name, text.toString()]).toEqual(['one.flow.json', home.read('workflows/one.flow.json')])
  const [, svg] = await exported('Export as SVG')
  expect(svg.toString()).toMatch(/^<svg [\s\S]*>Say<\/[\s\S]*<\/svg>\s*$/)
  const [picture, png] = await exported('Export as PNG')
  expect([picture, png.subarray(1, 4).toString()]).toEqual(['one.png', 'PNG'])
  const [markdown, command] = await exported('Export for Claude Code')
  expect([markdown, command.toString()]).toEqual(['one.md', expect.stringContaining('## say: Say')])
})

test('a command that is trusted in a terminal, and not any more, is so in the open window', async ({ app, home }) => {
  const file = home.write('workflows/one.flow.json', JSON.stringify(flow('one')))
  await app.open()
  await app.openCommand('one')
  await expect(app.page.getByText('Not trusted yet')).toBeVisible()

  await SlashflowProcess.start(['trust', file, '--yes'], { env: home.env(), cwd: home.folder }).exit
  await expect(app.page.getByText('Not trusted yet')).toHaveCount(0)
  home.write('trust.json', '{"trusted":{}}')
  await expect(app.page.getByText('Not trusted yet')).toBeVisible()
})

test('a Save that the disk refuses says why and keeps the edits, until there is a way', async ({ app, home }) => {
  const workspace = home.path('work')
  const folder = join(workspace, '.slashflow')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'one.flow.json'), JSON.stringify(flow('one')))
  await app.open({ workspace })
  await app.openCommand('one')
  await app.node('Say').rename('Said')
  await expect(app.page.getByText('Draft kept')).toBeVisible()
  rmSync(folder, { recursive: true })
  await expect(app.page.getByRole('alert')).toContainText('The file was deleted on disk')
  writeFileSync(folder, 'a file in the way')

  await app.page.getByRole('button', { name: 'Save', exact: true }).click()
  const line = app.page.getByRole('alert').filter({ hasText: 'was not saved' })
  await expect(line).toContainText('its folder is gone or is a file')
  await expect(line).toContainText('Your edits are kept as a draft')
  await expect(app.nodeTitles).toHaveText(['Start', 'Said'])
  rmSync(folder)
  await line.getByRole('button', { name: 'Save again' }).click()
  await expect.poll(() => existsSync(join(folder, 'one.flow.json'))).toBe(true)
  expect(JSON.parse(readFileSync(join(folder, 'one.flow.json'), 'utf8')).nodes[1].title).toBe('Said')
  await expect(app.page.getByRole('alert')).toHaveCount(0)
})

test('more tabs than there is room for: the shown one is seen whole, the ends say that there are more, a wheel goes along', async ({
  app,
  home,
}) => {
  const names = Array.from({ length: 9 }, (_, index) => `a-command-of-many-${index}`)
  for (const name of names)
    home.write(
      `workflows/${name}.flow.json`,
      JSON.stringify({ format: 'slashflow/1', name, nodes: [{ id: 'start', kind: 'start' }], edges: [] }),
    )
  await app.open()
  for (const name of names) await app.openCommand(name)
  const row = app.page.getByRole('tablist', { name: 'Open commands' })
  await expect(row).toHaveAttribute('data-more-before')
  await expect(row).not.toHaveAttribute('data-more-after')

  const middle = app.tab(`/${names[4]}`)
  await app.openCommand(names[4] ?? '')
  await expect(row).toHaveAttribute('data-more-before')
  await expect(row).toHaveAttribute('data-more-after')
  const [tab, frame] = [await middle.boundingBox(), await row.boundingBox()]
  expect(tab && frame && tab.x >= frame.x && tab.x + tab.width <= frame.x + frame.width).toBe(true)

  await row.hover()
  await app.page.mouse.wheel(0, -5000)
  await expect(row).not.toHaveAttribute('data-more-before')
  await expect(app.tab(`/${names[0]}`)).toBeInViewport()
})
