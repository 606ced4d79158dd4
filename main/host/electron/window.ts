/** The one window: made when it is wanted, shown when it has something to show, gone when it is closed. */
import { BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import type { LogLine } from '../bridge-server.ts'
import { keepPlace, MINIMUM_SIZE, openingFor, readPlace } from './window-place.ts'

export interface WindowOptions {
  /** `<home>/window.json`. */
  readonly placeFile: string
  readonly pageUrl: string
  readonly preload: string
  readonly packaged: boolean
  readonly log: LogLine
}

/** The grounds of LOOK.md, so that nothing flashes before the page has painted. */
const GROUND = { dark: '#0f1012', light: '#f5f5f6' } as const
const RELOAD_AGAIN_AFTER_MS = 60_000 // A page that crashes twice within this will crash again.

export function openWindow(options: WindowOptions): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const { maximised, ...bounds } = openingFor(readPlace(options.placeFile), areas)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: 'Slashflow',
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false, // it would download dictionaries
      devTools: !options.packaged,
    },
  })
  window.once('ready-to-show', () => {
    if (maximised) window.maximize()
    window.show()
  })
  window.on('close', () =>
    keepPlace(options.placeFile, { ...window.getNormalBounds(), maximised: window.isMaximized() }),
  )
  askBeforeLosingChanges(window)
  reloadAfterCrash(window, options.log)
  void window
    .loadURL(options.pageUrl)
    .catch((error: unknown) => options.log(`the window could not load ${options.pageUrl}: ${String(error)}`))
  return window
}

export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Resolves true once the window is closed, false where the person stays with changes that could not be kept. */
export function closeWindow(window: BrowserWindow): Promise<boolean> {
  return new Promise((settle) => {
    const closed = (): void => settle(true)
    window.once('closed', closed)
    window.webContents.once('will-prevent-unload', (event) => {
      if (event.defaultPrevented) return
      window.off('closed', closed)
      settle(false)
    })
    window.close()
  })
}

/**
 * For a system that ends and waits for nobody: the page sends what it holds and goes, also where that could not be kept.
 * Resolves when it is gone, or when it has not gone in `withinMs`.
 */
export function dismissWindow(window: BrowserWindow, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    window.webContents.removeAllListeners('will-prevent-unload')
    window.webContents.on('will-prevent-unload', (event) => event.preventDefault())
    window.once('closed', resolve)
    setTimeout(resolve, withinMs)
    window.close()
  })
}

/** The page says by its `beforeunload` that a draft could not be kept, which Electron would otherwise obey without a word. */
function askBeforeLosingChanges(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const response = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: 'Close, and lose changes?',
      detail:
        'What was changed last could not be kept on this disk. The window says why, and tries again while it is open.',
      buttons: ['Close and lose them', 'Stay'],
      defaultId: 1,
      cancelId: 1,
    })
    if (response === 0) event.preventDefault() // prevents the preventing: the page goes
  })
}

/** Runs live in main, so a page that died loses nothing by coming back. */
function reloadAfterCrash(window: BrowserWindow, log: LogLine): void {
  let reloadedAt = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log(`the page ended: ${reason}, exit code ${exitCode}`)
    const now = performance.now()
    if (now - reloadedAt > RELOAD_AGAIN_AFTER_MS) {
      reloadedAt = now
      return window.webContents.reload()
    }
    dialog.showErrorBox(
      'The window crashed twice',
      'Runs go on without it. Close the window and open it again from the tray.',
    )
  })
}
