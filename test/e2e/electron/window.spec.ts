import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { askApp, inApp } from '../../support/ask-electron.ts'
import { findElectron, NO_ELECTRON } from '../../support/electron-runtime.ts'
import { call, rawCall, startAgain } from './desktop-app.ts'
import { test } from './desktop-test.ts'
import { answerQuestions, questionsIn } from './message-boxes.ts'

test.skip(!findElectron(), NO_ELECTRON)

test('the page has the contract and nothing of Node or Electron', async ({ desktop }) => {
  expect(
    await desktop.page.evaluate(() => [
      typeof globalThis.process,
      typeof (globalThis as { require?: unknown }).require,
      typeof (globalThis as { module?: unknown }).module,
    ]),
  ).toEqual(['undefined', 'undefined', 'undefined'])
  expect(
    await desktop.page.evaluate(() => Object.keys((window as unknown as { slashflow: object }).slashflow).sort()),
  ).toEqual(['call', 'host', 'on'])
  expect(await call(desktop.page, 'app.info', {})).toMatchObject({ host: 'electron', home: desktop.home })
  // The page may not read the clipboard, so its Paste asks the app.
  await inApp(desktop.app, ({ clipboard }) => clipboard.writeText('from elsewhere'))
  expect(await call(desktop.page, 'clipboard.read', {})).toEqual({ text: 'from elsewhere' })
  expect(await rawCall(desktop.page, '__proto__')).toMatchObject({ ok: false, error: { code: 'call.unknown' } })
  expect(await rawCall(desktop.page, 'run.event')).toMatchObject({ ok: false, error: { code: 'call.unknown' } })
  expect(await rawCall(desktop.page, 'runs.events', { runId: 7 })).toMatchObject({
    ok: false,
    error: { code: 'call.bad-input' },
  })
})

test('the page is sandboxed, stays where it is and opens nothing', async ({ desktop }) => {
  expect(
    await askApp(desktop.app, ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      } // not in the published types
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
    }),
  ).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false })
  await desktop.page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  expect(await desktop.page.evaluate(() => window.open('http://example.com/'))).toBeNull()
  expect(
    await desktop.page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)),
  ).toBe('denied')
  expect(
    await desktop.page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      ),
    ),
  ).toBe('refused')
  expect(desktop.page.url()).toBe('app://slashflow/')
  expect(await desktop.windows()).toBe(1)
})

test('a link is opened only after the person has seen its address', async ({ desktop }) => {
  await answerQuestions(desktop.app, 1)
  await desktop.page.evaluate(() => window.open('https://example.com/docs'))
  await expect.poll(() => questionsIn(desktop.app)).toEqual(['Open this link in your browser?'])
})

test('the page runs no inline script and reads no file beside its own', async ({ desktop }) => {
  expect(
    await desktop.page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.planted = true'
      document.body.append(script)
      return 'planted' in window
    }),
  ).toBe(false)
  const paths = ['/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '//evil/index.html', '/gone.js']
  expect(
    await desktop.page.evaluate(
      (all) => Promise.all(all.map((path) => fetch(`app://slashflow${path}`).then(({ status }) => status))),
      paths,
    ),
  ).toEqual([404, 404, 404, 404])
})

test('a workflow file that the app is started with is offered for import, in the window that is there', async ({
  desktop,
}) => {
  const file = join(desktop.home, 'given.flow.json')
  const nodes = [{ id: 'start', kind: 'start' }]
  await writeFile(file, JSON.stringify({ format: 'slashflow/1', name: 'given', nodes, edges: [] }))
  expect(await startAgain(desktop.home, file)).toBe(0)
  await expect(desktop.page.getByRole('dialog', { name: 'Import /given' })).toContainText('What it can do')
  expect(await desktop.windows()).toBe(1)
})

test('a menu item reaches the page as an intent', async ({ desktop }) => {
  await desktop.page.evaluate(() => {
    const { slashflow } = window as unknown as Heard // the page's own type is the renderer's
    const heard = new Promise((settle) => slashflow.on('window.intent', settle))
    Object.assign(window, { heard })
  })
  // The menu comes with the settings, a moment after the window.
  const item = () => askApp(desktop.app, ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('save')?.label)
  await expect.poll(item).toBeTruthy()
  await inApp(desktop.app, ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('save')?.click())
  expect(await desktop.page.evaluate(() => (window as unknown as Heard).heard)).toEqual({ intent: 'save' })
})

interface Heard {
  readonly slashflow: { on(name: string, listener: (payload: unknown) => void): void }
  readonly heard: Promise<unknown>
}

test('an export goes where the person says, a disk that refuses it is told, and a dropped file is imported', async ({
  desktop,
}) => {
  const saveTo = (folderOf: string) =>
    inApp(
      desktop.app,
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
    await desktop.page.getByRole('button', { name: '/hello', exact: true }).click({ button: 'right' })
    await desktop.page.getByRole('menuitem', { name: 'Export as a file' }).click()
  }
  await saveTo(desktop.home)
  await exportHello()
  const exported = join(desktop.home, 'hello.flow.json')
  await expect.poll(() => readFile(exported, 'utf8').catch(() => '')).toContain('"name": "hello"')
  await saveTo(join(exported, 'no-folder'))
  await exportHello()
  await expect
    .poll(() => askApp(desktop.app, () => (globalThis as unknown as { told: string[] }).told))
    .toEqual(['The export was not saved'])

  const pointer = await desktop.page.context().newCDPSession(desktop.page)
  const data = { items: [], files: [exported], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await pointer.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  await expect(desktop.page.getByRole('dialog', { name: 'Import /hello' })).toContainText('What it can do')
})

test('the page comes back when its process has crashed', async ({ desktop }) => {
  const answer = await askApp(desktop.app, async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const back = new Promise((settle) => contents?.once('did-finish-load', () => settle(undefined)))
    contents?.forcefullyCrashRenderer()
    await back
    return contents?.executeJavaScript('window.slashflow.call("app.info", {})')
  })
  expect(answer).toMatchObject({ ok: true, value: { host: 'electron' } })
})

test('the window opens where it was, and a second start brings it to the front', async ({ desktop }) => {
  await inApp(desktop.app, ({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 1100, height: 700 }),
  )
  expect(await startAgain(desktop.home)).toBe(0)
  expect(await desktop.windows()).toBe(1)
  await desktop.app.close()
  expect(JSON.parse(await readFile(join(desktop.home, 'window.json'), 'utf8'))).toEqual({
    x: 40,
    y: 60,
    width: 1100,
    height: 700,
    maximised: false,
  })
  await desktop.again()
  expect(await askApp(desktop.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toMatchObject(
    {
      width: 1100,
      height: 700,
    },
  )
})
