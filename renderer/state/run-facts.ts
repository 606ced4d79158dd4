/** What can be asked of a run as it stands. */
import { type NodeState, RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'

type Facts = Pick<RunState, 'status' | 'startedAt' | 'active' | 'nodes'>

export const isOpen = (state: Facts): boolean => state.startedAt !== '' && !RUN_ENDED.has(state.status)

export const canPause = (state: Facts): boolean => state.status === 'running' && state.startedAt !== ''

export const isPaused = (state: Facts): boolean => state.status === 'paused'

/** Something is held that a step would let go. */
export const canStep = (state: Facts): boolean => isPaused(state) && [...state.active.values()].some(isHeld)

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
