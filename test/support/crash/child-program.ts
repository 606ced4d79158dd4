/** The child as one file, so that it starts as fast as the built command line does. */
import { mkdtempSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'vite'
import { ROOT } from '#test/support/home.ts'

/** Inside the project, where the file finds the native packages. */
const PLACE = 'node_modules/.cache'

/** As the app's own modules name it; the one that dies asks for it by another name, and gets it. */
const ENGINES_SQLITE = /^\.\.?\/(.*\/)?sqlite\.ts$/

/** Returns the file. */
export async function buildChild(): Promise<string> {
  const folder = mkdtempSync(resolve(ROOT, PLACE, 'slashflow-crash-'))
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: [{ find: ENGINES_SQLITE, replacement: resolve(import.meta.dirname, 'dying-sqlite.ts') }] },
    ssr: { noExternal: true },
    build: {
      ssr: 'test/support/crash/crash-child.ts',
      target: 'node22',
      outDir: folder,
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'child.js' } },
    },
  })
  return resolve(folder, 'child.js')
}
