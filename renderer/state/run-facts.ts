/** What can be asked of a run as it stands. */
import { executionKey, type NodeState, RUN_ENDED, type RunState } from '#shared/state/run-state.ts'

type Facts = Pick<RunState, 'status' | 'startedAt' | 'active' | 'nodes' | 'items'>

export const isOpen = (state: Facts): boolean => state.startedAt !== '' && !RUN_ENDED.has(state.status)

export const canPause = (state: Facts): boolean => state.status === 'running' && state.startedAt !== ''

export const isPaused = (state: Facts): boolean => state.status === 'paused'

/** Something is held that a step would let go. */
export const canStep = (state: Facts): boolean => isPaused(state) && heldIn(state).length > 0

/** What a step would let go: nodes, and containers that would begin their next item. */
export function heldIn(state: Facts): readonly NodeState[] {
  return [...state.active.values()].filter((node) => isHeld(node) || holdsItems(state, node))
}

function holdsItems({ items }: Facts, { path, nodeId }: NodeState): boolean {
  const own = items.get(executionKey(path, nodeId))
  return own !== undefined && own.started < own.total && own.active.size === 0
}

/** In a paused run: could start, and has not. */
export const isHeld = (node: NodeState): boolean => node.status === 'queued'
