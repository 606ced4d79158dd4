/** The built app in Chromium on the web host, for measurements that end on the screen. */

import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from '@playwright/test'
import { Home, ROOT } from '#test/support/home.ts'
import { ModelServer } from '#test/support/model-server.ts'
import { SlashflowProcess } from '#test/support/slashflow-process.ts'

const SYSTEM_CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell']
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface BrowserApp {
  readonly home: Home
  readonly model: ModelServer
  readonly page: Page
  readonly server: SlashflowProcess
  close(): Promise<void>
}

export async function launchChromium(): Promise<Browser> {
  const path = process.env.CHROMIUM_PATH ?? SYSTEM_CHROMIUMS.find((each) => existsSync(each))
  // Where the system has none, Playwright's own.
  return chromium.launch({ args: ARGS, ...(path !== undefined && { executablePath: path }) })
}

export async function openBrowserApp(files: Readonly<Record<string, string>>): Promise<BrowserApp> {
  const home = new Home()
  const model = await ModelServer.start()
  for (const [name, text] of Object.entries(files)) {
    const file = home.write(`workflows/${name}.flow.json`, text)
    await SlashflowProcess.start(['trust', file, '--yes'], { env: home.env(), cwd: ROOT }).exit
  }
  home.settings({ workspace: home.folder })
  const server = SlashflowProcess.start(['serve', '--port', '0'], {
    env: home.env(model),
    cwd: ROOT,
  })
  const url = /http:\/\/\S+/.exec(await server.says('#token='))?.[0] ?? ''
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(url)
  await page.locator('.react-flow__node').first().waitFor()
  return {
    home,
    model,
    page,
    server,
    close: async () => {
      await browser.close()
      server.kill('SIGTERM')
      await server.exit
      await model.close()
      home.remove()
    },
  }
}

/** Types the command as a person does, and starts it. */
export async function typeCommand(page: Page, line: string): Promise<void> {
  const bar = page.getByRole('combobox', { name: 'Command' })
  await bar.fill(line)
  await bar.press('Enter')
}
