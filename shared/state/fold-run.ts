/**
 * The fold: one event onto a run's state. Deterministic and free of I/O, the same in main, renderer, history and tests.
 *
 *   F1. The maps of a RunState are changed in place, because copying 10,000 nodes for every event would make the
 *       cost of a step grow with the graph. The entries are replaced, never changed: identity means "unchanged".
 *   F2. Events are folded in order of `seq`; one that was folded already is ignored, so a listener may catch up twice.
 */
import type { EventOf, RunEvent } from '../events/event.ts'
import { foldItemEvent } from './fold-items.ts'
import { foldNodeEvent } from './fold-node.ts'
import { foldPersonEvent } from './fold-person.ts'
import { foldWaitEvent } from './fold-wait.ts'
import { newRunState, type RunState } from './run-state.ts'

export function foldRun(events: Iterable<RunEvent>, runId: string): RunState {
  const state = newRunState(runId)
  for (const event of events) applyRunEvent(state, event)
  return state
}

/** Folds one event into `state`, in place. Returns false where it was folded before. */
export function applyRunEvent(state: RunState, event: RunEvent): boolean {
  if (event.seq <= state.seq) return false
  state.seq = event.seq
  state.revision += 1
  switch (event.type) {
    // First what nearly all events are: the words are compared one after the other until the code is compiled.
    case 'node.activated':
    case 'node.started':
    case 'node.completed':
      foldNodeEvent(state, event)
      break
    case 'run.started':
      started(state, event)
      break
    case 'run.recovered':
    case 'letter.buried':
    case 'letter.replayed':
      break
    case 'run.paused':
      state.status = 'paused'
      state.paused = event.data
      break
    case 'run.stepped':
      // The breakpoint that it was paused at is left.
      state.paused = event.data
      break
    case 'run.resumed':
      state.status = state.compensating ? 'compensating' : 'running'
      state.paused = undefined
      state.endedAt = undefined
      state.receipt = undefined
      break
    case 'breakpoints.changed':
      state.breakpoints = event.data.nodes
      break
    case 'checkpoint.requested':
      state.checkpointRequested = true
      break
    case 'run.compensating':
      state.status = 'compensating'
      state.compensating = event.data
      break
    case 'run.stopping':
      state.status = 'stopping'
      state.undoing ||= event.data.undo
      break
    case 'run.interrupted':
      state.status = 'interrupted'
      state.receipt = event.data.receipt
      state.undone = event.data.undone ?? false
      state.endedAt = event.at
      break
    case 'run.succeeded':
      state.status = 'succeeded'
      state.result = event.data.result
      close(state, event.at)
      break
    case 'run.failed':
      state.status = 'failed'
      state.error = event.data
      close(state, event.at)
      break
    case 'approval.requested':
    case 'approval.decided':
    case 'approval.expired':
    case 'input.requested':
    case 'input.received':
    case 'input.expired':
    case 'notification.sent':
      foldPersonEvent(state, event)
      break
    case 'items.started':
    case 'item.started':
    case 'item.ended':
      foldItemEvent(state, event)
      break
    case 'child.started':
    case 'timer.set':
    case 'timer.fired':
    case 'event.awaited':
    case 'event.emitted':
    case 'lock.awaited':
    case 'lock.taken':
      foldWaitEvent(state, event)
      break
    case 'file.written':
      break // Told where it happened; nothing goes on from it.
    default:
      foldNodeEvent(state, event)
  }
  return true
}

function started(state: RunState, event: EventOf<'run.started'>): void {
  const { data, correlationId, at } = event
  state.workflow = data.workflow
  state.version = data.version
  state.args = data.args
  state.workspace = data.workspace
  state.trusted = data.trusted
  state.startedBy = data.by
  state.entry = data.entry
  state.payload = data.payload
  state.delivery = data.delivery
  state.parent = data.parent
  state.replay = data.replay
  state.correlationId = correlationId
  state.test = data.test ?? false
  state.breakpoints = data.breakpoints ?? []
  state.status = 'running'
  state.startedAt = at
}

function close(state: RunState, at: string): void {
  state.endedAt = at
  if (state.waits.size > 0) state.waits.clear() // To clear an empty map costs a new table.
  if (state.active.size > 0) state.active.clear()
}
