/** What a process of the crash suite and its parent say to each other, one JSON a line. */
import type { RunEvent } from '#shared/events/event.ts'

export interface Question {
  readonly runId: string
  readonly waitId: string
  readonly type: 'approval' | 'input'
  readonly purpose: string
}

export type Said =
  | { readonly event: RunEvent }
  /** What was open when the process took the runs over. */
  | { readonly open: readonly Question[] }
  | { readonly started: Readonly<Record<string, string>>; readonly ended: readonly string[] }
  /** The answer is stored. */
  | { readonly answered: string }
  | { readonly refused: string; readonly code: string }
  | { readonly bug: string }

export type Told = { readonly answer: Question } | { readonly close: true }

/** The question that an event asks. */
export function questionOf(event: RunEvent): Question | undefined {
  const { runId } = event
  if (event.type === 'approval.requested')
    return { runId, waitId: event.data.approvalId, type: 'approval', purpose: event.data.purpose }
  if (event.type === 'input.requested')
    return { runId, waitId: event.data.inputId, type: 'input', purpose: event.data.purpose }
  return undefined
}
