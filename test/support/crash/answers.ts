/** How every question of a story is answered, by whoever plays it. */
import type { OpenedEngine } from '#main/compose/open-engine.ts'
import type { Question } from './messages.ts'

export const BY = 'parent'

export async function giveAnswer({ control }: OpenedEngine, { runId, waitId, type, purpose }: Question): Promise<void> {
  if (type === 'approval') await control.decide({ runId, approvalId: waitId, decision: 'approved' }, BY)
  else {
    const values: Record<string, string> = purpose === 'recovery' ? { choice: 'run-again' } : {}
    await control.answer({ runId, inputId: waitId, values }, BY)
  }
}

export function openQuestions({ engine }: OpenedEngine): readonly Question[] {
  return engine
    .liveRuns()
    .flatMap(({ runId, state }) =>
      [...state.waits.values()].map(
        ({ id, type, request }): Question => ({ runId, waitId: id, type, purpose: request.purpose }),
      ),
    )
}
