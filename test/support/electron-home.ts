/** The built app in real Electron. */
import type { ElectronApplication, Page } from '@playwright/test'
import type * as Electron from 'electron'
import type { AppHome } from './app-under-test.ts'
import { inApp } from './ask-electron.ts'
import type { Home } from './home.ts'
import { launchElectron } from './launch-electron.ts'

export class ElectronHome implements AppHome {
  readonly name = 'electron'
  #app: ElectronApplication | undefined

  /** For what only Electron has: its main process and its windows. */
  get app(): ElectronApplication {
    if (!this.#app) throw new Error('Electron has not been started')
    return this.#app
  }

  async open(home: Home, env: Readonly<Record<string, string>>): Promise<Page> {
    // Quitting with active runs asks; where nobody is there the question is answered ahead.
    this.#app = await launchElectron(home.env(undefined, { SLASHFLOW_QUIT: 'hold', ...env }))
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
