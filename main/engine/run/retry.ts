/** When the next attempt begins (DESIGN 4.7). */
import { durationMs, LONGEST_MS } from '#shared/workflow/duration.ts'
import type { Retry } from '#shared/workflow/workflow.ts'
import type { NodeError } from '../node-error.ts'

export interface RetryPolicy {
  /** Counts the first one. */
  readonly attempts: number
  readonly delayMs: number
  readonly factor: number
  readonly jitter: boolean
  readonly maxMs: number
}

export function retryPolicy(retry: Retry | undefined): RetryPolicy {
  return {
    attempts: retry ? (retry.attempts ?? 3) : 1,
    delayMs: durationMs(retry?.delay ?? '1s'),
    factor: retry?.factor ?? 2,
    jitter: retry?.jitter ?? true,
    maxMs: durationMs(retry?.max ?? '1m'),
  }
}

/** Milliseconds after the failure of attempt `attempt` (from 1). Jitter halves it at most; a provider's wish is a lower bound. */
export function retryDelayMs(policy: RetryPolicy, attempt: number, error: NodeError, random: number): number {
  const backoff = Math.min(policy.delayMs * policy.factor ** (attempt - 1), policy.maxMs)
  const own = policy.jitter ? backoff * (0.5 + random / 2) : backoff
  return Math.round(Math.min(Math.max(own, error.retryAfterMs ?? 0), LONGEST_MS))
}

/** Undoing matters more than most: it is tried three times where its node says nothing. */
export const COMPENSATOR_RETRY: RetryPolicy = retryPolicy({ attempts: 3 })
