/** An execution as the log knows it: which node, where and for the how-manieth time, and what follows from what. */
import type { EventData, EventOf, EventType } from '#shared/events/event.ts'
import type { ExecutionRef, LoopScope } from '#shared/events/node-events.ts'
import { activationKey } from '#shared/state/run-state.ts'
import type { CompiledNode } from '../compile/compiled-workflow.ts'
import type { EventPlace } from '../log/staging.ts'
import type { LevelRun } from './level-run.ts'
import type { RunContext } from './run-context.ts'

export interface ExecutionPlace {
  readonly level: LevelRun
  readonly iteration: number
  readonly loop: LoopScope
  /** Of a compensator: what it undoes. */
  readonly compensates?: ExecutionRef | undefined
}

export class LoggedExecution implements EventPlace {
  readonly run: RunContext
  readonly node: CompiledNode
  readonly nodeId: string
  /** Of its level. */
  readonly path: string
  readonly level: LevelRun
  readonly iteration: number
  readonly loop: LoopScope
  readonly compensates: ExecutionRef | undefined
  readonly key: string
  attempt = 1
  /** A stop has reached it: it stays as it is until somebody resumes the run. */
  isSuspended = false
  /** Its ending was taken over; it did nothing in this run. */
  isRecorded = false
  /** It has asked for its lock: where a restart finds it before its first attempt, it asks again also in a paused run. */
  hasBegun = false
  /** The event that the next one follows from. */
  cause: string | null

  constructor(run: RunContext, node: CompiledNode, place: ExecutionPlace, cause: string | null) {
    this.run = run
    this.node = node
    this.level = place.level
    this.iteration = place.iteration
    this.loop = place.loop
    this.compensates = place.compensates
    this.nodeId = node.id
    this.path = place.level.path
    this.key = activationKey(this.path, this.nodeId, place.iteration)
    this.cause = cause
  }

  emit<T extends EventType>(type: T, data: EventData<T>, durable = false): EventOf<T> {
    const event = this.run.emitOf(this, type, data, durable)
    this.cause = event.id
    return event
  }

  /** What follows follows from what was before, not from this event. */
  emitBeside<T extends EventType>(type: T, data: EventData<T>, durable = false): EventOf<T> {
    return this.run.emitOf(this, type, data, durable)
  }
}
