/** `test` for the window: the same files run in Chromium and in Electron; the project's name says where. */

import { type Browser, test as base } from '@playwright/test'
import { type AppHome, AppUnderTest } from '#test/support/app-under-test.ts'
import { BrowserHome } from '#test/support/browser-home.ts'
import { ElectronHome } from '#test/support/electron-home.ts'
import { findElectron, NO_ELECTRON } from '#test/support/electron-runtime.ts'
import { type OwnParts, ownParts } from '#test/support/own-parts.ts'

interface Parts extends OwnParts {
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
  ...ownParts,
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
