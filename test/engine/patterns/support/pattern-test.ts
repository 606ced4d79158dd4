import { expect, it } from 'vitest'
import type { Json } from '#shared/json.ts'
import { patternOf } from '../patterns.ts'
import { filesOf, missingKinds, workflowIn } from './pattern-files.ts'
import { PatternRun } from './pattern-run.ts'

type Begin = (args?: Readonly<Record<string, Json>>) => Promise<PatternRun>

/**
 * One expectation of a pattern, about a run of its workflow file. Where this Slashflow lacks a kind that the file uses, the
 * pattern is reported as to do, and switches itself on with the kind.
 */
export function pattern(number: number, sentence: string, story: (begin: Begin) => Promise<void>): void {
  const known = patternOf(number)
  const title = `WCP-${number} ${known.name}: ${sentence}`
  const files = filesOf(known)
  const missing = missingKinds(files)
  if (missing.length > 0) {
    console.warn(`NOT TESTED: ${title} (this Slashflow has no ${missing.join(', ')})`)
    it.todo(title)
    return
  }
  it(title, async () => {
    expect.hasAssertions()
    const [workflow, ...others] = files.map(workflowIn)
    const run = new PatternRun()
    try {
      if (!workflow) throw new Error(`WCP-${number} has no workflow file`)
      await story(async (args = {}) => {
        await run.begin(workflow, others, args)
        return run
      })
    } finally {
      await run.close()
    }
  })
}
