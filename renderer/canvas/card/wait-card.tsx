import type { Wait } from '#shared/state/run-state.ts'
import { ApprovalCard } from './approval-card.tsx'
import { FormCard } from './form-card.tsx'
import './card.css'

export interface WaitCardProps {
  readonly runId: string
  readonly wait: Wait
  /** Tallest that a payload grows, in px. */
  readonly most: number
}

/** An open question, as the kind of answer that it wants. */
export function WaitCard({ runId, wait, most }: WaitCardProps) {
  return wait.type === 'approval' ? (
    <ApprovalCard runId={runId} wait={wait} most={most} />
  ) : (
    <FormCard runId={runId} wait={wait} />
  )
}
