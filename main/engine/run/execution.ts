/**
 * One execution of a node: the host of its machine. It keeps nothing that the log could not give back. From top to bottom:
 * it is gated (its input, a question, a lock, a place), started, tried again and settles; or something outside ends it.
 *
 *   X1. An effect begins only after its `node.started` is stored.
 *   X2. After the machine's final state nothing more is written under this execution.
 */
import type { Json } from '#shared/json.ts'
import type { CompiledNode } from '../compile/compiled-workflow.ts'
import type { ApprovalAnswer, Leaving } from '../kind.ts'
import type { NodeContext, NodeHost, NodeSignal } from '../machines/node-host.ts'
import { StateWalker } from '../machines/state-walker.ts'
import { NodeError } from '../node-error.ts'
import type { Activity } from './activity.ts'
import { beginAttempt, mayRetry, retryLater } from './attempts.ts'
import { evaluateExecution } from './evaluate-execution.ts'
import { Given } from './given.ts'
import { leaveAtOnce } from './leave-at-once.ts'
import { LettingGo } from './letting-go.ts'
import { type ExecutionPlace, LoggedExecution } from './logged-execution.ts'
import { Questions } from './questions.ts'
import { Resources } from './resources.ts'
import type { RunContext } from './run-context.ts'
import { complete, fail, willFail } from './settling.ts'
import { isSwitchedOff, passingPort } from './switched-off.ts'

/** Signals that say nothing but that. */
const PREPARED: NodeSignal = { type: 'prepared' }
const PLACED: NodeSignal = { type: 'placed' }

export class Execution extends LoggedExecution implements NodeHost {
  readonly given = new Given(this)
  readonly resources = new Resources(this)
  activity: Activity | undefined
  /** It may be held once by a breakpoint, not again when it goes on. */
  passedBreakpoint = false
  readonly #machine: StateWalker<NodeContext, NodeSignal>
  #questionsMade: Questions | undefined
  #lettingGoMade: LettingGo | undefined
  #isFailing = false
  #isOver = false

  constructor(run: RunContext, node: CompiledNode, place: ExecutionPlace, cause: string | null) {
    super(run, node, place, cause)
    this.#machine = new StateWalker(node.machine, { host: this })
  }

  /** Made when something is asked. */
  get questions(): Questions {
    this.#questionsMade ??= new Questions(this)
    return this.#questionsMade
  }

  /** Made when something ends it from outside: most executions end by themselves. */
  get #lettingGo(): LettingGo {
    this.#lettingGoMade ??= new LettingGo(this)
    return this.#lettingGoMade
  }

  get isActive(): boolean {
    return this.#machine.isActive
  }

  /** Where it stands in its machine; empty before it has begun. */
  get machineState(): string {
    return this.#machine.state
  }

  start(): void {
    if (!isSwitchedOff(this.node, this.run)) return this.#machine.start()
    // It does nothing, so there is nothing to undo either.
    this.isRecorded = true
    this.complete({ port: passingPort(this.node), output: null })
  }

  /** Goes on in the middle: what entering the state would have done is done by `then`. */
  resumeIn(state: 'awaiting' | 'locking' | 'queued' | 'running' | 'retrying' | 'held', then: () => void): void {
    this.#machine.startIn(state)
    then()
  }

  send(signal: NodeSignal): void {
    this.#machine.send(signal)
  }

  // Gated.

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

  get hasQuestion(): boolean {
    return this.#questionsMade?.isPrepared ?? false
  }

  ask(): void {
    this.questions.ask()
  }

  askRecovery(): void {
    this.questions.askRecovery()
  }

  expired(): void {
    this.questions.expired()
  }

  adopt(answer: ApprovalAnswer): void {
    this.given.adopt(answer)
  }

  get needsLock(): boolean {
    return this.node.definition.lock !== undefined && !this.resources.holdsLock
  }

  lock(): void {
    this.resources.takeLock(() => this.send({ type: 'locked' }))
  }

  queue(): void {
    this.resources.takePlace()
  }

  /** It has its place. */
  placed(): void {
    this.send(PLACED)
  }

  // Started, and tried again.

  begin(): void {
    beginAttempt(this)
  }

  leave(): void {
    leaveAtOnce(this)
  }

  canRetry(error: NodeError): boolean {
    return mayRetry(this, error)
  }

  retryLater(error: NodeError): void {
    retryLater(this, error)
  }

  retried(): void {
    this.attempt += 1
    this.emit('node.retried', {})
  }

  // Settled.

  complete(leaving: Leaving): void {
    complete(this, leaving, this.given.proposal !== null || this.#questionsMade?.wasAsked === true)
  }

  fail(error: NodeError): void {
    fail(this, error)
  }

  /** An item inside has failed, and it will fail with that. */
  failing(error: NodeError): void {
    if (!willFail(this, error)) return
    this.#isFailing = true
    this.run.outcomes.failing(this, error)
  }

  end(port: string | null, output: Json): void {
    this.over()
    this.run.outcomes.ended(this, port, output)
  }

  /** Nothing reaches it any more. */
  over(): void {
    this.#isOver = true
    this.freeAll()
  }

  // Ended from outside.

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

  abort(): void {
    if (this.activity) this.activity.abort(this.#lettingGo.cause)
    else this.send({ type: 'settled' })
  }

  suspended(): void {
    this.isSuspended = true
    const receipt = this.#lettingGo.receipt(this.#questionsMade?.description())
    this.freeAll()
    this.run.suspended(receipt)
  }

  withdrawn(): void {
    this.#lettingGo.withdrawn()
  }

  interrupted(): void {
    this.#lettingGo.interrupted()
  }

  /** Lets go without a word in the log: the process is about to end, and another goes on from what is stored. */
  release(): Promise<void> | undefined {
    this.freeAll()
    const ending = this.activity?.release()
    this.#machine.stop()
    return ending
  }

  /** Gives back what it holds, and forgets what it asked. */
  freeAll(): void {
    this.resources.release()
    this.#questionsMade?.forget()
  }
}
