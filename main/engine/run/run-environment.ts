/** What a run needs of the engine around it. */
import type { Signal } from '#shared/events/signal.ts'
import type { Adapters } from '../kind.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Places } from '../places.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Children } from './children.ts'
import type { Emissions } from './emissions.ts'
import type { LockRequest } from './locks.ts'
import type { LoggedRun } from './logged-run.ts'
import type { Pace } from './pace.ts'
import type { RunContext } from './run-context.ts'

/** What a run does with the log: it writes, and reads back large values. */
export type RunLog = Pick<EventLog, 'stage' | 'stageAt' | 'afterCommit' | 'whole' | 'isBusy'>

export interface RunEnvironment {
  readonly clock: Clock
  readonly pace: Pace
  readonly ids: Ids
  readonly adapters: Adapters
  readonly children: Children
  readonly emissions: Emissions
  /** How much of one run is done at once. */
  readonly concurrency: number
  readonly log: RunLog
  readonly places: Pick<Places, 'request'>
  signal(signal: Signal): void
  requestLock(request: LockRequest): () => void
  /** Whether a run above this one, at the node that started it, holds the lock already. */
  holdsLockAbove(run: RunContext, lock: string): boolean
  /** A delivery whose run has failed is put aside. */
  bury(run: LoggedRun, error: { readonly code: string; readonly message: string }): void
  /** The run has ended and its last event is stored. */
  finished(run: LoggedRun): void
  bug(error: unknown, runId: string): void
}
