import { defineConfig, devices } from '@playwright/test'
import { findElectron, NO_ELECTRON } from './test/support/electron-runtime.ts'
import { chromiumForTests } from './test/support/system-chromium.ts'

// Workers load this file too; once is enough.
if (process.env.TEST_WORKER_INDEX === undefined && !findElectron()) {
  console.warn(`\nELECTRON TESTS ARE SKIPPED. ${NO_ELECTRON}\n`)
}

/** The page is the same in both homes; what these files do besides goes through main, its files, its start and its end. */
const IN_ELECTRON_TOO = /e2e\/(story|commands|editing|runs|settings)\.spec\.ts$/

/** End-to-end tests, of what is built: all against the web host in Chromium, those above in Electron too, test/e2e/electron only there. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/playwright',
  workers: 2,
  // What is waited for comes at once on a machine at rest; none of these is reached but by what never comes.
  timeout: 300_000,
  expect: { timeout: 90_000 },
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // The report is what .ci/run counts.
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    // Without a film of the screen: it costs each test about as much as its page does, and the snapshots show the same.
    // In CI none at all, since nobody gets it from there; what failed is said with the page in words.
    trace: process.env.CI ? 'off' : { mode: 'retain-on-failure', screenshots: false, sources: false },
    actionTimeout: 90_000,
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: /e2e\/electron\//,
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1280, height: 800 },
        launchOptions: chromiumForTests(),
      },
    },
    { name: 'electron', testMatch: [IN_ELECTRON_TOO, /e2e\/electron\/.*\.spec\.ts$/] },
  ],
})
