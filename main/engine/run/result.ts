/** What a run comes to (DESIGN 4.11). */
import type { Json } from '#shared/json.ts'
import { executionKey, type RunState } from '#shared/state/run-state.ts'
import { clipped } from '../clipped.ts'
import type { CompiledWorkflow } from '../compile/compiled-workflow.ts'
import type { Routing } from '../compile/routing.ts'
import type { Outcome } from '../machines/run-machine.ts'

export interface EndOutcome {
  readonly status: 'succeeded' | 'failed'
  readonly result: Json
}

const LONGEST_MESSAGE = 2_000

/** What an `end` node makes of its run. */
export function outcomeOfEnd(
  { status, result }: EndOutcome,
  node: { readonly id: string; readonly title: string },
): Outcome {
  if (status === 'succeeded') return { type: 'succeeded', result }
  const message =
    typeof result === 'string' && result !== ''
      ? clipped(result, LONGEST_MESSAGE)
      : `${node.title} ended the run as failed.`
  return { type: 'failed', code: 'run.ended-failed', message, nodeId: node.id, byEnd: true }
}

/** Without an `end`: the output of the one completed node that has no live edge after it, or an object by node id where there are several. */
export function resultOf(state: RunState, compiled: CompiledWorkflow, routing: Routing): Json {
  const { nodes } = compiled.top
  const last: (readonly [string, Json])[] = []
  for (let index = 0; index < nodes.length; index += 1) {
    // Of several executions one has completed, though a later one may have been withdrawn.
    if (!routing.hasCompleted(index) || routing.leadsOn(index)) continue
    const id = nodes[index]?.id ?? ''
    last.push([id, state.nodes.get(executionKey('', id))?.output ?? null])
  }
  const [only] = last
  if (!only) return null
  return last.length === 1 ? only[1] : Object.fromEntries(last)
}
