import type { EventType } from '../events/event.ts'
import { RUN_ENDED, type RunStatus } from './run-state.ts'

/** A person goes on with a stopped run, or has what it did undone. */
const AFTER_A_STOP: ReadonlySet<EventType> = new Set(['run.resumed', 'run.stopping'])

/** Whether a run that stands so may say this. Nothing follows the ending of one that succeeded or failed. */
export function mayFollow(status: RunStatus, type: EventType): boolean {
  return !RUN_ENDED.has(status) || (status === 'interrupted' && AFTER_A_STOP.has(type))
}
