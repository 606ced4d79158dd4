import { assertNever } from '../assert-never.ts'
import type { EventOf, RunEvent } from '../events/event.ts'
import { changeNode } from './change-node.ts'
import type { RunState, Wait } from './run-state.ts'

type PersonEvent = Extract<RunEvent, { type: `approval.${string}` | `input.${string}` | 'notification.sent' }>

export function foldPersonEvent(state: RunState, event: PersonEvent): void {
  switch (event.type) {
    case 'approval.requested':
      return ask(state, { type: 'approval', id: event.data.approvalId, request: event.data, ...place(event) })
    case 'input.requested':
      if (event.data.purpose === 'checkpoint') state.checkpointRequested = false
      return ask(state, { type: 'input', id: event.data.inputId, request: event.data, ...place(event) })
    case 'approval.decided': {
      const wait = state.waits.get(event.data.approvalId)
      if (wait?.type === 'approval') {
        const { nodeId, path, iteration, request } = wait
        state.decisions.set(wait.id, { nodeId, path, iteration, request, decided: event.data, at: event.at })
      }
      return answer(state, event.data.approvalId)
    }
    case 'approval.expired':
      return answer(state, event.data.approvalId)
    case 'input.received':
    case 'input.expired':
      return answer(state, event.data.inputId)
    case 'notification.sent':
      return
    default:
      assertNever(event, 'person event')
  }
}

function place(event: EventOf<'approval.requested'> | EventOf<'input.requested'>) {
  return {
    nodeId: event.nodeId ?? '',
    path: event.path ?? '',
    iteration: event.iteration ?? 0,
    askedBy: event.id,
    since: event.at,
    ...(event.data.dueAt !== undefined && { dueAt: event.data.dueAt }),
  }
}

function ask(state: RunState, wait: Wait): void {
  state.waits.set(wait.id, wait)
  changeNode(state, wait, (node) => ({ ...node, status: 'awaiting', waitId: wait.id }))
}

/** The question is closed; what follows (`node.started`, `node.completed` …) says how the node goes on. */
function answer(state: RunState, id: string): void {
  const wait = state.waits.get(id)
  if (!wait) return
  state.waits.delete(id)
  changeNode(state, wait, (node) => ({ ...node, status: 'queued', waitId: undefined }))
}
