import { assertNever } from '../assert-never.ts'
import type { EventOf, RunEvent } from '../events/event.ts'
import type { Json } from '../json.ts'
import { changeNode, keepOutput, putLatest, putNode } from './change-node.ts'
import { activationKey, executionKey, type NodeState, type RunState } from './run-state.ts'

type NodeEvent = Extract<RunEvent, { type: `node.${string}` | `process.${string}` }>

/** How much of a node's live text a state keeps a channel; the log has it all. */
export const KEPT_STREAM_CHARACTERS = 200_000

export function foldNodeEvent(state: RunState, event: NodeEvent): void {
  const { nodeId } = event
  if (nodeId === undefined) return
  switch (event.type) {
    case 'node.activated':
      return putNode(state, activationKey(event.path, nodeId, event.iteration ?? 0), activated(state, event))
    case 'node.started': {
      const key = activationKey(event.path, nodeId, event.iteration ?? 0)
      const node = state.active.get(key)
      if (node) putNode(state, key, startedAttempt(node, event))
      return
    }
    case 'node.completed':
      return completed(state, event)
    case 'node.skipped':
      state.active.delete(keyOf(event))
      putLatest(state, skipped(state, event))
      return
    default:
      foldChange(state, event)
  }
}

type Change = Exclude<NodeEvent, { type: 'node.activated' | 'node.started' | 'node.completed' | 'node.skipped' }>

/** What most executions never have. */
function foldChange(state: RunState, event: Change): void {
  switch (event.type) {
    case 'node.retried':
      return changeNode(state, event, (node) => ({
        ...node,
        status: 'queued',
        attempt: event.attempt ?? node.attempt + 1,
        retryAt: undefined,
        failedAt: undefined,
      }))
    case 'node.streamed':
      return changeNode(state, event, (node) => streamed(node, event))
    case 'node.noticed':
      return changeNode(state, event, (node) => ({ ...node, notices: [...node.notices, event.data] }))
    case 'process.started':
      return changeNode(state, event, (node) => ({
        ...node,
        processes: { ...node.processes, [event.data.pid]: event.data.startedAt },
      }))
    case 'process.ended':
      return changeNode(state, event, (node) => ({ ...node, processes: without(node.processes, event.data.pid) }))
    case 'node.failed':
      return failed(state, event)
    case 'node.interrupted':
      withdrawQuestion(state, event)
      changeNode(state, event, (node) => ({
        ...node,
        ...ENDED,
        status: 'interrupted',
        reason: event.data.reason,
        endedAt: event.at,
      }))
      return retire(state, event)
    case 'node.withdrawing':
      return changeNode(state, event, (node) => ({ ...node, withdrawing: event.data.reason }))
    case 'node.compensated':
      return compensated(state, event)
    default:
      assertNever(event, 'node event')
  }
}

const ENDED = {
  waitId: undefined,
  retryAt: undefined,
  failedAt: undefined,
  waitingFor: undefined,
  withdrawing: undefined,
  processes: {},
} as const

/** What is over when an attempt begins. Something may be withdrawing it all the same. */
const BEGUN_AGAIN = {
  error: undefined,
  retryAt: undefined,
  failedAt: undefined,
  waitId: undefined,
  waitingFor: undefined,
} as const

/** It waited for something, was to be tried again or is being withdrawn: that is over with its next attempt or its end. */
function isHeldUp({ waitId, retryAt, waitingFor, withdrawing }: NodeState): boolean {
  return waitId !== undefined || retryAt !== undefined || waitingFor !== undefined || withdrawing !== undefined
}

function keyOf({ path, nodeId = '', iteration = 0 }: NodeEvent): string {
  return activationKey(path, nodeId, iteration)
}

/** What stands for nothing, shared. */
const NO_STREAMS: NodeState['streams'] = {}
const NO_NOTICES: NodeState['notices'] = []
const NO_PROCESSES: NodeState['processes'] = {}

function activated(state: RunState, event: EventOf<'node.activated'>): NodeState {
  const { loop, compensates } = event.data
  const node = begun(state, event, loop)
  return compensates ? { ...node, compensates } : node
}

function skipped(state: RunState, event: EventOf<'node.skipped'>): NodeState {
  return {
    ...begun(state, event, { iteration: 0 }),
    activatedAt: undefined,
    status: 'skipped',
    reason: event.data.reason,
    endedAt: event.at,
  }
}

