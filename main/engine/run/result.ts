/** What a run comes to (DESIGN 4.11). */
import type { Json } from '#shared/json.ts'
import { executionKey, type RunState } from '#shared/state/run-state.ts'
import { clipped } from '../clipped.ts'
import type { Outcome } from '../machines/run-machine.ts'
import type { LevelRun } from './level-run.ts'

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
export function resultOf(state: RunState, { level, routing }: LevelRun): Json {
  // Of several executions of a node one has completed, though a later one may have been withdrawn.
  const ids = routing.lastCompleted.map((index) => level.nodes[index]?.id ?? '')
  const [first, ...others] = ids
  if (first === undefined) return null
  if (others.length === 0) return outputOf(state, first)
  return Object.fromEntries(ids.map((id) => [id, outputOf(state, id)]))
}

function outputOf(state: RunState, id: string): Json {
  return state.nodes.get(executionKey('', id))?.output ?? null
}
