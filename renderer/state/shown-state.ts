/**
 * A run and its nodes as the screen names them. It knows states that the fold gives for paused, waiting and undone work;
 * one place says which, for the words, the marks and the controls.
 */
import type { NodeState, RunState } from '#shared/state/run-state.ts'

/** `held`: paused before it started. `waiting`: for a time, an event, a lock, a child run or its items. */
export type ShownNodeStatus = NodeState['status'] | 'held' | 'waiting'

/** `compensating`: stopped or failed, and what it did is being undone. */
export type ShownRunStatus = RunState['status'] | 'compensating'

export interface WaitingFor {
  readonly type: 'timer' | 'event' | 'lock' | 'child' | 'items'
  /** Of an event its name, of a lock its name, of a child its command. */
  readonly what: string
  /** Who holds the lock, as far as it is known. */
  readonly holder?: string | undefined
  /** ISO time. */
  readonly until?: string | undefined
}

export interface ShownNode extends Omit<NodeState, 'status' | 'waitingFor' | 'childRunId' | 'compensatedBy'> {
  readonly status: ShownNodeStatus
  readonly waitingFor?: WaitingFor | undefined
  /** The run that this node started and waits for. */
  readonly childRunId?: string | undefined
  /** The node that undid it. */
  readonly compensatedBy?: string | undefined
}

/** The fold's own state, with what it may say beyond the statuses of its type. */
export const shownNode = (node: NodeState): ShownNode => node

export const runStatus = (state: Pick<RunState, 'status'>): ShownRunStatus => state.status

/** What the fold says of a whole run beyond its status. */
interface RunMore {
  /** Why it stands still; `nodeId` is the breakpoint that it reached. */
  readonly paused?: { readonly nodeId?: string | undefined } | undefined
  /** What it did was undone, so it cannot go on. */
  readonly undone?: boolean
}

const more = (state: RunState): RunState & RunMore => state

export const pausedBefore = (state: RunState): string | undefined => more(state).paused?.nodeId

export const isUndone = (state: RunState): boolean => more(state).undone === true