/** A new execution: everything of the one before is gone, except its output (`nodes.<id>` keeps it). */
function begun(state: RunState, event: NodeEvent, loop: NodeState['loop']): NodeState {
  const { nodeId = '', path = '', iteration = 0 } = event
  const before = state.nodes.get(executionKey(path, nodeId))
  const output = before?.output
  // Every field that an execution usually gets stands here from the start: objects of one shape fold faster. What few get
  // (a wait, an error) is added then, so that each state of each node is a third smaller.
  return {
    nodeId,
    path,
    iteration,
    attempt: 1,
    status: 'queued',
    loop,
    activatedAt: event.at,
    startedAt: undefined,
    endedAt: undefined,
    input: undefined,
    output,
    outputOf: output === undefined ? undefined : (before?.outputOf ?? before?.iteration),
    port: undefined,
    waitId: undefined,
    streams: NO_STREAMS,
    notices: NO_NOTICES,
    processes: NO_PROCESSES,
  }
}

function completed(state: RunState, event: EventOf<'node.completed'>): void {
  const { port, output, recorded } = event.data
  const key = activationKey(event.path, event.nodeId ?? '', event.iteration ?? 0)
  const node = state.active.get(key)
  state.active.delete(key)
  if (node && putLatest(state, ended(node, event, port, output, recorded))) return
  keepOutput(state, event, output)
}

function ended(
  node: NodeState,
  { at }: NodeEvent,
  port: string,
  output: Json,
  recorded: boolean | undefined,
): NodeState {
  const next: NodeState = {
    ...(isHeldUp(node) ? { ...node, ...ENDED } : node),
    status: 'completed',
    port,
    output,
    outputOf: node.iteration,
    endedAt: at,
    processes: NO_PROCESSES,
  }
  return recorded ? { ...next, recorded } : next
}

/** A withdrawn node's question can no longer be answered. */
function withdrawQuestion(state: RunState, event: NodeEvent): void {
  const node = state.active.get(activationKey(event.path, event.nodeId ?? '', event.iteration ?? 0))
  if (node?.waitId !== undefined) state.waits.delete(node.waitId)
}

function retire(state: RunState, event: NodeEvent): void {
  state.active.delete(activationKey(event.path, event.nodeId ?? '', event.iteration ?? 0))
}

function startedAttempt(node: NodeState, event: EventOf<'node.started'>): NodeState {
  return {
    ...(node.error === undefined && !isHeldUp(node) ? node : { ...node, ...BEGUN_AGAIN }),
    status: 'running',
    attempt: event.attempt ?? node.attempt,
    startedAt: event.at,
    input: event.data.input,
    streams: NO_STREAMS,
    processes: NO_PROCESSES,
  }
}

/** What is undone has ended, so it stands in `nodes` alone, unless a later execution has taken its place. */
function compensated(state: RunState, event: EventOf<'node.compensated'>): void {
  const key = executionKey(event.path, event.nodeId ?? '')
  const node = state.nodes.get(key)
  if (!node || node.iteration !== event.iteration) return
  const { by, error } = event.data
  state.nodes.set(key, { ...node, compensatedBy: by, ...(error && { compensationError: error }) })
}

function streamed(node: NodeState, event: EventOf<'node.streamed'>): NodeState {
  const { channel, offset, text } = event.data
  const have = node.streams[channel] ?? ''
  // A signal may have come first: the offset says what is new.
  const fresh = offset < have.length ? text.slice(have.length - offset) : text
  const status = node.status === 'running' ? 'streaming' : node.status
  if (have.length >= KEPT_STREAM_CHARACTERS) return node
  return { ...node, status, streams: { ...node.streams, [channel]: (have + fresh).slice(0, KEPT_STREAM_CHARACTERS) } }
}

function failed(state: RunState, event: EventOf<'node.failed'>): void {
  const { retryAt, ...error } = event.data
  if (retryAt !== undefined) {
    changeNode(state, event, (node) => ({ ...node, ...ENDED, status: 'retrying', error, retryAt, failedAt: event.at }))
    return
  }
  const output = { error: { code: error.code, message: error.message } }
  changeNode(state, event, (node) => ({
    ...node,
    ...ENDED,
    status: 'failed',
    error,
    output,
    outputOf: node.iteration,
    endedAt: event.at,
  }))
  keepOutput(state, event, output)
  retire(state, event)
}

function without(processes: NodeState['processes'], pid: number): NodeState['processes'] {
  return Object.fromEntries(Object.entries(processes).filter(([key]) => Number(key) !== pid))
}
