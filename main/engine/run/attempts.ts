/** The attempts of an execution (DESIGN 4.7): begun, failed, and tried again later where its policy says so. */
import { failureData, type NodeError } from '../node-error.ts'
import type { Activity } from './activity.ts'
import { activityOf } from './activity-of.ts'
import type { Execution } from './execution.ts'
import { retryDelayMs } from './retry.ts'

/** What it is given, and its activity. An effect begins when that is stored. */
export function beginAttempt(execution: Execution): void {
  execution.emit('node.started', { input: execution.given.recorded }, execution.given.isEffect)
  execution.activity = activityOf(execution)
  execution.activity.begin()
}

/** `retryAt` (ISO): when another attempt follows. */
export function emitFailure(execution: Execution, error: NodeError, retryAt?: string): void {
  const { detail } = error
  execution.emit('node.failed', {
    ...failureData(error),
    ...(retryAt !== undefined && { retryAt }),
    ...(detail !== undefined && { detail }),
  })
}

export function mayRetry({ attempt, node }: Execution, error: NodeError): boolean {
  return error.retryable && attempt < node.retry.attempts
}

/** The deadline is in the log, so a restart keeps it. */
export function retryLater(execution: Execution, error: NodeError): void {
  const { clock, ids } = execution.run
  const at = clock.now() + retryDelayMs(execution.node.retry, execution.attempt, error, ids.random())
  execution.activity = undefined
  emitFailure(execution, error, new Date(at).toISOString())
  awaitRetry(execution, at)
}

/** `at` in ms since 1970; `failedAt`: ISO, of an attempt that failed before a restart. */
export function awaitRetry(execution: Execution, at: number, failedAt?: string): void {
  execution.resources.armDeadline(at, failedAt, () => execution.send({ type: 'due' }))
}

/** Of an attempt that began before a restart: it is told to go on, or to wait, by who asks. */
export function activityAgain(execution: Execution): Activity {
  execution.activity ??= activityOf(execution)
  return execution.activity
}
