/** The built app in Chromium on the web host, for measurements that end on the screen. */
import { type Browser, chromium, type Page } from '@playwright/test'
import { Home, ROOT } from '#test/support/home.ts'
import { ModelServer } from '#test/support/model-server.ts'
import { SlashflowProcess } from '#test/support/slashflow-process.ts'
import { chromiumForMeasurements } from '#test/support/system-chromium.ts'

export interface BrowserApp {
  readonly home: Home
  readonly model: ModelServer
  readonly page: Page
  readonly server: SlashflowProcess
  close(): Promise<void>
}

export const launchChromium = (): Promise<Browser> => chromium.launch(chromiumForMeasurements())

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
