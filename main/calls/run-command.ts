/** What a person says to a run, and why one that has ended does not take it. */
import { CallError } from '#shared/ipc/call-error.ts'

export type RunCommand =
  | 'run.stop'
  | 'run.pause'
  | 'run.step'
  | 'run.breakpoints'
  | 'run.stopNode'
  | 'run.holdAtCheckpoint'
  | 'approval.decide'
  | 'input.answer'

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
