import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { canonicalText } from '#shared/workflow/canonical.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import { PATTERNS } from './patterns.ts'
import { filesOf, missingKinds, PATTERNS_FOLDER, patternFiles, textOf, workflowIn } from './support/pattern-files.ts'
import { patternsPage } from './support/patterns-page.ts'

const CATALOG = catalogOf(DESCRIPTORS)

const tested = readdirSync(PATTERNS_FOLDER)
  .filter((name) => name.endsWith('.test.ts'))
  .flatMap((name) => [...readFileSync(join(PATTERNS_FOLDER, name), 'utf8').matchAll(/^ *pattern\((\d+), /gm)])
  .map(([, number]) => Number(number))

describe('the patterns', () => {
  it('are the 43, each once', () => {
    expect(PATTERNS.map(({ number }) => number)).toEqual(Array.from({ length: 43 }, (_, index) => index + 1))
    expect(new Set(PATTERNS.map(({ name }) => name)).size).toBe(43)
  })

  it('have a file named after them and a test, where the format has them', () => {
    for (const pattern of PATTERNS.filter(({ support }) => support !== 'not')) {
      expect(filesOf(pattern)[0], pattern.name).toContain(pattern.name.toLowerCase().replaceAll(/[^a-z]+/g, '-'))
      expect(tested, pattern.name).toContain(pattern.number)
    }
  })

  it('leave no file without a pattern', () => {
    expect(PATTERNS.flatMap(filesOf).sort()).toEqual(patternFiles())
  })

  it('stand in docs/patterns.md as they are; npm run docs writes it', () => {
    expect(readFileSync(join(PATTERNS_FOLDER, '../../../docs/patterns.md'), 'utf8')).toBe(patternsPage())
  })
})

describe.each(patternFiles())('%s', (file) => {
  it('is in its canonical form', () => {
    expect(parseWorkflow(textOf(file)).problems).toEqual([])
    expect(canonicalText(workflowIn(file), CATALOG)).toBe(textOf(file))
  })

  it('has no error', () => {
    const unknown = new Set(missingKinds([file]))
    const errors = checkWorkflow(workflowIn(file), CATALOG, KIND_CHECKS).filter(
      ({ severity, code, nodeId }) =>
        severity === 'error' && !(code === 'node.unknown-kind' && unknown.has(kindOf(file, nodeId))),
    )
    expect(errors).toEqual([])
  })
})

const kindOf = (file: string, nodeId: string | undefined): string =>
  workflowIn(file).nodes.find(({ id }) => id === nodeId)?.kind ?? ''
