/** A page that shows some parts of the window alone, in the browser that the test has. */
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import { ROOT } from './home.ts'

/** The script of a page, as one file. `entry` renders into `#root` by itself. */
export async function scriptOf(entry: URL): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(entry), formats: ['iife'], name: 'page' },
    },
  })
  const [bundle] = Array.isArray(built) ? built : [built]
  const [chunk] = bundle && 'output' in bundle ? bundle.output : []
  if (chunk?.type !== 'chunk') throw new Error(`Nothing was built of ${entry}`)
  return chunk.code
}

export async function showPage(page: Page, script: string): Promise<void> {
  await page.setContent('<!doctype html><html lang="en"><title>Parts</title><div id="root"></div></html>')
  await page.addScriptTag({ content: script })
}
