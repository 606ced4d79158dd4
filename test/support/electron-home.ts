/** The built app in real Electron. */
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type * as Electron from 'electron'
import type { AppHome } from './app-under-test.ts'
import { inApp } from './ask-electron.ts'
import { findElectron, NO_ELECTRON } from './electron-runtime.ts'
import { type Home, ROOT } from './home.ts'

/** Chromium's own sandbox does not start as root. */
const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** Shorter than a test's own limit, so that an Electron that hangs is reported with what it said. */
const STARTS_WITHIN_MS = 120_000

export class ElectronHome implements AppHome {
  readonly name = 'electron'
  #app: ElectronApplication | undefined

  /** For what only Electron has: its main process and its windows. */
  get app(): ElectronApplication {
    if (!this.#app) throw new Error('Electron has not been started')
    return this.#app
  }

  async open(home: Home, env: Readonly<Record<string, string>>): Promise<Page> {
    this.#app = await launchElectron(home, env)
    return this.#app.firstWindow()
  }

  async answerFolderDialog(path: string): Promise<void> {
    const answer = ({ dialog }: typeof Electron, chosen: string) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }
    await inApp(this.app, answer, path)
  }

  /** As a person does who quits and has active runs held. */
  async close(): Promise<void> {
    await this.#app?.close()
    this.#app = undefined
  }

  async kill(): Promise<void> {
    const child = this.#app?.process()
    const ended = new Promise<void>((settle) => (child ? child.once('exit', () => settle()) : settle()))
    child?.kill('SIGKILL')
    await ended
    this.#app = undefined
  }
}

export function launchElectron(home: Home, env: Readonly<Record<string, string>>): Promise<ElectronApplication> {
  const executablePath = findElectron()
  if (!executablePath) throw new Error(NO_ELECTRON)
  // Quitting with active runs asks; where nobody is there the question is answered ahead.
  const whole = home.env(undefined, { SLASHFLOW_QUIT: 'hold', ...env })
  return _electron.launch({ executablePath, args: [...SANDBOX, '.'], cwd: ROOT, env: whole, timeout: STARTS_WITHIN_MS })
}
