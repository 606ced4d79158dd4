import type { NodeState, RunState } from './run-state.ts'
import { executionKey, RUN_ENDED } from './run-state.ts'

/**
 * Whether something of the run itself can still happen without a person. A child run is judged by itself, so a node that
 * waits for one does not count; neither does a container, whose items' nodes do. `byDeadlines`: a question that somebody
 * must answer in time counts, because the time may run out.
 */
export function canMove(state: RunState, byDeadlines = true): boolean {
  if (RUN_ENDED.has(state.status)) return false
  if (state.status === 'stopping' || state.status === 'compensating') return true
  if (state.active.size === 0) return state.status === 'running'
  if (byDeadlines) for (const wait of state.waits.values()) if (wait.dueAt !== undefined) return true
  for (const node of state.active.values()) if (moves(node, state)) return true
  return false
}

function moves(node: NodeState, state: RunState): boolean {
  switch (node.status) {
    case 'awaiting':
      return false
    case 'waiting':
      return node.waitingFor?.type !== 'child'
    case 'queued':
      return state.status !== 'paused'
    default:
      return !state.items.has(executionKey(node.path, node.nodeId))
  }
}
