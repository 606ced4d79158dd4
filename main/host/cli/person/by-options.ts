/** Answers that were given with the command: `--approve`, `--answer`, `--recovery`. */

import type { Json } from '#shared/json.ts'
import type { Wait } from '#shared/state/run-state.ts'
import { fieldValue, json } from './field-value.ts'
import type { Response } from './response.ts'

export const APPROVE_CHOICES = ['ask', 'all', 'none'] as const
export type ApproveChoice = (typeof APPROVE_CHOICES)[number]

export const RECOVERY_CHOICES = ['run-again', 'done', 'fail'] as const
export type RecoveryChoice = (typeof RECOVERY_CHOICES)[number]

export interface GivenAnswers {
  readonly approve: ApproveChoice
  /** By field name, as typed. */
  readonly answers: ReadonlyMap<string, string>
  readonly recovery: RecoveryChoice | undefined
}

/** Throws UsageError where an answer is given that the question cannot take. */
export function responseByOptions(wait: Wait, given: GivenAnswers): Response | undefined {
  if (wait.type === 'approval') return given.approve === 'all' ? { type: 'approval', decision: 'approved' } : undefined
  if (wait.request.purpose === 'recovery') return recoveryResponse(given)
  const { fields } = wait.request
  const values: Record<string, Json> = {}
  for (const field of fields) {
    const typed = given.answers.get(field.name)
    if (typed !== undefined) values[field.name] = fieldValue(field, typed)
    else if (field.default === undefined && field.required !== false) return undefined
  }
  return Object.keys(values).length > 0 ? { type: 'input', values } : undefined
}

function recoveryResponse({ recovery, answers }: GivenAnswers): Response | undefined {
  if (!recovery) return undefined
  const output = answers.get('output')
  const isDone = recovery === 'done' && output !== undefined
  return { type: 'input', values: { choice: recovery, ...(isDone && { output: json('output', output) }) } }
}
