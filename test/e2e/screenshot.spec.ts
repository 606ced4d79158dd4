/**
 * The README's picture, taken of the real thing: `npm run docs:screenshot` writes it. The way there is a test in every
 * run, so the picture cannot show what the app no longer does.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { ROOT } from '#test/support/home.ts'
import { test } from './app-test.ts'

const PICTURE = 'docs/screenshot.png'

test('the README shows a review that waits for approval', async ({ app, model, repository, home }, testInfo) => {
  testInfo.skip(testInfo.project.name !== 'chromium', 'one picture is enough')
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(PICTURE)
  home.settings({ theme: 'dark', workspace: repository.folder })
  await app.open({ model })
  await app.run('/pr-review base=main')
  await app.approval('Keep it?').expectAsking('Keep this review?')
  await app.approval('Keep it?').expectInSight()
  await app.page.mouse.move(0, 0)

  const path = process.env.SLASHFLOW_SCREENSHOT ? join(ROOT, PICTURE) : testInfo.outputPath('screenshot.png')
  await app.page.screenshot({ path, animations: 'disabled' })
})
