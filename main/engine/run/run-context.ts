/** What an execution and its activity may use of their run. */
import type { EventData, EventDraft, EventOf, EventType, RunEvent } from '#shared/events/event.ts'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import type { Signal } from '#shared/events/signal.ts'
import type { Json } from '#shared/json.ts'
import type { RunState } from '#shared/state/run-state.ts'
import type { Adapters } from '../kind.ts'
import type { EventPlace } from '../log/staging.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Children } from './children.ts'
import type { Claims } from './claims.ts'
import type { Emissions } from './emissions.ts'
import type { Execution } from './execution.ts'
import type { Levels } from './levels.ts'
import type { OpenQuestions } from './open-questions.ts'
import type { Outcomes } from './outcomes.ts'
import type { Pace } from './pace.ts'
import type { Snapshot } from './scope.ts'
import type { Turn } from './step-queue.ts'

export interface RunContext {
  readonly runId: string
  readonly workspace: string
  readonly trusted: boolean
  readonly args: Readonly<Record<string, Json>>
  readonly state: RunState
  readonly clock: Clock
  readonly pace: Pace
  readonly ids: Ids
  readonly adapters: Adapters
  readonly children: Children
  readonly emissions: Emissions
  /** How much of the run is done at once. */
  readonly concurrency: number
  readonly isPaused: boolean
  /** A person resumed it; else it was begun or recovered. */
  readonly isResumed: boolean
  readonly correlationId: string
  /** What is withdrawn now is to be undone, also in child runs. */
  readonly undoes: boolean
  /** Position of `run.started` in the log; known once it is stored. */
  readonly startedAtPosition: number
  /** So much is staged that a loop over many things should go on after the commit. */
  readonly isBusy: boolean
  readonly claims: Claims
  readonly openQuestions: OpenQuestions
  readonly outcomes: Outcomes
  readonly levels: Levels
  emit(draft: EventDraft, durable: boolean): RunEvent
  /** Of one execution. */
  emitOf<T extends EventType>(at: EventPlace, type: T, data: EventData<T>, durable: boolean): EventOf<T>
  signal(signal: Signal): void
  afterCommit(action: () => void): void
  /** Runs as soon as what is being done is done, before anything else starts. */
  next(action: () => void): void
  /** Runs when the present step has been worked off. */
  afterStep(turn: Turn): void
  /** What stands for a secret until it is filled in. */
  secret(name: string): string
  /** The value with its large parts put back in. */
  whole(value: Json): Json
  /** One step of the run: the action, and all that follows from it. */
  act(turn: Turn): void
  /** Runs what came from outside (a result, a timer, a person) as one step of the run. */
  step(execution: Execution, turn: Turn): void
  /** Calls `go` now, or when the run is not paused any more. The returned function takes it back. */
  whenGoing(execution: Execution, go: () => void): () => void
  /** A stop has reached an execution, and lists what it reached. */
  suspended(receipt: readonly ReceiptEntry[]): void
  /** What a compensator sees; undefined for everything else. */
  snapshotFor(execution: Execution): Snapshot | undefined
  /** A bug: the run fails loudly instead of standing still. */
  broken(error: unknown): void
}
