import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DOCS } from '#main/host/dev/docs.ts'

it.each(Object.entries(DOCS))('%s is what the code says; npm run docs writes it', (path, text) => {
  expect(readFileSync(join(import.meta.dirname, '../..', path), 'utf8')).toBe(text())
})
