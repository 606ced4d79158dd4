/** What can be asked of a run as it stands. */
import { executionKey, type NodeState, RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'

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

export interface Undoable {
  readonly node: WorkflowNode
  /** The container item that it ran in. */
  readonly path: string
}

/** What a stop with undo would undo, latest first: completed nodes that name a compensator, and are not undone yet. */
export function undoable(state: Facts, workflow: Pick<Workflow, 'nodes'> | undefined): readonly Undoable[] {
  const byId = new Map(workflow?.nodes.map((node) => [node.id, node]))
  return [...state.nodes.values()]
    .filter((node) => node.status === 'completed' && node.compensatedBy === undefined)
    .sort((one, other) => ((one.endedAt ?? '') < (other.endedAt ?? '') ? 1 : -1))
    .flatMap(({ nodeId, path }) => {
      const node = byId.get(nodeId)
      return node?.compensate === undefined ? [] : [{ node, path }]
    })
}
