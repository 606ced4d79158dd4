/** What a run needs of the engine around it. */
import type { EventData, EventDraft, EventOf, EventType, RunEvent } from '#shared/events/event.ts'
import type { Signal } from '#shared/events/signal.ts'
import type { Json } from '#shared/json.ts'
import type { Adapters } from '../kind.ts'
import type { EventPlace } from '../log/staging.ts'
import type { PlaceRequest, PlaceTaker } from '../places.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Children } from './children.ts'
import type { Emissions } from './emissions.ts'
import type { LockRequest } from './locks.ts'
import type { Pace } from './pace.ts'
import type { RunContext } from './run-context.ts'
import type { RunProcess } from './run-process.ts'

export interface RunEnvironment {
  readonly clock: Clock
  readonly pace: Pace
  readonly ids: Ids
  readonly adapters: Adapters
  readonly children: Children
  readonly emissions: Emissions
  /** How much of one run is done at once. */
  readonly concurrency: number
  readonly isBusy: boolean
  stage(runId: string, draft: EventDraft, durable: boolean): RunEvent
  /** Without a draft in between. */
  stageAt<T extends EventType>(runId: string, type: T, data: EventData<T>, at: EventPlace, durable: boolean): EventOf<T>
  afterCommit(action: () => void): void
  whole(value: Json): Json
  signal(signal: Signal): void
  requestPlace(runId: string, taker: PlaceTaker): PlaceRequest
  requestLock(request: LockRequest): () => void
  /** Whether a run above this one, at the node that started it, holds the lock already. */
  holdsLockAbove(run: RunContext, lock: string): boolean
  /** A delivery whose run has failed is put aside. */
  bury(run: RunProcess, error: { readonly code: string; readonly message: string }): void
  /** The run has ended and its last event is stored. */
  finished(run: RunProcess): void
  bug(error: unknown, runId: string): void
}
