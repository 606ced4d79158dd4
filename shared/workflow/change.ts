/**
 * A workflow as what makes it of a version of its file. It is edited a few words at a time, and goes to main with each check,
 * each draft and each Save: of a graph of thousands of nodes only the difference does.
 */
import type { Json } from '../json.ts'
import { applyDelta, type Delta, deltaOf } from '../json-delta.ts'
import type { Workflow } from './workflow.ts'

export interface WorkflowChange {
  /** Hash of the version's text. */
  readonly base: string
  readonly delta: Delta
}

export function changeOf(base: string, from: Workflow, to: Workflow): WorkflowChange {
  return { base, delta: deltaOf(from as Json, to as Json) } // a workflow is JSON
}

/** Told from a whole workflow, which has no such fields. */
export function isChange(value: unknown): value is WorkflowChange {
  return (
    typeof value === 'object' &&
    value !== null &&
    'base' in value &&
    typeof value.base === 'string' &&
    'delta' in value &&
    !('nodes' in value)
  )
}

/** Not read yet: it may be no workflow. Undefined where the change was made for another version. */
export function changed(from: Workflow, { delta }: WorkflowChange): Json | undefined {
  try {
    return applyDelta(from as Json, delta) // a workflow is JSON
  } catch {
    return undefined
  }
}
