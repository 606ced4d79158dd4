import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalText } from '#shared/workflow/canonical.ts'
import { changed, changeOf } from '#shared/workflow/change.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { workflows } from './workflow-arbitrary.ts'

/** As it is sent. */
const overTheWire = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

it('means the same to whoever read the version from its file as to the window that wrote it', () => {
  fc.assert(
    fc.property(workflows, workflows, (version, edited) => {
      const read = parseWorkflow(canonicalText(version)).workflow
      fc.pre(read !== undefined)
      const whole = overTheWire(edited)
      const found = changed(read as Workflow, overTheWire(changeOf('', version, whole)))
      // Where it does not fit, all is sent.
      if (found !== undefined) expect(canonicalText(found as unknown as Workflow)).toBe(canonicalText(whole))
    }),
  )
})
