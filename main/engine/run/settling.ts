/** How an execution settles: by a port, by a failure, or as an earlier run has recorded. Its last event, and what that means for the run. */
import { ERROR_PORT } from '#shared/workflow/workflow.ts'
import { hasEdge } from '../compile/routing-table.ts'
import type { Leaving } from '../kind.ts'
import type { NodeError } from '../node-error.ts'
import { emitFailure, mayRetry } from './attempts.ts'
import type { Execution } from './execution.ts'
import { exhausted } from './loop-edges.ts'

/** `isDurable`: what it did is on disk before anything follows. */
export function complete(execution: Execution, { port, output }: Leaving, isDurable: boolean): void {
  const limit = exhausted(execution, port)
  if (limit) return fail(execution, limit)
  const event = execution.emit('node.completed', { output, port }, isDurable) // in the order of the canonical text
  execution.end(port, event.data.output)
}

/** Nothing is executed. */
export function leaveRecorded(execution: Execution, { port, output }: Leaving): void {
  const limit = exhausted(execution, port)
  if (limit) return fail(execution, limit)
  execution.isRecorded = true
  const event = execution.emit('node.completed', { output, port, recorded: true })
  execution.end(port, event.data.output)
}

export function fail(execution: Execution, error: NodeError): void {
  emitFailure(execution, error)
  if (isCaught(execution)) return execution.end(ERROR_PORT, { error: { code: error.code, message: error.message } })
  execution.over()
  execution.run.outcomes.failed(execution, error)
}

/** Whether it is sure to fail for good: what it fails need not wait until all inside it has ended (DESIGN 4.5). */
export function willFail(execution: Execution, error: NodeError): boolean {
  return !mayRetry(execution, error) && !isCaught(execution) && !execution.compensates
}

/** A failure leaves by the port `error`. */
function isCaught(execution: Execution): boolean {
  const { level, index } = execution.node
  return hasEdge(level.table, index, ERROR_PORT) && !exhausted(execution, ERROR_PORT)
}
