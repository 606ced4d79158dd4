/**
 * Where a run and its nodes stand in their state machines, read from the fold: also of runs of another process, and of
 * those that have ended. `test/engine/machine-state.test.ts` holds it against the live machines.
 */
import type { RunEvent } from '../events/event.ts'
import type { NodeState, RunState, Wait } from './run-state.ts'

/** Why what is still active is withdrawn when the run has its outcome. */
export const RUN_FAILED = 'The run failed'
export const RUN_IS_OVER = 'The run ended'

export type RunFacts = Pick<RunState, 'status' | 'active' | 'compensating' | 'waits'>

/** A state of the machine `run`. */
export function machineStateOfRun({ status, active, compensating }: RunFacts): string {
  switch (status) {
    case 'running':
    case 'paused':
      return isClosing(active) ? 'closing' : 'running'
    case 'stopping':
      return compensating ? 'halting' : 'stopping'
    case 'compensating':
    case 'interrupted':
      return status
    default:
      return 'ended'
  }
}

function isClosing(active: RunFacts['active']): boolean {
  for (const { withdrawing } of active.values())
    if (withdrawing === RUN_FAILED || withdrawing === RUN_IS_OVER) return true
  return false
}

/**
 * A state of the machine of the node's kind; undefined before the machine has begun: not reached, skipped, taken over, or
 * held back by a pause. The step between two states is not in the log: what is queued may still be preparing.
 */
export function machineStateOfNode(node: NodeState, machine: string, run: RunFacts): string | undefined {
  if (node.recorded) return undefined
  switch (node.status) {
    case 'skipped':
      return undefined
    case 'completed':
      return isInterruption(node) ? 'interrupted' : 'completed'
    case 'failed':
      return node.error?.code === 'node.interrupted' ? 'interrupted' : 'failed'
    case 'interrupted':
      return 'withdrawn'
    default:
      return activeState(node, machine, run)
  }
}

const isInterruption = ({ port, output }: NodeState): boolean =>
  port === 'interrupted' && typeof output === 'object' && output !== null && 'interrupted' in output

function activeState(node: NodeState, machine: string, run: RunFacts): string | undefined {
  if (node.withdrawing !== undefined) return 'withdrawing'
  const state = openState(node, machine, run)
  if (run.status === 'interrupted') return 'suspended'
  if (run.status !== 'stopping') return state
  return state === 'running' || state === 'streaming' ? 'stopping' : 'suspended'
}

function openState(node: NodeState, machine: string, run: RunFacts): string | undefined {
  switch (node.status) {
    case 'running':
      return machine === 'work' ? 'running' : 'leaving'
    case 'waiting':
      return node.waitingFor?.type === 'lock' ? 'locking' : 'running'
    case 'awaiting':
      return isRecovery(run.waits.get(node.waitId ?? '')) ? 'held' : 'awaiting'
    case 'queued':
      if (run.status === 'paused' && node.attempt === 1) return undefined
      return machine === 'work' ? 'queued' : 'preparing'
    default:
      return node.status // streaming, retrying
  }
}

const isRecovery = (wait: Wait | undefined): boolean => wait?.type === 'input' && wait.request.purpose === 'recovery'

/** States that an execution went through, as far as its events tell. */
export function visitedStates(events: readonly RunEvent[], machine: string): ReadonlySet<string> {
  return new Set(events.flatMap((event) => statesOf(event, machine)))
}

function statesOf(event: RunEvent, machine: string): readonly string[] {
  switch (event.type) {
    case 'node.activated':
      return ['preparing']
    case 'node.started':
      if (machine === 'work') return ['queued', 'running']
      return machine === 'instant' ? ['leaving'] : []
    case 'approval.requested':
      return ['awaiting']
    case 'input.requested':
      return [event.data.purpose === 'recovery' ? 'held' : 'awaiting']
    case 'approval.expired':
    case 'input.expired':
      return ['expiring']
    case 'lock.awaited':
    case 'lock.taken':
      return ['locking']
    case 'node.streamed':
      return ['streaming']
    case 'node.retried':
      return ['queued']
    case 'node.failed':
      return event.data.retryAt === undefined ? [] : ['retrying']
    case 'node.withdrawing':
      return ['withdrawing']
    case 'run.started':
    case 'run.resumed':
      return ['running']
    case 'run.stopping':
      return ['stopping']
    case 'run.compensating':
      return ['compensating']
    case 'run.interrupted':
      return ['interrupted']
    case 'run.succeeded':
    case 'run.failed':
      return ['closing', 'ended']
    default:
      return []
  }
}
