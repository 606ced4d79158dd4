/** Writes what is derived from the code: `npm run docs`. A test fails when one of the files is stale. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DOCS } from './docs.ts'

const root = join(import.meta.dirname, '..', '..', '..')
for (const [path, text] of Object.entries(DOCS)) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text())
}
