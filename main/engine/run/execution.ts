/**
 * One execution of a node: the host of its machine. It writes the node's events, starts and ends its activity, and keeps
 * nothing that the log could not give back.
 *
 *   X1. An effect begins only after its `node.started` is stored.
 *   X2. After the machine's final state nothing more is written under this execution.
 */
import type { EventData, EventOf, EventType } from '#shared/events/event.ts'
import type { ExecutionRef, LoopScope } from '#shared/events/node-events.ts'
import type { Json } from '#shared/json.ts'
import { activationKey, type NodeState } from '#shared/state/run-state.ts'
import { ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { CompiledNode } from '../compile/compiled-workflow.ts'
import { hasEdge } from '../compile/routing-table.ts'
import type { ApprovalAnswer, Leaving } from '../kind.ts'
import type { EventPlace } from '../log/staging.ts'
import type { NodeContext, NodeHost, NodeSignal } from '../machines/node-host.ts'
import { StateWalker } from '../machines/state-walker.ts'
import { NodeError } from '../node-error.ts'
import type { PlaceTaker } from '../places.ts'
import type { Activity } from './activity.ts'
import { activityOf } from './activity-of.ts'
import { asNodeError } from './as-node-error.ts'
import { ChildActivity } from './child-activity.ts'
import { evaluateExecution } from './evaluate-execution.ts'
import { emitFailure, mayRetry, retryLater } from './failure.ts'
import { Given } from './given.ts'
import { leaveAtOnce } from './leave-at-once.ts'
import { LettingGo } from './letting-go.ts'
import type { LevelRun } from './level-run.ts'
import { exhausted } from './loop-edges.ts'
import { Questions } from './questions.ts'
import { Resources } from './resources.ts'
import type { RunContext } from './run-context.ts'
import { isSwitchedOff, passingPort } from './switched-off.ts'

export interface ExecutionPlace {
  readonly level: LevelRun
  readonly iteration: number
  readonly loop: LoopScope
  /** Of a compensator: what it undoes. */
  readonly compensates?: ExecutionRef | undefined
}

/** Signals that say nothing but that. */
const PREPARED: NodeSignal = { type: 'prepared' }
const PLACED: NodeSignal = { type: 'placed' }

export class Execution implements NodeHost, EventPlace, PlaceTaker {
  readonly run: RunContext
  readonly node: CompiledNode
  readonly level: LevelRun
  readonly iteration: number
  readonly loop: LoopScope
  readonly compensates: ExecutionRef | undefined
  readonly key: string
  #questions: Questions | undefined
  attempt = 1
  readonly given = new Given(this)
  /** The event that the next one follows from. */
  cause: string | null
  isSuspended = false
  /** Its ending was taken over; it did nothing in this run. */
  isRecorded = false
  /** It may be held once by a breakpoint, not again when it goes on. */
  passedBreakpoint = false
  /** It has asked for its lock: where a restart finds it before its first attempt, it asks again also in a paused run. */
  hasBegun = false
  /** From the request for a place until it has one. */
  placing: 'asks' | 'waits' | undefined
  /** When the present attempt began. */
  #startedAt = ''
  activity: Activity | undefined
  readonly #machine: StateWalker<NodeContext, NodeSignal>
  readonly #resources = new Resources(this)
  #lettingGoMade: LettingGo | undefined
  #isFailing = false
  #isOver = false

  constructor(run: RunContext, node: CompiledNode, place: ExecutionPlace, cause: string | null) {
    this.run = run
    this.node = node
    this.level = place.level
    this.iteration = place.iteration
    this.loop = place.loop
    this.compensates = place.compensates
    this.key = activationKey(place.level.path, node.id, place.iteration)
    this.cause = cause
    this.#machine = new StateWalker(node.machine, { host: this })
  }

  /** Made when something is asked. */
  get questions(): Questions {
    this.#questions ??= new Questions(this)
    return this.#questions
  }

  /** Made when something ends it from outside: most executions end by themselves. */
  get #lettingGo(): LettingGo {
    this.#lettingGoMade ??= new LettingGo(this)
    return this.#lettingGoMade
  }

  get isActive(): boolean {
    return this.#machine.isActive
  }

  get nodeId(): string {
    return this.node.id
  }

  get path(): string {
    return this.level.path
  }

  /** Where it stands in its machine; empty before it has begun. */
  get machineState(): string {
    return this.#machine.state
  }

  start(): void {
    if (isSwitchedOff(this.node, this.run.trusted)) {
      // It does nothing, so there is nothing to undo either.
      this.isRecorded = true
      return this.complete({ port: passingPort(this.node), output: null })
    }
    this.#machine.start()
  }

  /** Leaves with what an earlier run has recorded, or what is pinned; nothing is executed. */
  leaveRecorded(leaving: Leaving): void {
    const { port, output } = leaving
    const limit = exhausted(this, port)
    if (limit) return this.fail(limit)
    this.isRecorded = true
    const event = this.emit('node.completed', { output, port, recorded: true })
    this.end(port, event.data.output)
  }

  /** Goes on in the middle: what entering the state would have done is done by `then`. */
  resumeIn(state: 'awaiting' | 'locking' | 'queued' | 'running' | 'retrying' | 'held', then: () => void): void {
    this.#machine.startIn(state)
    then()
  }

  send(signal: NodeSignal): void {
    if (this.#machine.isActive) this.#machine.send(signal)
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

  // What the machine asks for.

  prepare(): void {
    evaluateExecution(this)
  }

  /** Its config, or why there is none. Finds out whether a person must be asked. */
  evaluated(outcome: Json | NodeError): void {
    const error = outcome instanceof NodeError ? outcome : this.given.take(outcome)
    this.send(error ? { type: 'failed', error } : PREPARED)
  }

  get input(): unknown {
    return this.given.input
  }

  get asksFirst(): boolean {
    return this.given.asksFirst
  }

  get needsLock(): boolean {
    return this.node.definition.lock !== undefined && !this.#resources.holdsLock
  }

  get hasQuestion(): boolean {
    return this.#questions?.isPrepared ?? false
  }

  /** Whether the world may have changed once it has begun. */
  get isEffect(): boolean {
    return this.given.proposal !== null
  }

  ask(): void {
    this.questions.ask()
  }

  askRecovery(): void {
    this.questions.askRecovery()
  }

  adopt(answer: ApprovalAnswer): void {
    this.given.adopt(answer)
  }

  lock(): void {
    this.#resources.takeLock(() => this.send({ type: 'locked' }))
  }

  /** After a restart: what it holds for as long as it is active. */
  lockAgain(then: () => void): void {
    this.#resources.takeLock(then)
  }

  queue(): void {
    this.#resources.takePlace()
  }

  /** At once, or within a step of another node: what that one brings comes first. */
  placed(): void {
    const hasWaited = this.placing === 'waits'
    this.placing = undefined
    const begin = () => this.send(PLACED)
    this.run.act(hasWaited ? () => this.run.afterStep(begin) : begin)
  }

  begin(): void {
    const event = this.emit('node.started', { input: this.given.recorded }, this.isEffect)
    this.#startedAt = event.at
    this.activity = activityOf(this)
    this.activity.begin()
  }

  leave(): void {
    this.emit('node.started', { input: this.given.recorded })
    try {
      this.send({ type: 'completed', leaving: leaveAtOnce(this) })
    } catch (error) {
      this.send({ type: 'failed', error: asNodeError(error) })
    }
  }

  canRetry(error: NodeError): boolean {
    return mayRetry(this, error)
  }

  retryLater(error: NodeError): void {
    retryLater(this, error)
  }

  armRetry(at: number): void {
    this.armTimer(at, () => this.send({ type: 'due' }))
  }

  retried(): void {
    this.attempt += 1
    this.emit('node.retried', {})
  }

  complete(leaving: Leaving): void {
    const limit = exhausted(this, leaving.port)
    if (limit) return this.fail(limit)
    const event = this.emit(
      'node.completed',
      { output: leaving.output, port: leaving.port }, // in the order of the canonical text
      this.isEffect || this.#questions?.wasAsked === true,
    )
    this.end(leaving.port, event.data.output)
  }

  /** It is sure to fail, and what it fails need not wait until all inside it has ended (DESIGN 4.5). */
  failing(error: NodeError): void {
    if (this.canRetry(error) || this.#isCaught || this.compensates) return
    this.#isFailing = true
    this.run.outcomes.failing(this, error)
  }

  /** Whether a failure leaves by the port `error`. */
  get #isCaught(): boolean {
    return hasEdge(this.node.level.table, this.node.index, ERROR_PORT) && !exhausted(this, ERROR_PORT)
  }

  fail(error: NodeError): void {
    emitFailure(this, error)
    if (this.#isCaught) this.end(ERROR_PORT, { error: { code: error.code, message: error.message } })
    else {
      this.#isOver = true
      this.freeAll()
      this.run.outcomes.failed(this, error)
    }
  }

  abort(): void {
    if (this.activity) this.activity.abort(this.#lettingGo.cause)
    else this.send({ type: 'settled' })
  }

  withdrawn(): void {
    this.#lettingGo.withdrawn()
  }

  /** A person stopped it alone. */
  interrupted(): void {
    this.#lettingGo.interrupted()
  }

  suspended(): void {
    this.isSuspended = true
    const receipt = this.#lettingGo.receipt(this.#questions?.description())
    this.freeAll()
    this.run.suspended(receipt)
  }

  expired(): void {
    this.questions.expired()
  }

  // Stop, timers and the end.

  stop(): void {
    this.#lettingGo.stop()
  }

  /** Nothing follows from it any more. What it does is ended first. */
  withdraw(reason: string): void {
    if (!this.#isOver && !this.#isFailing) this.#lettingGo.withdraw(reason)
  }

  /** By a person, this node alone. */
  interrupt(reason: string): void {
    if (!this.#isOver) this.#lettingGo.interrupt(reason)
  }

  armTimer(at: number, due: () => void): void {
    this.#resources.armTimer(at, due)
  }

  disarmTimer(): void {
    this.#resources.disarmTimer()
  }

  /** For activities whose end is not their own work's: `timeout` counts from the start of the attempt. */
  armTimeout(due: () => void): void {
    const { timeoutMs } = this.node
    if (timeoutMs === undefined) return
    this.armTimer((Date.parse(this.#startedAt) || this.run.clock.now()) + timeoutMs, due)
  }

  /** Lets go without a word in the log: the process is about to end, and another goes on from what is stored. */
  release(): Promise<void> | undefined {
    this.freeAll()
    const ending = this.activity?.release()
    this.#machine.stop()
    return ending
  }

  end(port: string | null, output: Json): void {
    this.#isOver = true
    this.freeAll()
    this.run.outcomes.ended(this, port, output)
  }

  /** Gives back what it holds, and forgets what it asked. */
  freeAll(): void {
    this.#resources.release()
    this.#questions?.forget()
  }

  freePlace(): void {
    this.#resources.freePlace()
  }

  /** Its activity is there, and goes on later. */
  holdActivity(node: NodeState): void {
    this.activity ??= activityOf(this)
    this.activity.hold?.(node)
  }

  /** Its activity goes on where it was. */
  restoreActivity(node: NodeState): void {
    this.#startedAt = node.startedAt ?? ''
    this.activity ??= activityOf(this)
    this.activity.restore(node)
  }

  get childRunId(): string | undefined {
    return this.activity instanceof ChildActivity ? this.activity.runId : undefined
  }
}
