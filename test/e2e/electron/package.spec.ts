import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'
import { findElectron, NO_ELECTRON } from '../../support/electron-runtime.ts'
import { ROOT } from '../../support/home.ts'
import { SANDBOX } from '../../support/launch-electron.ts'
import { call, dataFolder, environment } from './desktop-app.ts'

test.skip(!findElectron(), NO_ELECTRON)
test.skip(process.platform !== 'linux', 'The path of the packed program is known for Linux only')

const PACKED = join(ROOT, 'dist', 'linux-unpacked')
const PACKING_MS = 120_000

/** The fuses forbid `--inspect`, so the packed app is looked at from its page's side. */
async function debuggingPort(home: string, app: ChildProcess): Promise<number> {
  const file = join(home, 'electron', 'DevToolsActivePort')
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8').includes('\n')).toBe(true)
  expect(app.exitCode).toBeNull()
  return Number(readFileSync(file, 'utf8').split('\n')[0])
}

/** Playwright that connects while the window appears hangs now and then, so the page has to be there, with its title, before. */
async function pageIsThere(port: number): Promise<boolean> {
  const targets: { type: string; title: string }[] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()
  return targets.some(({ type, title }) => type === 'page' && title === 'Slashflow')
}

test('the packed app opens its window and ends when it is told to', async () => {
  test.setTimeout(PACKING_MS + 180_000)
  const packing = spawn(process.execPath, [join(ROOT, 'main/host/dev/package-dir.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [packing.stdout, packing.stderr])
    stream.on('data', (piece: Buffer) => {
      said += piece.toString('utf8')
    })
  const [code] = await once(packing, 'exit')
  expect(code, said).toBe(0)
  expect(existsSync(join(PACKED, 'resources', 'app'))).toBe(false)

  const folder = await dataFolder()
  const app = spawn(join(PACKED, 'slashflow'), [...SANDBOX, '--remote-debugging-port=0'], {
    env: environment(folder.home),
    stdio: 'ignore',
  })
  const ended = once(app, 'exit')
  try {
    const port = await debuggingPort(folder.home, app)
    await expect.poll(() => pageIsThere(port)).toBe(true)
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    const page = browser.contexts()[0]?.pages()[0]
    if (!page) throw new Error('The packed app has no page')
    await page.waitForFunction(() => 'slashflow' in window)
    expect(page.url()).toBe('app://slashflow/')
    expect(await call(page, 'app.info', {})).toMatchObject({ host: 'electron', home: folder.home, warnings: [] })
    expect((await call(page, 'workflows.list', { workspace: '' })).map(({ name }) => name)).toContain('hello')
    await browser.close()
  } finally {
    app.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    await folder.clean()
  }
})
