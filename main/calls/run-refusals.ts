/** Why a run does not take what a person says to it, in their words. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { RunProcess } from '../engine/run/run-process.ts'
import type { RunCommand } from './run-control.ts'

/** Throws CallError where it stands so that nothing can be said to it any more. */
export function refuseEnded(status: string, name: RunCommand): void {
  if (status === 'interrupted')
    throw new CallError(
      notOpen(name),
      name === 'run.stop' ? 'The run is stopped already.' : 'The run was stopped. Resume it first.',
    )
  if (status === 'succeeded' || status === 'failed')
    throw new CallError(notOpen(name), `The run has ${status === 'failed' ? 'failed' : 'succeeded'} already.`)
}

function notOpen(name: RunCommand): string {
  if (name === 'approval.decide') return 'approval.not-open'
  return name === 'input.answer' ? 'input.not-open' : 'run.ended'
}

export function notHeld({ isPaused, pausing, state }: RunProcess, nodeId: string | undefined): CallError {
  const refused = (why: string) => new CallError('run.not-held', why)
  if (!isPaused) return refused('This run is not paused, so none of its nodes is held. Pause it first.')
  if (nodeId !== undefined)
    return refused(`“${nodeId}” is not held. Held are: ${[...new Set(pausing.held)].join(', ') || 'none'}.`)
  const asking = [...new Set([...state.waits.values()].map((wait) => wait.nodeId))]
  if (asking.length === 0) return refused('No node of this run is held yet: what is under way must end first.')
  return refused(`No node of this run is held: a person is asked first, at ${asking.join(', ')}.`)
}
