/** The built app in Chromium, served by `slashflow serve`. */
import type { BrowserContext, Page } from '@playwright/test'
import type { AppHome } from './app-under-test.ts'
import { type Home, ROOT } from './home.ts'
import { SlashflowProcess } from './slashflow-process.ts'

export class BrowserHome implements AppHome {
  readonly name = 'chromium'
  readonly #context: BrowserContext
  /** The same again after the first start, so that the page's own memory is found again. */
  #port = '0'
  #server: SlashflowProcess | undefined
  #page: Page | undefined

  constructor(context: BrowserContext) {
    this.#context = context
  }

  async open(home: Home, env: Readonly<Record<string, string>>): Promise<Page> {
    const url = await this.#serve(home, env)
    this.#page = await this.#context.newPage()
    await this.#page.goto(url)
    return this.#page
  }

  /** The host ends without a word, and its page stays. */
  async killHost(): Promise<void> {
    this.#server?.kill('SIGKILL')
    await this.#server?.exit
  }

  /** Another host on the port of the one before. Resolves with the address that it prints. */
  startHost(home: Home): Promise<string> {
    return this.#serve(home, {})
  }

  async #serve(home: Home, env: Readonly<Record<string, string>>): Promise<string> {
    const words = ['serve', '--port', this.#port]
    const server = SlashflowProcess.start(words, { env: home.env(undefined, env), cwd: ROOT })
    this.#server = server
    const url = /http:\/\/\S+/.exec(await server.says('#token='))?.[0] ?? ''
    this.#port = new URL(url).port
    return url
  }

  /** As a person does with Ctrl+C: runs are held. */
  async close(): Promise<void> {
    await this.#page?.close()
    this.#server?.kill('SIGTERM')
    await this.#server?.exit
    this.#server = undefined
  }

  async kill(): Promise<void> {
    this.#server?.kill('SIGKILL')
    await this.#server?.exit
    await this.#page?.close()
  }
}
