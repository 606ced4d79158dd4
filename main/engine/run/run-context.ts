/** What an execution may use of its run. */
import type { EventDraft, RunEvent } from '#shared/events/event.ts'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import type { Signal } from '#shared/events/signal.ts'
import type { Json } from '#shared/json.ts'
import type { RoutingTable } from '../compile/routing-table.ts'
import type { Adapters } from '../kind.ts'
import type { NodeError } from '../node-error.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Execution } from './execution.ts'
import type { EndOutcome } from './result.ts'

export interface RunContext {
  readonly runId: string
  readonly workspace: string
  readonly trusted: boolean
  readonly args: Readonly<Record<string, Json>>
  readonly clock: Clock
  readonly ids: Ids
  readonly adapters: Adapters
  readonly table: RoutingTable
  emit(draft: EventDraft, durable: boolean): RunEvent
  signal(signal: Signal): void
  afterCommit(action: () => void): void
  /** Runs when the present step has been worked off. */
  afterStep(action: () => void): void
  /** The value with its large parts put back in. */
  whole(value: Json): Json
  /** Runs what came from outside (a result, a timer, a person) as one step of the run. */
  step(execution: Execution, action: () => void): void
  /** Answers with the evaluated config or the reason why not; at once where it can. */
  evaluate(execution: Execution, done: (outcome: Json | NodeError) => void): void
  /** The returned function gives the place, or the request for it, back. */
  requestPlace(taken: () => void): () => void
  /** The error, where leaving by `port` would take a loop past its limit. */
  exhausted(execution: Execution, port: string): NodeError | undefined
  ended(execution: Execution, port: string | null, output: Json): void
  /** A failure that nothing catches. */
  failedAt(execution: Execution, error: NodeError): void
  suspended(execution: Execution, receipt: readonly ReceiptEntry[]): void
  asked(waitId: string, execution: Execution): void
  unasked(waitId: string): void
  /** The run's `end` was reached. */
  concluded(outcome: EndOutcome, nodeId: string): void
  /** A bug: the run fails loudly instead of standing still. */
  broken(error: unknown): void
}
