/** A failed attempt: written down, and tried again later where its policy says so (DESIGN 4.7). */
import { failureData, type NodeError } from '../node-error.ts'
import type { Execution } from './execution.ts'
import { retryDelayMs } from './retry.ts'

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
  execution.armRetry(at)
}
