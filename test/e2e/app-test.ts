/** `test` for the window: the same files run in Chromium and in Electron; the project's name says where. */
import { type Browser, test as base } from '@playwright/test'
import { type AppHome, AppUnderTest } from '#test/support/app-under-test.ts'
import { BrowserHome } from '#test/support/browser-home.ts'
import { ElectronHome } from '#test/support/electron-home.ts'
import { findElectron, NO_ELECTRON } from '#test/support/electron-runtime.ts'
import { GitRepository } from '#test/support/git-repository.ts'
import { Home } from '#test/support/home.ts'
import { ModelServer } from '#test/support/model-server.ts'
import { reviews } from '#test/support/reviewing-model.ts'

interface Parts {
  home: Home
  repository: GitRepository
  model: ModelServer
  place: AppHome
  app: AppUnderTest
}

export const test = base.extend<Parts, { chromium: Browser | undefined }>({
  // Playwright's own `browser` would start a Chromium for the Electron project too.
  chromium: [
    async ({ playwright }, use, { project }) => {
      if (project.name !== 'chromium') return use(undefined)
      const browser = await playwright.chromium.launch(project.use.launchOptions)
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  home: async ({}, use) => {
    const home = new Home()
    await use(home)
    home.remove()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  repository: async ({}, use) => {
    const repository = GitRepository.changed()
    await use(repository)
    repository.remove()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  model: async ({}, use) => {
    const model = reviews(await ModelServer.start())
    await use(model)
    await model.close()
  },
  place: async ({ chromium }, use, testInfo) => {
    if (!chromium) {
      testInfo.skip(!findElectron(), NO_ELECTRON)
      const electron = new ElectronHome()
      await use(electron)
      return electron.kill()
    }
    const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } })
    const browser = new BrowserHome(context)
    await use(browser)
    await browser.kill()
    await context.close()
  },
  app: async ({ home, place }, use) => use(new AppUnderTest(home, place)),
})
