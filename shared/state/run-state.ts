/** What a run looks like at one moment: the fold of its events. Plain data, shared by main, renderer and tests. */

import type { EventData } from '../events/event.ts'
import type { ErrorData, ExecutionRef, LoopScope } from '../events/node-events.ts'
import type { ParentRef, ReceiptEntry, ReplayRef } from '../events/run-events.ts'
import type { Json } from '../json.ts'
import type { ItemsState } from './items-state.ts'
import { KeyedList } from './keyed-list.ts'

export type RunStatus =
  | 'running'
  | 'paused' // nothing new starts
  | 'stopping'
  | 'compensating' // what it did is being undone
  | 'interrupted'
  | 'succeeded'
  | 'failed'

/** `active` says that work or a wait is open; the screen derives finer states (queued, needs you) from the fields. */
export type NodeStatus =
  | 'queued' // activated; waits for a place
  | 'running'
  | 'streaming'
  | 'awaiting' // a person is asked: see `waitId`
  | 'waiting' // for a time, an event, a lock or a child run: see `waitingFor`
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
  /** The same once more would fail again. */
  readonly retryable?: false
  readonly detail?: Json
}

/** What a node waits for that is no person. `until` (ISO): when it goes on without. */
export interface WaitingFor {
  readonly type: 'timer' | 'event' | 'lock' | 'child'
  /** The events' names, the lock's name, or the child's command. */
  readonly what: string
  readonly until?: string
  /** When `until` was set; absent where that date is meant, however the clock is set meanwhile. */
  readonly setAt?: string
  /** Who holds the lock, in words, as far as it is known. */
  readonly holder?: string
  /** The node that holds the lock, where it is one of the same run. */
  readonly holderNode?: string
  /** Position in the log behind which an event counts. */
  readonly since?: number
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
  /** The latest output, also of an earlier pass: of the execution that started last, of those that have ended with one. */
  readonly output?: Json
  /** The iteration of the execution that put it out. */
  readonly outputOf?: number
  readonly port?: string
  readonly error?: Failure
  readonly retryAt?: string
  /** While it is retrying: when the latest attempt failed. */
  readonly failedAt?: string
  /** Why it was skipped or interrupted. */
  readonly reason?: string
  readonly waitingFor?: WaitingFor
  /** How it was under way before it had to wait for its lock once more, after a restart. */
  readonly heldBack?: Pick<NodeState, 'status' | 'waitingFor'>
  /** The run that a `workflow` node started. */
  readonly childRunId?: string
  /** Why it is being withdrawn; it ends as soon as its work has. */
  readonly withdrawing?: string
  /** Taken over from an earlier run, or pinned. */
  readonly recorded?: boolean
  /** The node that undid it, or tried to: see `compensationError`. */
  readonly compensatedBy?: string
  readonly compensationError?: ErrorData
  /** Of a compensator: what it undoes. */
  readonly compensates?: ExecutionRef
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
  /** The event that asked: what a person says follows from it. */
  readonly askedBy: string
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
  entry: string | undefined
  payload: Json | undefined
  delivery: string | undefined
  parent: ParentRef | undefined
  /** Shared by a message, its run and all child runs. */
  correlationId: string
  replay: ReplayRef | undefined
  test: boolean
  breakpoints: readonly string[]
  /** Who paused the run, and at which breakpoint. */
  paused: { readonly by: string; readonly nodeId?: string } | undefined
  checkpointRequested: boolean
  /** A stop was asked for that also undoes. */
  undoing: boolean
  /** Why what was done is being undone, while it is and for a run that was stopped meanwhile. */
  compensating: EventData<'run.compensating'> | undefined
  /** Stopped and undone: it cannot go on. */
  undone: boolean
  status: RunStatus
  startedAt: string
  endedAt: string | undefined
  result: Json | undefined
  error: (Failure & { readonly nodeId?: string }) | undefined
  receipt: readonly ReceiptEntry[] | undefined
  /** Latest execution by `executionKey(path, nodeId)`. */
  readonly nodes: Map<string, NodeState>
  /** Executions that have not ended, by `activationKey`. A node with `join: each` may have several. */
  readonly active: KeyedList<NodeState>
  /** Open questions by id. */
  readonly waits: KeyedList<Wait>
  readonly decisions: KeyedList<Decision>
  /** By `executionKey` of the container. */
  readonly items: KeyedList<ItemsState>
  /** Keys of `nodes` by their path, and the paths below it, so that an item can be forgotten as a whole. */
  readonly paths: KeyedList<{ readonly keys: Set<string>; readonly below: Set<string> }>
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
export function activationKey(path = '', nodeId: string, iteration: number): string {
  const last = lastKeys.get(nodeId)
  if (last?.iteration === iteration && last.path === path) return last.key
  const key = `${executionKey(path, nodeId)}/${iteration}`
  if (lastKeys.size >= MOST_LAST_KEYS) lastKeys.clear()
  lastKeys.set(nodeId, { path, iteration, key })
  return key
}

/** By node: most events are of the execution that the one before was of, or of the same one in another run. */
const lastKeys = new Map<string, { readonly path: string; readonly iteration: number; readonly key: string }>()
const MOST_LAST_KEYS = 20_000

/**
 * `all[2]`, `outer[0]/inner[4]`: the path of a container's item. `all@1[2]` in a later execution of a container that may
 * run several times at once, so that the keys of what is inside stay unique (DESIGN 4.12).
 */
export function itemPath(path: string | undefined, containerId: string, index: number, apart?: number): string {
  return `${executionKey(path, containerId)}${apart === undefined ? '' : `@${apart}`}[${index}]`
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
    entry: undefined,
    payload: undefined,
    delivery: undefined,
    parent: undefined,
    correlationId: '',
    replay: undefined,
    test: false,
    breakpoints: [],
    paused: undefined,
    checkpointRequested: false,
    compensating: undefined,
    undoing: false,
    undone: false,
    status: 'running',
    startedAt: '',
    endedAt: undefined,
    result: undefined,
    error: undefined,
    receipt: undefined,
    nodes: new Map(),
    active: new KeyedList(),
    waits: new KeyedList(),
    decisions: new KeyedList(),
    items: new KeyedList(),
    paths: new KeyedList(),
    seq: -1,
    revision: 0,
  }
}

export const RUN_ENDED: ReadonlySet<RunStatus> = new Set(['interrupted', 'succeeded', 'failed'])
