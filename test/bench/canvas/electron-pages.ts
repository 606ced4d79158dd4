/** The same two pages in one Electron: the built app in its window, and the plain page in a second window of the same process. */
import { _electron, type ElectronApplication } from '@playwright/test'
import { findElectron } from '#test/support/electron-runtime.ts'
import { Home, ROOT } from '#test/support/home.ts'
import type { ModelServer } from '#test/support/model-server.ts'
import { electronStream } from './electron-stream.ts'
import { handOn, keepGraphs, type Opened, type PlainPages, paintedAt, showCommand, silentModel } from './pages.ts'
import { StreamedRun } from './streamed-run.ts'

const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const WINDOW = { width: 1600, height: 1000 }

/** Undefined where there is no Electron, or no screen for it (`xvfb-run -a` is one). */
export const electronHere = (): string | undefined =>
  process.platform === 'linux' && !process.env.DISPLAY ? undefined : findElectron()

export class ElectronPages {
  readonly #home: Home
  readonly #plain: PlainPages
  readonly #app: ElectronApplication
  readonly #model: ModelServer
  readonly run = new StreamedRun()
  #stream: Awaited<ReturnType<typeof electronStream>> | undefined

  private constructor(home: Home, plain: PlainPages, app: ElectronApplication, model: ModelServer) {
    this.#home = home
    this.#plain = plain
    this.#app = app
    this.#model = model
  }

  static async start(executablePath: string, plain: PlainPages, counts: readonly number[]): Promise<ElectronPages> {
    const home = new Home()
    keepGraphs(home, counts)
    const model = await silentModel()
    const env = { ...home.env(model), SLASHFLOW_QUIT: 'hold' }
    const app = await _electron.launch({ executablePath, args: [...SANDBOX, ROOT], env })
    const window = await app.browserWindow(await app.firstWindow())
    await window.evaluate((own, { width, height }) => own.setContentSize(width, height), WINDOW)
    return new ElectronPages(home, plain, app, model)
  }

  async open(count: number): Promise<Opened> {
    const page = await this.#app.firstWindow()
    await page.locator('.react-flow__node').first().waitFor()
    const firstPaint = await showCommand(page, count)
    this.#stream ??= await electronStream(this.#app, page, (event) => this.run.heard(event))
    this.run.tellBy(this.#stream)
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
    this.run.close()
    this.#stream?.close()
    await this.#app.close()
    await this.#model.close()
    this.#home.remove()
  }
}
