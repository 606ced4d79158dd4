/**
 * The two pages that are measured beside one another, in one Chromium or in one Electron: ours as built, and plain React Flow as
 * large as our canvas.
 */
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { Home, ROOT } from '#test/support/home.ts'
import { BUILT_ENTRY, SlashflowProcess } from '#test/support/slashflow-process.ts'
import { CanvasHand } from './canvas-hand.ts'
import { startCounting } from './frame-times.ts'
import { largeGraph, nameOf } from './large-graph.ts'
import { ALL_AT_ONCE, type StreamingModel } from './streaming-model.ts'

const WINDOW = { width: 1600, height: 1000 }
const PLAIN = join(ROOT, 'out/bench-canvas')
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

export interface Opened {
  readonly hand: CanvasHand
  /** From asking for the graph to the frame that shows it. */
  readonly firstPaint: number
}

export class OurPages {
  readonly #home = new Home()
  #server: SlashflowProcess | undefined
  #url = ''

  async start(counts: readonly number[], model: StreamingModel): Promise<void> {
    keepGraphs(this.#home, counts)
    const place = { env: this.#home.env(model.server), cwd: ROOT, entry: BUILT_ENTRY }
    this.#server = SlashflowProcess.start(['serve', '--port', '0'], place)
    this.#url = /http:\/\/\S+/.exec(await this.#server.says('#token='))?.[0] ?? ''
  }

  async open(browser: Browser, count: number): Promise<Opened> {
    const context = await browser.newContext({ viewport: WINDOW })
    const page = await context.newPage()
    await page.goto(this.#url)
    await page.locator('.react-flow__node').first().waitFor()
    const firstPaint = await showCommand(page, count)
    return { hand: await handOn(page), firstPaint }
  }

  async close(): Promise<void> {
    this.#server?.kill('SIGKILL')
    await this.#server?.exit
    this.#home.remove()
  }
}

export function keepGraphs(home: Home, counts: readonly number[]): void {
  for (const count of counts) home.write(`workflows/${nameOf(count)}.flow.json`, largeGraph(count))
  home.settings({ workspace: home.folder, ...ALL_AT_ONCE })
}

/** Opens the graph of that many nodes. Milliseconds until its canvas shows its nodes, or their painted overview, and two frames have passed. */
export async function showCommand(page: Page, count: number): Promise<number> {
  const command = page
    .locator('.sidebar button, nav button')
    .getByText(`/${nameOf(count)}`, { exact: true })
    .first()
  await command.waitFor()
  await page.evaluate(() => {
    const before = document.querySelector('.canvas-frame')
    ;(window as Window & { benchPaint?: Promise<number> }).benchPaint = new Promise((resolve) => {
      const begun = performance.now()
      const look = () => {
        const frame = document.querySelector('.canvas-frame')
        const shown = frame !== before && frame?.querySelector('.react-flow__node, canvas.overview')
        if (!shown) return requestAnimationFrame(look)
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)))
      }
      requestAnimationFrame(look)
    })
  })
  await command.click()
  return page.evaluate(() => (window as Window & { benchPaint?: Promise<number> }).benchPaint ?? 0)
}

export async function handOn(page: Page): Promise<CanvasHand> {
  const session = await page.context().newCDPSession(page)
  await startCounting(session)
  const hand = new CanvasHand(page, session)
  await hand.findCanvas()
  return hand
}

/** The plain page says it itself: milliseconds from its first byte to the frame that shows nodes. */
export async function paintedAt(page: Page): Promise<number> {
  const painted = await page.waitForFunction(() => (window as Window & { benchPainted?: number }).benchPainted)
  return Number(await painted.jsonValue())
}

export class PlainPages {
  #server: Server | undefined
  #url = ''

  async start(): Promise<void> {
    if (!existsSync(join(PLAIN, 'index.html'))) throw new Error('Build the plain page first: npm run bench:build')
    const server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
      const file = join(PLAIN, path === '/' ? 'index.html' : path)
      if (!existsSync(file)) return void response.writeHead(404).end()
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
      createReadStream(file).pipe(response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.#server = server
    this.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/` // a TCP server has no other address
  }

  urlOf(count: number): string {
    return `${this.#url}?n=${count}`
  }

  async open(
    browser: Browser,
    count: number,
    size: { readonly width: number; readonly height: number },
  ): Promise<Opened> {
    const viewport = { width: Math.round(size.width), height: Math.round(size.height) }
    const context = await browser.newContext({ viewport })
    const page = await context.newPage()
    await page.goto(this.urlOf(count))
    return { hand: await handOn(page), firstPaint: await paintedAt(page) }
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections()
    await new Promise((resolve) => this.#server?.close(resolve))
  }
}
