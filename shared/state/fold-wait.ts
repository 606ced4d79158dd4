/** What a node waits for that is no person: times, events of the bus, locks and child runs. */
import { assertNever } from '../assert-never.ts'
import type { EventOf, RunEvent } from '../events/event.ts'
import { changeNode } from './change-node.ts'
import type { NodeState, RunState } from './run-state.ts'

type WaitEvent = Extract<
  RunEvent,
  { type: 'child.started' | `timer.${string}` | 'event.awaited' | 'event.emitted' | `lock.${string}` }
>

export function foldWaitEvent(state: RunState, event: WaitEvent): void {
  switch (event.type) {
    case 'child.started': {
      const { runId, workflow } = event.data
      return changeNode(state, event, (node) => ({
        ...node,
        status: 'waiting',
        childRunId: runId,
        waitingFor: { type: 'child', what: workflow },
      }))
    }
    case 'timer.set':
      return changeNode(state, event, (node) => ({
        ...node,
        status: 'waiting',
        waitingFor: {
          type: 'timer',
          what: '',
          ...node.waitingFor,
          until: event.data.dueAt,
          ...(!event.data.isDate && { setAt: event.at }),
        },
      }))
    case 'event.awaited':
      return changeNode(state, event, (node) => awaiting(node, event))
    case 'lock.awaited':
      return changeNode(state, event, (node) => ({
        ...node,
        ...(isUnderWay(node) && { heldBack: { status: node.status, waitingFor: node.waitingFor } }),
        status: 'waiting',
        waitingFor: {
          type: 'lock',
          what: event.data.lock,
          ...(event.data.holder !== undefined && { holder: event.data.holder }),
          ...(event.data.holderNode !== undefined && { holderNode: event.data.holderNode }),
        },
      }))
    case 'lock.taken':
      return changeNode(state, event, ({ heldBack, ...node }) => ({
        ...node,
        status: 'queued',
        waitingFor: undefined,
        ...heldBack,
      }))
    case 'timer.fired':
    case 'event.emitted':
      return
    default:
      assertNever(event, 'wait event')
  }
}

/** Before its first start a node is queued; a lock is taken again by what was under way when its owner died. */
function isUnderWay({ status, waitingFor }: NodeState): boolean {
  return status !== 'queued' && waitingFor?.type !== 'lock'
}

function awaiting(node: NodeState, { data, position }: EventOf<'event.awaited'>): NodeState {
  const what = data.events.map(({ event }) => event).join(', ')
  return { ...node, status: 'waiting', waitingFor: { ...node.waitingFor, type: 'event', what, since: position } }
}
