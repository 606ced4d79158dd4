/** The desktop app: puts the parts of this folder together around one composed app. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type BrowserWindow,
  clipboard,
  dialog,
  app as electron,
  nativeTheme,
  powerMonitor,
  session,
  shell,
} from 'electron'
import type { WindowIntent } from '#shared/ipc/calls/app-calls.ts'
import type { App } from '../../app.ts'
import { compose } from '../../compose.ts'
import { makePrivateFolder } from '../../engine/make-folder.ts'
import { dataFolder } from '../data-folder.ts'
import { findInstallation } from '../install-folder.ts'
import { APP_ORIGIN, claimAppScheme, serveAppScheme } from './app-protocol.ts'
import { guardContents, guardSession } from './contents-guard.ts'
import { givenFiles, readGiven } from './given-files.ts'
import { sendToWindow, serveWindow } from './ipc.ts'
import { applicationMenu } from './menu.ts'
import { electronNotifier } from './notifier.ts'
import { ownQuitting } from './quit.ts'
import { showTray } from './tray.ts'
import { Wanted } from './wanted.ts'
import { focusWindow, openWindow } from './window.ts'

const home = dataFolder(process.env)
const installation = findInstallation(import.meta.url)
// Only a checkout may show the page of a development server.
const developmentUrl = electron.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const origin = developmentUrl ? new URL(developmentUrl).origin : APP_ORIGIN
const moduleFolder = dirname(fileURLToPath(import.meta.url))
const log = (line: string): void => void process.stderr.write(`slashflow: ${line}\n`)

let window: BrowserWindow | undefined
let composed: App | undefined

function showWindow(): void {
  if (window) return focusWindow(window)
  window = openWindow({
    placeFile: join(home, 'window.json'),
    pageUrl: developmentUrl ?? `${APP_ORIGIN}/`,
    preload: join(moduleFolder, '..', 'preload', 'preload.cjs'),
    packaged: electron.isPackaged,
    log,
  })
  window.webContents.on('did-start-loading', () => wanted.leave())
  window.on('closed', () => {
    window = undefined
    wanted.leave()
  })
}

const wanted = new Wanted((intent) => sendToWindow(window, [['window.intent', intent]]))

function want(intent: WindowIntent): void {
  wanted.want(intent)
  showWindow()
}

/** It is shown before it is kept, and nothing of it runs without a question. */
function openFiles(paths: readonly string[]): void {
  for (const path of paths)
    readGiven(path).then(want, (error: Error) => {
      const told = { type: 'error' as const, message: 'The file was not opened', detail: error.message }
      // Not the error box: it would hold the runs until it is closed.
      void (window ? dialog.showMessageBox(window, told) : dialog.showMessageBox(told))
    })
}

async function start(): Promise<void> {
  await electron.whenReady()
  const menu = applicationMenu({
    packaged: electron.isPackaged,
    intent: (intent) => want({ intent }),
    openDataFolder: () => void shell.openPath(home),
  })
  serveAppScheme(installation.renderer)
  guardSession(session.defaultSession)
  const composing = compose({
    home,
    host: 'electron',
    version: installation.version,
    bundled: installation.bundled,
    env: process.env,
    notifier: electronNotifier((runId) => want({ intent: `open-run:${runId}` })),
    chooseFolder,
    showFile: (path) => shell.showItemInFolder(path),
    readClipboard: () => clipboard.readText(),
    showMenu: menu.show,
    takeIntents: () => wanted.take(),
    adopt: true,
  })
  const lastCalls = serveWindow({ app: composing, window: () => window, origin, log })
  const leave = ownQuitting({
    window: () => window,
    activeRuns: () => composed?.activeRuns().length ?? 0,
    close: async () => {
      await lastCalls()
      await (await composing).close()
    },
    answered: process.env.SLASHFLOW_QUIT,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave)
  powerMonitor.on('shutdown', (event?: Event) => {
    event?.preventDefault() // the system waits; published types have no event
    leave()
  })
  electron.on('activate', showWindow)
  showWindow()
  openFiles(givenFiles(process.argv, process.cwd()))
  const app = await composing
  composed = app
  await dress(app)
}

/** The theme and the tray follow the settings and the runs. */
async function dress(app: App): Promise<void> {
  const wear = (theme: 'system' | 'dark' | 'light'): void => {
    nativeTheme.themeSource = theme
  }
  app.on('settings.changed', (settings) => wear(settings.theme))
  const updateTray = showTray({
    open: showWindow,
    quit: () => electron.quit(),
    activeRuns: () => app.activeRuns().length,
  })
  app.on('run.event', (event) => {
    // The run counts as ended only after its listeners have heard of it.
    if (event.type.startsWith('run.')) setImmediate(updateTray)
  })
  wear((await app.call('settings.read', {})).theme)
}

async function chooseFolder(): Promise<string | null> {
  const options = { title: 'Choose a workspace', properties: ['openDirectory' as const, 'createDirectory' as const] }
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options)
  return canceled ? null : (filePaths[0] ?? null)
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  log(`could not start: ${error instanceof Error ? (error.stack ?? message) : message}`)
  dialog.showErrorBox('Slashflow could not start', `${message}\n\nIts data folder is ${home}.`)
  electron.exit(1)
}

/** Chromium's own files live in the data folder too, so each data folder has one instance and a profile of its own. */
function claimDataFolder(): boolean {
  const profile = join(home, 'electron')
  try {
    makePrivateFolder(profile) // makes the data folder too, where this is its first use
    electron.setPath('userData', profile)
  } catch {
    log(`the data folder ${home} cannot be written`)
  }
  return electron.requestSingleInstanceLock()
}

claimAppScheme()
electron.on('web-contents-created', (_event, contents) => guardContents(contents, origin, () => window))
if (claimDataFolder()) {
  electron.on('second-instance', (_event, argv, folder) => {
    showWindow()
    openFiles(givenFiles(argv, folder))
  })
  // As the Finder says it, also before the app is ready.
  electron.on('open-file', (event, path) => {
    event.preventDefault()
    void electron.whenReady().then(() => openFiles([path]))
  })
  start().catch(fail)
} else {
  electron.exit(0)
}
