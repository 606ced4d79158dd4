import { expect, it } from 'vitest'
import { placesOfMended } from '#renderer/canvas/edit/places-of-mended.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { applyFix } from '#shared/workflow/fix.ts'
import { shell, step, workflow } from '#test/shared/workflow/checked.ts'
import { catalog, checkOptions } from '#test/shared/workflow/small-catalog.ts'

it('puts an approval that a fix adds in the place of its target also where the file says nothing of places', () => {
  const push = shell('push', { approve: 'never' })
  const before = workflow([push, step('tell')], 'start>push push>tell')
  const shown = new Map<string, readonly [number, number]>([
    ['start', [0, 0]],
    ['push', [224, 40]],
    ['tell', [440, 40]],
  ])
  const fixes = checkWorkflow(before, catalog, checkOptions).flatMap((problem) => problem.fixes ?? [])
  const mend = (label: string) => {
    const fix = fixes.find((each) => each.label === label)
    const mended = fix && applyFix(before, fix)
    return mended && placesOfMended(before, mended, shown).layout
  }
  expect(mend('Add an approval before it')).toEqual({
    start: [0, 0],
    approve: [224, 40],
    refused: [496, 160],
    push: [496, 40],
    tell: [712, 40],
  })
  expect(mend('Ask before it')).toBeUndefined()
})
