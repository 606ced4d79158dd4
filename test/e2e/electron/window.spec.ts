import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { askApp, inApp } from '../../support/ask-electron.ts'
import { findElectron, NO_ELECTRON } from '../../support/electron-runtime.ts'
import { call, dataFolder, firstPage, launch, rawCall, startAgain } from './desktop-app.ts'
import { answerQuestions, questionsIn } from './message-boxes.ts'

test.skip(!findElectron(), NO_ELECTRON)

let folder: Awaited<ReturnType<typeof dataFolder>>
let app: ElectronApplication
let page: Page

test.beforeEach(async () => {
  folder = await dataFolder()
  app = await launch(folder.home)
  page = await firstPage(app)
})
test.afterEach(async () => {
  await answerQuestions(app, 1).catch(() => {}) // it may be gone already
  await app.close()
  await folder.clean()
})

const windows = (): Promise<number> => askApp(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
const quit = (): Promise<void> => inApp(app, ({ app: electron }) => void setImmediate(() => electron.quit()))

test('the page has the contract and nothing of Node or Electron', async () => {
  expect(
    await page.evaluate(() => [
      typeof globalThis.process,
      typeof (globalThis as { require?: unknown }).require,
      typeof (globalThis as { module?: unknown }).module,
    ]),
  ).toEqual(['undefined', 'undefined', 'undefined'])
  expect(await page.evaluate(() => Object.keys((window as unknown as { slashflow: object }).slashflow).sort())).toEqual(
    ['call', 'host', 'on'],
  )
  expect(await call(page, 'app.info', {})).toMatchObject({ host: 'electron', home: folder.home })
  // The page may not read the clipboard, so its Paste asks the app.
  await inApp(app, ({ clipboard }) => clipboard.writeText('from elsewhere'))
  expect(await call(page, 'clipboard.read', {})).toEqual({ text: 'from elsewhere' })
  expect(await rawCall(page, '__proto__')).toMatchObject({ ok: false, error: { code: 'call.unknown' } })
  expect(await rawCall(page, 'run.event')).toMatchObject({ ok: false, error: { code: 'call.unknown' } })
  expect(await rawCall(page, 'runs.events', { runId: 7 })).toMatchObject({
    ok: false,
    error: { code: 'call.bad-input' },
  })
})

test('the page is sandboxed, stays where it is and opens nothing', async () => {
  expect(
    await askApp(app, ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      } // not in the published types
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
    }),
  ).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false })
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  expect(await page.evaluate(() => window.open('http://example.com/'))).toBeNull()
  expect(
    await page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)),
  ).toBe('denied')
  expect(
    await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      ),
    ),
  ).toBe('refused')
  expect(page.url()).toBe('app://slashflow/')
  expect(await windows()).toBe(1)
})

test('a link is opened only after the person has seen its address', async () => {
  await answerQuestions(app, 1)
  await page.evaluate(() => window.open('https://example.com/docs'))
  await expect.poll(() => questionsIn(app)).toEqual(['Open this link in your browser?'])
})

test('the page runs no inline script and reads no file beside its own', async () => {
  expect(
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.planted = true'
      document.body.append(script)
      return 'planted' in window
    }),
  ).toBe(false)
  const paths = ['/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '//evil/index.html', '/gone.js']
  expect(
    await page.evaluate(
      (all) => Promise.all(all.map((path) => fetch(`app://slashflow${path}`).then(({ status }) => status))),
      paths,
    ),
  ).toEqual([404, 404, 404, 404])
})

test('a workflow file that the app is started with is offered for import, in the window that is there', async () => {
  const file = join(folder.home, 'given.flow.json')
  const nodes = [{ id: 'start', kind: 'start' }]
  await writeFile(file, JSON.stringify({ format: 'slashflow/1', name: 'given', nodes, edges: [] }))
  expect(await startAgain(folder.home, file)).toBe(0)
  await expect(page.getByRole('dialog', { name: 'Import /given' })).toContainText('What it can do')
  expect(await windows()).toBe(1)
})

test('a menu item reaches the page as an intent', async () => {
  await page.evaluate(() => {
    const { slashflow } = window as unknown as Heard // the page's own type is the renderer's
    const heard = new Promise((settle) => slashflow.on('window.intent', settle))
    Object.assign(window, { heard })
  })
  // The menu comes with the settings, a moment after the window.
  const item = () => askApp(app, ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('save')?.label)
  await expect.poll(item).toBeTruthy()
  await inApp(app, ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('save')?.click())
  expect(await page.evaluate(() => (window as unknown as Heard).heard)).toEqual({ intent: 'save' })
})

interface Heard {
  readonly slashflow: { on(name: string, listener: (payload: unknown) => void): void }
  readonly heard: Promise<unknown>
}

