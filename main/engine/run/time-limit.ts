/** How long an attempt of a node may take (`timeout`, DESIGN 4.7). */
import type { CompiledNode } from '../compile/compiled-workflow.ts'
import { NodeError } from '../node-error.ts'
import type { Execution } from './execution.ts'

/** Of an activity whose end is not its own work's: the time counts from the start of the attempt, also after a restart. */
export function armTimeLimit(execution: Execution, due: () => void): void {
  const { node, run, key } = execution
  if (node.timeoutMs === undefined) return
  const { startedAt = '' } = run.state.active.get(key) ?? {}
  const begun = Date.parse(startedAt) || run.clock.now()
  execution.resources.armDeadline(begun + node.timeoutMs, startedAt, due)
}

export function ranOutOfTime({ timeoutMs, title }: CompiledNode): NodeError {
  return new NodeError('node.timeout', `${title} did not end within ${(timeoutMs ?? 0) / 1000} s and was ended.`)
}
