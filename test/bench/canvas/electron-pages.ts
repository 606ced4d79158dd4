/** The same two pages in one Electron: the built app in its window, and the plain page in a second window of the same process. */
import type { ElectronApplication } from '@playwright/test'
import { findElectron } from '#test/support/electron-runtime.ts'
import { Home } from '#test/support/home.ts'
import { launchElectron } from '#test/support/launch-electron.ts'
import { handOn, keepGraphs, type Opened, type PlainPages, paintedAt, showCommand } from './pages.ts'
import type { StreamingModel } from './streaming-model.ts'

const WINDOW = { width: 1600, height: 1000 }

/** Whether there is an Electron, and a screen for it (`xvfb-run -a` is one). */
export const electronHere = (): boolean =>
  findElectron() !== undefined && (process.platform !== 'linux' || Boolean(process.env.DISPLAY))

export class ElectronPages {
  readonly #home: Home
  readonly #plain: PlainPages
  readonly #app: ElectronApplication

  private constructor(home: Home, plain: PlainPages, app: ElectronApplication) {
    this.#home = home
    this.#plain = plain
    this.#app = app
  }

  static async start(of: {
    readonly plain: PlainPages
    readonly counts: readonly number[]
    readonly model: StreamingModel
  }): Promise<ElectronPages> {
    const home = new Home()
    keepGraphs(home, of.counts)
    const app = await launchElectron(home.env(of.model.server, { SLASHFLOW_QUIT: 'hold' }))
    const window = await app.browserWindow(await app.firstWindow())
    await window.evaluate((own, { width, height }) => own.setContentSize(width, height), WINDOW)
    return new ElectronPages(home, of.plain, app)
  }

  async open(count: number): Promise<Opened> {
    const page = await this.#app.firstWindow()
    await page.locator('.react-flow__node').first().waitFor()
    const firstPaint = await showCommand(page, count)
    return { hand: await handOn(page), firstPaint }
  }

  async openPlain(count: number, size: { readonly width: number; readonly height: number }): Promise<Opened> {
    const opened = this.#app.waitForEvent('window')
    const asked = { url: this.#plain.urlOf(count), width: Math.round(size.width), height: Math.round(size.height) }
    await this.#app.evaluate(({ BrowserWindow }, { url, width, height }) => {
      // A session of its own: that of the app answers to the app's own page alone.
      const window = new BrowserWindow({ width, height, useContentSize: true, webPreferences: { partition: 'plain' } })
      void window.loadURL(url)
    }, asked)
    const page = await opened
    const firstPaint = await paintedAt(page)
    return { hand: await handOn(page), firstPaint }
  }

  async close(): Promise<void> {
    await this.#app.close()
    this.#home.remove()
  }
}
