/** What a person decides about an approval or an effect, and whether an edited value can be used. */
import { CallError } from '#shared/ipc/call-error.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { NodeError } from '../node-error.ts'
import type { Execution } from './execution.ts'

export interface DecisionInput {
  readonly decision: 'approved' | 'rejected'
  readonly value: Json | undefined
  readonly feedback: string | undefined
  readonly by: string
}

/** Throws CallError `approval.invalid-value`, before anything is decided. */
export function checkValue(execution: Execution, purpose: 'approval' | 'effect', value: Json): void {
  const wrong = purpose === 'effect' ? wrongInput(execution, value) : wrongAnswer(execution, value)
  if (wrong)
    throw new CallError(
      'approval.invalid-value',
      `The edited value of ${execution.node.title} cannot be used: ${wrong}. Nothing was decided.`,
    )
}

function wrongAnswer({ node, given }: Execution, value: Json): string | null {
  const { behaviour } = node.kind
  return behaviour.family === 'approval' ? (behaviour.validate?.(value, given.input) ?? null) : null
}

/** What an effect is changed to must still be an input of its kind. */
function wrongInput({ node, given: { recorded } }: Execution, value: Json): string | null {
  if (!isJsonObject(recorded) || !isJsonObject(value)) return 'it must be an object with the fields that were proposed'
  const changed = node.kind.input.safeParse({ ...recorded, ...value })
  if (changed.success) return null
  return changed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
}

/** By whom is said by the decision. */
export function refused(execution: Execution, feedback: string | undefined): NodeError {
  const reason = feedback ? `: ${feedback}` : '.'
  return new NodeError('effect.rejected', `${execution.node.title} was refused${reason}`, {
    retryable: false,
    detail: { feedback: feedback ?? '' },
  })
}
