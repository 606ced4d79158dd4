import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { findElectron, NO_ELECTRON } from './test/support/electron-runtime.ts'

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

// Workers load this file too; once is enough.
if (process.env.TEST_WORKER_INDEX === undefined && !findElectron()) {
  console.warn(`\nELECTRON TESTS ARE SKIPPED. ${NO_ELECTRON}\n`)
}

/** End-to-end tests, of what is built: the same files against the web host in Chromium and in Electron; test/e2e/electron only there. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/playwright',
  workers: 1,
  // A machine that is busy takes its time; a test that hangs is still found.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // The report is what .ci/run counts.
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: { trace: 'retain-on-failure', actionTimeout: 40_000 },
  projects: [
    {
      name: 'chromium',
      testIgnore: /e2e\/electron\//,
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1280, height: 800 },
        launchOptions: {
          // Where the system has no Chromium, Playwright's own message says what to install.
          ...(existsSync(chromium) ? { executablePath: chromium } : {}),
          args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      },
    },
    { name: 'electron' },
  ],
})
