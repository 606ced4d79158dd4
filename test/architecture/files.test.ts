import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LAYERS, ROOT } from './cruise-layers.ts'

/** STYLE rule 6: what a file should have, and what no file may have. */
const LIKED_LINES = 250
const MOST_LINES = 400

/** A name that says nothing attracts everything. */
const EMPTY_WORDS = ['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'manager']

const ROOT_NAMES = [
  '.ci .dependency-cruiser.cjs .editorconfig .git .gitattributes .github .gitignore .node-version .npmrc .nvmrc',
  'ARCHITECTURE.md LICENSE README.md biome.json docs electron-builder.yml electron.vite.config.ts knip.json main',
  'package-lock.json package.json playwright.config.ts renderer shared test tsconfig.base.json tsconfig.json',
  'tsconfig.main.json tsconfig.renderer.json tsconfig.shared.json tsconfig.test.json vitest.config.ts workflows',
  'node_modules out dist test-results playwright-report',
]
  .join(' ')
  .split(' ')

const files = LAYERS.flatMap((layer) =>
  readdirSync(join(ROOT, layer), { recursive: true, encoding: 'utf8' }).map((path) => join(layer, path)),
)
const sources = files.filter((path) => /\.(tsx?|css)$/.test(path))

describe('the files of the project', () => {
  it(`have no more than ${MOST_LINES} lines each`, () => {
    const sizes = sources
      .map((path) => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > LIKED_LINES)
      .sort((a, b) => b.lines - a.lines)
    if (sizes.length > 0) {
      const list = sizes.map(({ path, lines }) => `${String(lines).padStart(5)}  ${path}`).join('\n')
      console.info(`Files over ${LIKED_LINES} lines; split one when it has two reasons to be opened:\n${list}`)
    }
    expect(sizes.filter(({ lines }) => lines > MOST_LINES)).toEqual([])
  })

  it(`are named after the thing inside, not ${EMPTY_WORDS.join(', ')}`, () => {
    const named = files.filter((path) =>
      basename(path)
        .split(/[.-]/)
        .some((word) => EMPTY_WORDS.includes(word.toLowerCase())),
    )
    expect(named).toEqual([])
  })

  it('leave the root as it is: a new thing belongs into a layer', () => {
    expect(readdirSync(ROOT).filter((name) => !ROOT_NAMES.includes(name))).toEqual([])
  })
})
