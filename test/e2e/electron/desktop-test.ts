/** Tests of the built desktop app: one on a data folder of its own for each, ended behind it. */
import { test as base, type ElectronApplication, type Page } from '@playwright/test'
import { askApp, inApp } from '../../support/ask-electron.ts'
import { dataFolder, firstPage, launch } from './desktop-app.ts'
import { answerQuestions } from './message-boxes.ts'

class Desktop {
  readonly home: string
  app: ElectronApplication
  page: Page

  constructor(home: string, app: ElectronApplication, page: Page) {
    this.home = home
    this.app = app
    this.page = page
  }

  /** Once it has ended. */
  async again(): Promise<void> {
    this.app = await launch(this.home)
    this.page = await firstPage(this.app)
  }

  windows(): Promise<number> {
    return askApp(this.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  }

  /** As a person quits it, who may be asked. */
  quit(): Promise<void> {
    return inApp(this.app, ({ app }) => void setImmediate(() => app.quit()))
  }
}

export const test = base.extend<{ desktop: Desktop }>({
  desktop: async ({ browserName: _ }, use) => {
    const folder = await dataFolder()
    const app = await launch(folder.home)
    const desktop = new Desktop(folder.home, app, await firstPage(app))
    await use(desktop)
    await answerQuestions(desktop.app, 1).catch(() => {}) // it may be gone already
    await desktop.app.close()
    await folder.clean()
  },
})
