import type { RunState } from '#shared/state/run-state.ts'
import type { App } from '../../../app.ts'
import { openChildren } from '../called-runs.ts'
import { UsageError } from '../exit-codes.ts'
import { type GivenAnswers, responseByOptions } from './by-options.ts'
import { sendResponse } from './response.ts'

/**
 * Sends what was given with the command to the open questions of a run that lives in another process, and of those that it
 * called. Returns how many took it. Throws UsageError where something was given and none did.
 */
export async function answerElsewhere(app: App, state: RunState, given: GivenAnswers): Promise<number> {
  let answered = 0
  for (const { runId, waits } of [state, ...(await openChildren(app, state))])
    for (const wait of waits.values()) {
      const response = responseByOptions(wait, given)
      if (!response) continue
      await sendResponse(app, runId, wait, response)
      answered += 1
    }
  const isGiven = given.answers.size > 0 || given.recovery !== undefined
  if (isGiven && answered === 0)
    throw new UsageError(
      `No open question of run ${state.runId} takes what was given. "slashflow show ${state.runId}" lists those that are open.`,
    )
  return answered
}
