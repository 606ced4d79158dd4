/** A node did not end within its `timeout` (DESIGN 4.7). */
import type { CompiledNode } from '../compile/compiled-workflow.ts'
import { NodeError } from '../node-error.ts'

export function ranOutOfTime({ timeoutMs, title }: CompiledNode): NodeError {
  return new NodeError('node.timeout', `${title} did not end within ${(timeoutMs ?? 0) / 1000} s and was ended.`)
}
