/** What waits for a person: approvals, questions, and deliveries that failed. */
import { z } from 'zod'
import { command, query } from '../define.ts'
import type { InboxItem, LetterView } from '../views/run-views.ts'
import { RunId } from './inputs.ts'

export const answerCalls = {
  'inbox.list': query<readonly InboxItem[]>()(z.object({})),
  /** Newest first. */
  'letters.list': query<readonly LetterView[]>()(
    z.object({
      limit: z.int().min(1).max(1_000).default(100),
      open: z.boolean().default(true),
      code: z.string().optional(),
    }),
  ),
  /** Delivers them again, each as a new run; `payload` instead of what was delivered, where there is one letter. */
  'letters.replay': command<{ runs: readonly { letterId: string; runId: string }[] }>()(
    z.object({ ids: z.array(z.string()).min(1).max(512), payload: z.json().optional() }),
  ),
  'letters.discard': command<{ discarded: number }>()(z.object({ ids: z.array(z.string()).min(1).max(512) })),
  /** Refused with `approval.not-open` where it was answered, has expired, or its run has ended. */
  'approval.decide': command<Record<string, never>>()(
    z.object({
      runId: RunId,
      approvalId: z.string(),
      decision: z.enum(['approved', 'rejected']),
      /** The payload as the person left it; as proposed where it is not given. */
      value: z.json().optional(),
      feedback: z.string().optional(),
    }),
  ),
  'input.answer': command<Record<string, never>>()(
    z.object({ runId: RunId, inputId: z.string(), values: z.record(z.string(), z.json()) }),
  ),
} as const
