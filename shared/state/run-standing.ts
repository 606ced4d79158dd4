/** How a run stands that no process goes on with: its events say that it runs, which they do until somebody takes it over. */
import type { RunSummary } from '../ipc/views/run-views.ts'
import { RUN_ENDED } from './run-state.ts'

/** `held`: let go of in order, such as a command that ended while people were waited for. `left behind`: its process died. */
export type RunStanding = 'held' | 'left behind'

/** Undefined where it goes on, has ended, or is paused, which holds it anyway. */
export function standingOf({
  status,
  owner,
}: Pick<RunSummary, 'status'> & Partial<Pick<RunSummary, 'owner'>>): RunStanding | undefined {
  if (RUN_ENDED.has(status) || status === 'paused') return undefined
  if (owner === 'gone') return 'left behind'
  return owner === 'nobody' ? 'held' : undefined
}
