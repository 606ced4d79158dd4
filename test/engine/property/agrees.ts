import { expect } from 'vitest'
import { readFlow } from '#test/engine/reference/flow.ts'
import { readScript } from '#test/engine/reference/play.ts'
import type { Case } from '#test/support/graphs/cases.ts'
import { partsBy, type Terms } from './follows.ts'

/** One case in its simplest form: the engine plays it as the reference does. */
export const agrees = async (
  text: string,
  does: Record<string, string> = {},
  schedule: readonly number[] = [],
  interruptions: Case['interruptions'] = [],
  terms: Terms = {},
) => {
  const of = { flow: readFlow(text), script: readScript(does), schedule, interruptions }
  expect(await partsBy(of, terms)).toBeUndefined()
}