test('an export goes where the person says, a disk that refuses it is told, and a dropped file is imported', async () => {
  const saveTo = (folderOf: string) =>
    inApp(
      app,
      ({ dialog, session }, saved: string) => {
        const kept = globalThis as unknown as { told?: string[] } // as above
        kept.told = []
        dialog.showErrorBox = (title) => void kept.told?.push(title)
        session.defaultSession.prependOnceListener('will-download', (_event, item) =>
          item.setSavePath(`${saved}/${item.getFilename()}`),
        )
      },
      folderOf,
    )
  const exportHello = async () => {
    await page.getByRole('button', { name: '/hello', exact: true }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Export as a file' }).click()
  }
  await saveTo(folder.home)
  await exportHello()
  const exported = join(folder.home, 'hello.flow.json')
  await expect.poll(() => readFile(exported, 'utf8').catch(() => '')).toContain('"name": "hello"')
  await saveTo(join(exported, 'no-folder'))
  await exportHello()
  await expect
    .poll(() => askApp(app, () => (globalThis as unknown as { told: string[] }).told))
    .toEqual(['The export was not saved'])

  const pointer = await page.context().newCDPSession(page)
  const data = { items: [], files: [exported], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await pointer.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  await expect(page.getByRole('dialog', { name: 'Import /hello' })).toContainText('What it can do')
})

test('the page comes back when its process has crashed', async () => {
  const answer = await askApp(app, async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const back = new Promise((settle) => contents?.once('did-finish-load', () => settle(undefined)))
    contents?.forcefullyCrashRenderer()
    await back
    return contents?.executeJavaScript('window.slashflow.call("app.info", {})')
  })
  expect(answer).toMatchObject({ ok: true, value: { host: 'electron' } })
})

test('the window opens where it was, and a second start brings it to the front', async () => {
  await inApp(app, ({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 1100, height: 700 }),
  )
  expect(await startAgain(folder.home)).toBe(0)
  expect(await windows()).toBe(1)
  await app.close()
  expect(JSON.parse(await readFile(join(folder.home, 'window.json'), 'utf8'))).toEqual({
    x: 40,
    y: 60,
    width: 1100,
    height: 700,
    maximised: false,
  })
  app = await launch(folder.home)
  await firstPage(app)
  expect(await askApp(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toMatchObject({
    width: 1100,
    height: 700,
  })
})

test('what is typed in the last moment before the window closes is there again', async () => {
  const words = page.getByPlaceholder('What it does, in a sentence')
  await words.fill('Before')
  await expect(page.getByText('Draft kept')).toBeVisible()
  const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()))
  await words.fill('In the last moment')
  await inApp(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await ended

  app = await launch(folder.home)
  page = await firstPage(app)
  await expect(page.getByPlaceholder('What it does, in a sentence')).toHaveValue('In the last moment')
})

test('a logout asks nobody: what was typed in the last moment is kept, and a run goes on at the next start', async () => {
  const words = page.getByPlaceholder('What it does, in a sentence')
  await call(page, 'run.start', { line: '/hello', workspace: '' })
  await expect.poll(async () => (await call(page, 'inbox.list', {})).length).toBe(1)
  await words.fill('Before')
  await expect(page.getByText('Draft kept')).toBeVisible()
  const ended = once(app.process(), 'exit')
  await words.fill('In the last moment')
  app.process().kill('SIGTERM')
  await ended

  app = await launch(folder.home)
  page = await firstPage(app)
  await expect(page.getByPlaceholder('What it does, in a sentence')).toHaveValue('In the last moment')
  expect(await call(page, 'inbox.list', {})).toHaveLength(1)
})

test('a page that hangs, or whose draft cannot be kept, does not hold up a logout', async () => {
  const leave = async () => {
    const ended = once(app.process(), 'exit')
    app.process().kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  }
  await inApp(app, ({ BrowserWindow }) => {
    void BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('for (;;) {}')
  })
  await leave()

  app = await launch(folder.home)
  page = await firstPage(app)
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()))
  await page.getByRole('button', { name: '/hello', exact: true }).click() // the page may only refuse once a person did something in it
  await leave()
})

test('a run outlives its window and the app', async () => {
  const { runId } = await call(page, 'run.start', { line: '/hello', workspace: '' })
  await expect.poll(async () => (await call(page, 'inbox.list', {})).length).toBe(1)

  await inApp(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(windows).toBe(0)
  const opened = app.waitForEvent('window')
  expect(await startAgain(folder.home)).toBe(0)
  page = await opened
  await page.waitForFunction(() => 'slashflow' in window)

  await answerQuestions(app, 2)
  await quit()
  await expect.poll(() => questionsIn(app)).toEqual(['1 run is still active'])
  expect(await windows()).toBe(1)

  await answerQuestions(app, 0)
  await quit()
  await expect.poll(windows).toBe(0)

  await answerQuestions(app, 1)
  await app.close()
  app = await launch(folder.home)
  page = await firstPage(app)
  const [item] = await call(page, 'inbox.list', {})
  expect(item).toMatchObject({ runId })
  await call(page, 'approval.decide', { runId, approvalId: item?.waitId ?? '', decision: 'approved' })
  await expect.poll(async () => (await call(page, 'runs.list', {}))[0]?.status).toBe('succeeded')
})
