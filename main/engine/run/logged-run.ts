/**
 * A run as the log knows it: which one, what it was given, what is said of it and what its large values are.
 *
 *   R1. Nothing follows its ending but what goes on with a stopped run. Whoever tells a run something asks `hasEnded`
 *       first, since it stays in memory until its ending is stored; here it is a bug.
 */
import type { EventData, EventDraft, EventOf, EventType, RunEvent } from '#shared/events/event.ts'
import type { LoopScope } from '#shared/events/node-events.ts'
import type { Signal } from '#shared/events/signal.ts'
import type { Json } from '#shared/json.ts'
import { applyRunEvent } from '#shared/state/fold-run.ts'
import { mayFollow } from '#shared/state/may-follow.ts'
import { RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import type { EventPlace } from '../log/staging.ts'
import type { RunEnvironment } from './run-environment.ts'

export class LoggedRun {
  readonly state: RunState
  protected readonly environment: RunEnvironment

  constructor(state: RunState, environment: RunEnvironment) {
    this.state = state
    this.environment = environment
  }

  get runId(): string {
    return this.state.runId
  }
  get correlationId(): string {
    return this.state.correlationId || this.runId
  }
  get workspace(): string {
    return this.state.workspace
  }
  get trusted(): boolean {
    return this.state.trusted
  }
  get args(): Readonly<Record<string, Json>> {
    return this.whole(this.state.args) as Readonly<Record<string, Json>> // what `run.started` was given
  }
  get clock() {
    return this.environment.clock
  }
  get ids() {
    return this.environment.ids
  }
  get pace() {
    return this.environment.pace
  }
  get adapters() {
    return this.environment.adapters
  }
  get children() {
    return this.environment.children
  }
  get emissions() {
    return this.environment.emissions
  }
  get concurrency(): number {
    return this.environment.concurrency
  }
  get isBusy(): boolean {
    return this.environment.log.isBusy
  }

  get hasEnded(): boolean {
    return RUN_ENDED.has(this.state.status)
  }

  emit(draft: EventDraft, durable: boolean): RunEvent {
    this.#refuseAfterEnding(draft.type)
    const event = this.environment.log.stage(this.state.runId, draft, durable)
    applyRunEvent(this.state, event)
    return event
  }

  emitOf<T extends EventType>(at: EventPlace, type: T, data: EventData<T>, durable: boolean): EventOf<T> {
    this.#refuseAfterEnding(type)
    const event = this.environment.log.stageAt(this.state.runId, type, data, at, durable)
    applyRunEvent(this.state, event)
    return event
  }

  /** R1. */
  #refuseAfterEnding(type: EventType): void {
    const { status, runId } = this.state
    if (!mayFollow(status, type)) throw new Error(`${type} was to be said of run ${runId}, which has ${status}`)
  }

  signal(signal: Signal): void {
    this.environment.signal(signal)
  }

  whole(value: Json): Json {
    return this.environment.log.whole(value)
  }

  secret(name: string): string {
    return this.adapters.secrets.placeholder(name, this.runId)
  }

  wholeLoop(loop: LoopScope): LoopScope {
    return loop.feedback === undefined ? loop : { iteration: loop.iteration, feedback: this.whole(loop.feedback) }
  }
}
