/**
 * One run, live. It joins the run machine, the routing of tokens and the executions of nodes, and writes what happens.
 *
 *   P1. Whatever comes from outside (a result, a timer, a person) enters by `step`, one after the other.
 *   P2. What follows from an ending is worked off by a list, so a chain of 10,000 instant nodes is no deep recursion.
 *   P3. The state is the fold of the staged events; nothing else is remembered that a restart would need.
 */
import { type ActorRefFrom, createActor } from 'xstate'
import { isBlobRef } from '#shared/events/blob.ts'
import type { EventDraft, RunEvent } from '#shared/events/event.ts'
import type { LoopScope } from '#shared/events/node-events.ts'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import type { Signal } from '#shared/events/signal.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { applyRunEvent } from '#shared/state/fold-run.ts'
import { RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import type { CompiledWorkflow } from '../compile/compiled-workflow.ts'
import { Routing, type RoutingAction } from '../compile/routing.ts'
import type { RoutingTable } from '../compile/routing-table.ts'
import type { Adapters } from '../kind.ts'
import { type Outcome, type RunHost, runMachine } from '../machines/run-machine.ts'
import { NodeError } from '../node-error.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import { evaluateExecution } from './evaluate-execution.ts'
import { Execution } from './execution.ts'
import type { DecisionInput } from './questions.ts'
import { type EndOutcome, outcomeOfEnd, resultOf } from './result.ts'
import type { RunContext } from './run-context.ts'
import { StepQueue } from './step-queue.ts'
import type { Work } from './work.ts'

/** What a run needs of the engine around it. */
export interface RunEnvironment {
  readonly clock: Clock
  readonly ids: Ids
  readonly adapters: Adapters
  stage(runId: string, draft: EventDraft, durable: boolean): RunEvent
  afterCommit(action: () => void): void
  whole(value: Json): Json
  signal(signal: Signal): void
  requestPlace(runId: string, taken: () => void): () => void
  /** The run has ended and its last event is stored. */
  finished(run: RunProcess): void
  bug(error: unknown, runId: string): void
}

export class RunProcess implements RunContext, RunHost {
  readonly state: RunState
  readonly compiled: CompiledWorkflow
  readonly #environment: RunEnvironment
  readonly routing: Routing
  readonly executions = new Map<string, Execution>()
  readonly #asked = new Map<string, Execution>()
  #machine: ActorRefFrom<typeof runMachine>
  readonly #queue = new StepQueue()
  #receipt: ReceiptEntry[] = []
  #stopped: ((receipt: readonly ReceiptEntry[]) => void)[] = []
  #isReleased = false

  constructor(state: RunState, compiled: CompiledWorkflow, environment: RunEnvironment) {
    this.state = state
    this.compiled = compiled
    this.#environment = environment
    this.routing = new Routing(compiled.table)
    this.#machine = this.#newMachine()
  }

  #newMachine(): ActorRefFrom<typeof runMachine> {
    const machine = createActor(runMachine, { input: { host: this } })
    machine.subscribe({ error: (error) => this.#environment.bug(error, this.runId) })
    return machine.start()
  }

  get runId(): string {
    return this.state.runId
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
  get table(): RoutingTable {
    return this.compiled.table
  }
  get clock(): Clock {
    return this.#environment.clock
  }
  get ids(): Ids {
    return this.#environment.ids
  }
  get adapters(): Adapters {
    return this.#environment.adapters
  }
  get hasEnded(): boolean {
    return RUN_ENDED.has(this.state.status)
  }

  /** Begins at the entry node. `run.started` is staged already. */
  begin(entry: number): void {
    this.#route(this.routing.begin([entry]), null)
    this.#drain()
  }

  emit(draft: EventDraft, durable: boolean): RunEvent {
    const event = this.#environment.stage(this.runId, draft, durable)
    applyRunEvent(this.state, event)
    return event
  }

  signal(signal: Signal): void {
    this.#environment.signal(signal)
  }

  whole(value: Json): Json {
    return this.#environment.whole(value)
  }

  afterCommit(action: () => void): void {
    this.#environment.afterCommit(() => {
      if (!this.#isReleased) action()
    })
  }

  afterStep(action: () => void): void {
    this.#queue.last(action)
  }

  step(execution: Execution, action: () => void): void {
    if (this.#isReleased || !this.executions.has(execution.key)) return
    this.act(action)
  }

  /** One step: the action, and all that follows from it. */
  act(action: () => void): void {
    try {
      action()
      this.#drain()
    } catch (error) {
      if (error instanceof CallError) {
        this.#drain()
        throw error
      }
      this.broken(error)
    }
  }

  evaluate(execution: Execution, done: (outcome: Json | NodeError) => void): void {
    evaluateExecution(execution, this.state, done)
  }

  requestPlace(taken: () => void): () => void {
    return this.#environment.requestPlace(this.runId, () => this.act(taken))
  }

  exhausted(execution: Execution, port: string): NodeError | undefined {
    const edge = this.routing.exhausts(execution.node.index, port)
    if (!edge) return undefined
    const target = this.compiled.nodes[edge.to]?.title ?? ''
    return new NodeError(
      'loop.exhausted',
      `${execution.node.title} would go back to ${target} once more, but the loop's limit is ${edge.max}.`,
      { retryable: false },
    )
  }

  ended(execution: Execution, port: string | null, output: Json): void {
    this.executions.delete(execution.key)
    if (this.#machine.getSnapshot().value !== 'closing') {
      const feedback = this.feedbackOf(output)
      // Only listed here: this is called from inside a machine's action, and what follows makes machines.
      this.#route(this.routing.ended(execution.node.index, execution.iteration, port, feedback), execution.cause)
    }
  }

  /** What a loop edge carries back (DESIGN 4.4). `output` as it stands in an event. */
  feedbackOf(output: Json): Json {
    const whole = isBlobRef(output) ? this.whole(output) : output
    return isJsonObject(whole) && whole.feedback !== undefined ? whole.feedback : output
  }

  failedAt(execution: Execution, error: NodeError): void {
    this.executions.delete(execution.key)
    this.conclude({ type: 'failed', code: error.code, message: error.message, nodeId: execution.node.id })
  }

  concluded(outcome: EndOutcome, nodeId: string): void {
    this.conclude(outcomeOfEnd(outcome, { id: nodeId, title: this.compiled.byId.get(nodeId)?.title ?? nodeId }))
  }

  conclude(outcome: Outcome): void {
    this.#machine.send({ type: 'outcome', outcome })
  }

  suspended(_execution: Execution, receipt: readonly ReceiptEntry[]): void {
    this.#receipt.push(...receipt)
    this.#checkQuiet()
  }

  asked(waitId: string, execution: Execution): void {
    this.#asked.set(waitId, execution)
  }

  unasked(waitId: string): void {
    this.#asked.delete(waitId)
  }

  decide(approvalId: string, input: DecisionInput): void {
    this.#require(approvalId, 'approval.not-open', (execution) => execution.questions.decide(input))
  }

  answer(inputId: string, values: Readonly<Record<string, Json>>, by: string): void {
    this.#require(inputId, 'input.not-open', (execution) => execution.questions.answer(values, by))
  }

  #require(waitId: string, code: string, action: (execution: Execution) => void): void {
    const execution = this.#asked.get(waitId)
    if (!execution || execution.isSuspended)
      throw new CallError(
        code,
        'It is not open any more: it was answered, has expired, or its run was stopped or has ended.',
      )
    this.act(() => action(execution))
  }

  /** Resolves with the receipt when everything has acknowledged and `run.interrupted` is stored. */
  stop(by: string, undo: boolean): Promise<readonly ReceiptEntry[]> {
    // A second click may come between the last acknowledgement and its commit.
    if (this.state.status === 'interrupted')
      return new Promise((resolve) => this.afterCommit(() => resolve(this.state.receipt ?? [])))
    if (this.hasEnded) throw new CallError('run.ended', 'The run has ended already.')
    return new Promise((resolve) => {
      this.#stopped.push(resolve)
      if (this.#machine.getSnapshot().value !== 'running') return
      this.act(() => {
        this.emit({ type: 'run.stopping', data: { by, undo }, causationId: null }, true)
        this.#machine.send({ type: 'stop' })
      })
    })
  }

  /** Takes up a stop that the last owner did not live to finish. */
  stopAgain(): void {
    this.#receipt.push(
      ...[...this.executions.values()].map(({ node }) => ({
        what: node.title,
        how: 'ended with its owner',
        ms: 0,
        nodeId: node.id,
      })),
    )
    this.#machine.send({ type: 'stop' })
  }

  // What the run machine asks for.

  stopAll(): void {
    for (const execution of [...this.executions.values()]) execution.stop()
    this.afterStep(() => this.#checkQuiet())
  }

  withdrawAll(reason: string): void {
    for (const execution of [...this.executions.values()]) execution.send({ type: 'withdraw', reason })
    this.afterStep(() => this.#checkQuiet())
  }

  interrupted(): void {
    const receipt = this.#receipt
    this.#receipt = []
    this.emit({ type: 'run.interrupted', data: { receipt } }, true)
    this.#close(receipt)
  }

  finished(outcome: Outcome): void {
    if (outcome.type === 'succeeded') this.emit({ type: 'run.succeeded', data: { result: outcome.result } }, true)
    else {
      const { code, message, nodeId } = outcome
      this.emit({ type: 'run.failed', data: { code, message, ...(nodeId !== undefined && { nodeId }) } }, true)
    }
    this.#close([])
  }

  #close(receipt: readonly ReceiptEntry[]): void {
    const stopped = this.#stopped
    this.#stopped = []
    this.#environment.afterCommit(() => {
      for (const resolve of stopped) resolve(receipt)
      this.#environment.finished(this)
    })
  }

  #checkQuiet(): void {
    const state = this.#machine.getSnapshot().value
    const executions = [...this.executions.values()]
    if (state === 'stopping' && executions.every((execution) => execution.isSuspended))
      this.#machine.send({ type: 'quiet' })
    if (state === 'closing' && executions.length === 0) this.#machine.send({ type: 'quiet' })
  }

  #route(actions: readonly RoutingAction[], cause: string | null): void {
    for (const action of actions) this.#queue.add(() => this.#follow(action, cause))
  }

  #drain(): void {
    if (!this.#queue.workOff()) return
    if (this.executions.size === 0 && this.routing.isSettled && this.#machine.getSnapshot().value === 'running') {
      this.conclude({ type: 'succeeded', result: this.whole(resultOf(this.state, this.compiled, this.routing)) })
    }
    this.#checkQuiet()
  }

  #follow(action: RoutingAction, cause: string | null): void {
    const value = this.#machine.getSnapshot().value
    if (value !== 'running' && value !== 'stopping') return
    const node = this.compiled.nodes[action.node]
    if (!node) return
    const { iteration } = action
    if (action.type === 'skip') {
      this.emit(
        { type: 'node.skipped', nodeId: node.id, iteration, data: { reason: action.reason }, causationId: cause },
        false,
      )
      return
    }
    if (action.type === 'withdraw') {
      this.executions.get(`${node.id}/${iteration}`)?.send({ type: 'withdraw', reason: action.reason })
      return
    }
    const execution = new Execution(this, node, { path: '', iteration, loop: action.loop }, cause)
    this.executions.set(execution.key, execution)
    // Whole, as everything that is logged: a reference given to the log would be kept as somebody's own data (Blobs B3).
    execution.emit('node.activated', { loop: this.#wholeLoop(action.loop) })
    if (value === 'stopping') {
      execution.isSuspended = true
      return
    }
    execution.start()
  }

  #wholeLoop({ iteration, feedback }: LoopScope): LoopScope {
    return { iteration, ...(feedback !== undefined && { feedback: this.whole(feedback) }) }
  }

  broken(error: unknown): void {
    this.#environment.bug(error, this.runId)
    const message = error instanceof Error ? error.message : String(error)
    this.conclude({ type: 'failed', code: 'internal', message: `Slashflow failed inside: ${message}` })
    this.#checkQuiet()
  }

  /** Lets go of the run without ending it; another owner, or the next start, goes on from the log. Resolves when its work has ended. */
  async release(): Promise<void> {
    const ending: Work[] = []
    for (const execution of this.executions.values()) {
      const work = execution.release()
      if (work) ending.push(work)
    }
    this.#isReleased = true
    this.#machine.stop()
    await Promise.all(ending.map((work) => work.ended))
  }
}
