/** What a run looks like at one moment: the fold of its events. Plain data, shared by main, renderer and tests. */

import type { EventData } from '../events/event.ts'
import type { LoopScope } from '../events/node-events.ts'
import type { ReceiptEntry } from '../events/run-events.ts'
import type { Json } from '../json.ts'

export type RunStatus = 'running' | 'paused' | 'stopping' | 'interrupted' | 'succeeded' | 'failed'

/** `active` says that work or a wait is open; the screen derives finer states (queued, needs you) from the fields. */
export type NodeStatus =
  | 'queued' // activated; waits for a place
  | 'running'
  | 'streaming'
  | 'awaiting' // a person is asked: see `waitId`
  | 'retrying' // between two attempts: see `retryAt`
  | 'completed'
  | 'failed'
  | 'skipped'
  | 'interrupted'

export interface Notice {
  readonly code: string
  readonly message: string
}

export interface Failure {
  readonly code: string
  readonly message: string
  readonly detail?: Json
}

/** One execution of a node. Replaced as a whole on every change, so identity means "unchanged". */
export interface NodeState {
  readonly nodeId: string
  readonly path: string
  readonly iteration: number
  readonly attempt: number
  readonly status: NodeStatus
  readonly loop: LoopScope
  readonly activatedAt?: string
  readonly startedAt?: string
  readonly endedAt?: string
  readonly input?: Json
  /** The latest output, also of an earlier pass. */
  readonly output?: Json
  readonly port?: string
  readonly error?: Failure
  readonly retryAt?: string
  /** Why it was skipped or interrupted. */
  readonly reason?: string
  /** The open question of this node, a key of `RunState.waits`. */
  readonly waitId?: string
  /** Live text by channel, of the present attempt (or the last one). */
  readonly streams: Readonly<Record<string, string>>
  readonly notices: readonly Notice[]
  /** Live processes: pid to start time. */
  readonly processes: Readonly<Record<number, string>>
}

export type Wait = (
  | { readonly type: 'approval'; readonly request: EventData<'approval.requested'> }
  | { readonly type: 'input'; readonly request: EventData<'input.requested'> }
) & {
  readonly id: string
  readonly nodeId: string
  readonly path: string
  readonly iteration: number
  readonly since: string
  readonly dueAt?: string
}

/** An approval that was answered, kept on its node's history for both views of an edited payload. */
export interface Decision {
  readonly nodeId: string
  readonly path: string
  readonly iteration: number
  readonly request: EventData<'approval.requested'>
  readonly decided: EventData<'approval.decided'>
  readonly at: string
}

export interface RunState {
  readonly runId: string
  workflow: string
  version: string
  args: Readonly<Record<string, Json>>
  workspace: string
  trusted: boolean
  startedBy: string
  status: RunStatus
  startedAt: string
  endedAt: string | undefined
  result: Json | undefined
  error: (Failure & { readonly nodeId?: string }) | undefined
  receipt: readonly ReceiptEntry[] | undefined
  /** Latest execution by `executionKey(path, nodeId)`. */
  readonly nodes: Map<string, NodeState>
  /** Executions that have not ended, by `activationKey`. A node with `join: each` may have several. */
  readonly active: Map<string, NodeState>
  /** Open questions by id. */
  readonly waits: Map<string, Wait>
  readonly decisions: Map<string, Decision>
  /** The last event folded; -1 before the first. */
  seq: number
  /** Grows with every event, so a view can subscribe to "something changed". */
  revision: number
}

/** `path/node`; a node at the top is its id alone. */
export function executionKey(path: string | undefined, nodeId: string): string {
  return path ? `${path}/${nodeId}` : nodeId
}

/** `path/node/iteration`: one execution, and the key of its deliveries. */
export function activationKey(path: string | undefined, nodeId: string, iteration: number): string {
  return `${executionKey(path, nodeId)}/${iteration}`
}

export function newRunState(runId: string): RunState {
  return {
    runId,
    workflow: '',
    version: '',
    args: {},
    workspace: '',
    trusted: false,
    startedBy: '',
    status: 'running',
    startedAt: '',
    endedAt: undefined,
    result: undefined,
    error: undefined,
    receipt: undefined,
    nodes: new Map(),
    active: new Map(),
    waits: new Map(),
    decisions: new Map(),
    seq: -1,
    revision: 0,
  }
}

export const RUN_ENDED: ReadonlySet<RunStatus> = new Set(['interrupted', 'succeeded', 'failed'])
