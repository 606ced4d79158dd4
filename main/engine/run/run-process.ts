/**
 * One run, live. It joins the run machine, the levels with their routing, and the executions of nodes, and writes what
 * happens.
 *
 *   P1. Whatever comes from outside (a result, a timer, a person) enters by `step`, one after the other.
 *   P2. What follows from an ending is worked off by a list, so a chain of 10,000 instant nodes is no deep recursion.
 *   P3. The state is the fold of the staged events; nothing else is remembered that a restart would need.
 */
import { isBlobRef } from '#shared/events/blob.ts'
import type { EventDraft, RunEvent } from '#shared/events/event.ts'
import type { LoopScope } from '#shared/events/node-events.ts'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import type { Signal } from '#shared/events/signal.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { applyRunEvent } from '#shared/state/fold-run.ts'
import { activationKey, RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import type { CompiledNode, CompiledWorkflow } from '../compile/compiled-workflow.ts'
import type { RoutingAction } from '../compile/routing.ts'
import type { Adapters, Leaving } from '../kind.ts'
import {
  type Outcome,
  type RunHost,
  type RunMachineContext,
  type RunSignal,
  runMachine,
  withdrawalReason,
} from '../machines/run-machine.ts'
import { stateTable } from '../machines/state-table.ts'
import { StateWalker } from '../machines/state-walker.ts'
import { NodeError } from '../node-error.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Children } from './children.ts'
import { Compensation } from './compensation.ts'
import type { Emissions } from './emissions.ts'
import { evaluateExecution } from './evaluate-execution.ts'
import { Execution, type ExecutionPlace } from './execution.ts'
import { type LevelPlace, LevelRun } from './level-run.ts'
import type { LockRequest } from './locks.ts'
import type { DecisionInput } from './questions.ts'
import { type EndOutcome, outcomeOfEnd, resultOf } from './result.ts'
import type { RunContext } from './run-context.ts'
import type { Snapshot } from './scope.ts'
import { StartGate } from './start-gate.ts'
import { StepQueue } from './step-queue.ts'

/** What a run needs of the engine around it. */
export interface RunEnvironment {
  readonly clock: Clock
  readonly ids: Ids
  readonly adapters: Adapters
  readonly children: Children
  readonly emissions: Emissions
  /** How much of one run is done at once. */
  readonly concurrency: number
  readonly isBusy: boolean
  stage(runId: string, draft: EventDraft, durable: boolean): RunEvent
  afterCommit(action: () => void): void
  whole(value: Json): Json
  signal(signal: Signal): void
  requestPlace(runId: string, taken: () => void): () => void
  requestLock(request: LockRequest): () => void
  /** Whether a run above this one, at the node that started it, holds the lock already. */
  holdsLockAbove(run: RunContext, lock: string): boolean
  /** A delivery whose run has failed is put aside. */
  bury(run: RunProcess, error: { readonly code: string; readonly message: string }): void
  /** The run has ended and its last event is stored. */
  finished(run: RunProcess): void
  bug(error: unknown, runId: string): void
}

const RUN_TABLE = stateTable(runMachine)
const nothing = () => undefined

export class RunProcess implements RunContext, RunHost {
  readonly state: RunState
  readonly compiled: CompiledWorkflow
  readonly top: LevelRun
  readonly executions = new Map<string, Execution>()
  readonly compensation: Compensation
  /** Endings taken over from an earlier run, by activation key. */
  readonly recorded: ReadonlyMap<string, Leaving>
  startedAtPosition = 0
  readonly #environment: RunEnvironment
  readonly #asked = new Map<string, Execution>()
  readonly #machine: StateWalker<RunMachineContext, RunSignal>
  readonly #gate: StartGate
  readonly #queue = new StepQueue()
  readonly #touched = new Set<LevelRun>()
  #outcome: Outcome | undefined
  #receipt: ReceiptEntry[] = []
  #stopped: ((receipt: readonly ReceiptEntry[]) => void)[] = []
  #isReleased = false
  #hasUndone = false

  constructor(
    state: RunState,
    compiled: CompiledWorkflow,
    environment: RunEnvironment,
    recorded: ReadonlyMap<string, Leaving> = new Map(),
  ) {
    this.state = state
    this.compiled = compiled
    this.recorded = recorded
    this.#environment = environment
    this.top = new LevelRun({ path: '', level: compiled.top }, state)
    this.compensation = new Compensation(this, (id) => compiled.byId.get(id))
    this.#gate = new StartGate(() => this.isPaused)
    this.#machine = new StateWalker(RUN_TABLE, { host: this })
    this.#machine.start()
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
  get clock(): Clock {
    return this.#environment.clock
  }
  get ids(): Ids {
    return this.#environment.ids
  }
  get adapters(): Adapters {
    return this.#environment.adapters
  }
  get children(): Children {
    return this.#environment.children
  }
  get emissions(): Emissions {
    return this.#environment.emissions
  }
  get concurrency(): number {
    return this.#environment.concurrency
  }
  get isBusy(): boolean {
    return this.#environment.isBusy
  }
  get isPaused(): boolean {
    return this.state.status === 'paused'
  }
  get hasEnded(): boolean {
    return RUN_ENDED.has(this.state.status)
  }
  /** Where the run stands in its machine. */
  get machineState(): string {
    return this.#machine.state
  }
  /** Nodes that a pause holds back. */
  get held(): readonly string[] {
    return this.#gate.waiting
  }

  /** Begins at an entry node. `run.started` is staged already. */
  begin(entry: string): void {
    this.#route(this.top, this.top.routing.begin(this.compiled.byId.get(entry)?.index ?? -1), null)
    this.touch(this.top)
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
    if (this.#isReleased || this.executions.get(execution.key) !== execution) return
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
    evaluateExecution(execution, done)
  }

  snapshotFor({ compensates }: Execution): Snapshot | undefined {
    return compensates && this.compensation.snapshotFor(compensates)
  }

  requestPlace(execution: Execution, taken: () => void): () => void {
    let giveBack: () => void = nothing
    const takeBack = this.#gate.whenGoing(execution, () => {
      giveBack = this.#environment.requestPlace(this.runId, () => this.act(taken))
    })
    return () => {
      takeBack()
      giveBack()
    }
  }

  whenGoing(execution: Execution, go: () => void): () => void {
    return this.#gate.whenGoing(execution, go)
  }

  requestLock(execution: Execution, lock: string, taken: () => void): () => void {
    if (this.#isInsideLock(execution, lock)) {
      taken()
      return nothing
    }
    let hasWaited = false
    return this.#environment.requestLock({
      name: lock,
      runId: this.runId,
      key: execution.key,
      awaited: (holder) => {
        hasWaited = true
        execution.emit('lock.awaited', { lock, ...(holder !== undefined && { holder }) })
      },
      taken: () => {
        if (!hasWaited) return taken()
        this.step(execution, () => {
          execution.emit('lock.taken', { lock })
          taken()
        })
      },
    })
  }

  /** A container's or child run's own nodes may re-enter a lock. */
  #isInsideLock(execution: Execution, lock: string): boolean {
    for (let at: LevelRun | undefined = execution.level; at; at = at.parent)
      if (at.owner?.execution.node.definition.lock === lock) return true
    return this.state.parent !== undefined && this.#environment.holdsLockAbove(this, lock)
  }

  exhausted({ level, node }: Execution, port: string): NodeError | undefined {
    const edge = level.routing.exhausts(node.index, port)
    if (!edge) return undefined
    const target = level.level.nodes[edge.to]?.title ?? ''
    return new NodeError(
      'loop.exhausted',
      `${node.title} would go back to ${target} once more, but the loop's limit is ${edge.max}.`,
      { retryable: false },
    )
  }

  ended(execution: Execution, port: string | null, output: Json): void {
    this.#remove(execution)
    const { level, node, iteration, compensates, cause } = execution
    if (compensates) return this.#undone(execution, undefined)
    if (port !== null && port !== 'error') {
      level.lastOutput = output
      if (node.definition.compensate !== undefined && !execution.isRecorded) this.compensation.completed(execution)
    }
    if (level.isClosing || this.#isClosing) return
    // Only listed here: this is called from inside a machine's action, and what follows starts others.
    this.#route(level, level.routing.ended(node.index, iteration, port, this.feedbackOf(output)), cause)
  }

  #remove(execution: Execution): void {
    this.executions.delete(execution.key)
    execution.level.remove(execution)
    this.touch(execution.level)
  }

  get #isClosing(): boolean {
    return this.#machine.state !== 'running' && this.#machine.state !== 'stopping'
  }

  /** What a loop edge carries back (DESIGN 4.4). `output` as it stands in an event. */
  feedbackOf(output: Json): Json {
    const whole = isBlobRef(output) ? this.whole(output) : output
    return isJsonObject(whole) && whole.feedback !== undefined ? whole.feedback : output
  }

  failedAt(execution: Execution, error: NodeError): void {
    this.#remove(execution)
    const { level, node, compensates } = execution
    const { code, message, retryable } = error
    if (compensates) return this.#undone(execution, { code, message })
    this.#concludeLevel(level, { type: 'failed', code, message, nodeId: node.id, retryable })
  }

  concluded(outcome: EndOutcome, { level, node }: Execution): void {
    this.#concludeLevel(level, outcomeOfEnd(outcome, node))
  }

  #concludeLevel(level: LevelRun, outcome: Outcome): void {
    if (!level.owner) return this.conclude(outcome)
    level.conclude(outcome)
    this.touch(level)
  }

  conclude(outcome: Outcome): void {
    if (this.#machine.state !== 'running') return
    this.#outcome = outcome
    this.#machine.send({ type: 'outcome' })
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

  // Pause, breakpoints, single steps, single nodes.

  /** Nothing new starts; what is under way goes on. */
  pause(by: string, nodeId?: string): void {
    if (this.state.status !== 'running') return
    this.emit({ type: 'run.paused', data: { by, ...(nodeId !== undefined && { nodeId }) }, causationId: null }, true)
    for (const child of this.#childRuns()) this.children.pause(child, by)
  }

  unpause(by: string): void {
    if (!this.isPaused) return
    this.act(() => {
      this.emit({ type: 'run.resumed', data: { by }, causationId: null }, true)
      for (const child of this.#childRuns()) this.children.resume(child, by)
      this.#gate.open()
    })
  }

  /** Lets one node of a paused run go on. Returns whether one was held. */
  stepOne(by: string, nodeId: string | undefined): boolean {
    if (!this.isPaused || this.#gate.waiting.length === 0) return false
    let found = false
    this.act(() => {
      this.emit({ type: 'run.stepped', data: { by }, causationId: null }, true)
      found = this.#gate.step(nodeId)
    })
    return found
  }

  setBreakpoints(nodes: readonly string[], by: string): void {
    this.emit({ type: 'breakpoints.changed', data: { by, nodes: [...nodes] }, causationId: null }, true)
  }

  holdAtCheckpoint(by: string): void {
    this.emit({ type: 'checkpoint.requested', data: { by }, causationId: null }, true)
  }

  #childRuns(): readonly string[] {
    return [...this.executions.values()].flatMap(({ childRunId }) => childRunId ?? [])
  }

  /** Active executions of a node; of one path and iteration where they are given. */
  executionsOf(nodeId: string, path?: string, iteration?: number): readonly Execution[] {
    return [...this.executions.values()].filter(
      (execution) =>
        execution.node.id === nodeId &&
        (path === undefined || execution.path === path) &&
        (iteration === undefined || execution.iteration === iteration),
    )
  }

  cancel(by: Execution, nodes: readonly string[]): readonly string[] {
    const found: string[] = []
    for (const id of nodes)
      for (let at: LevelRun | undefined = by.level; at; at = at.parent) {
        const active = at.executions.filter((execution) => execution.node.id === id && execution !== by)
        if (active.length === 0) continue
        found.push(id)
        this.afterStep(() => {
          for (const execution of active)
            if (this.executions.has(execution.key)) execution.withdraw(`Cancelled by ${by.node.title}`)
        })
        break
      }
    return found
  }

  // Stop and the end.

  /** Resolves with the receipt when everything has acknowledged and `run.interrupted` is stored. */
  stop(by: string, undo: boolean): Promise<readonly ReceiptEntry[]> {
    // A second click may come between the last acknowledgement and its commit.
    if (this.state.status === 'interrupted')
      return new Promise((resolve) => this.afterCommit(() => resolve(this.state.receipt ?? [])))
    if (this.hasEnded) throw new CallError('run.ended', 'The run has ended already.')
    return new Promise((resolve) => {
      this.#stopped.push(resolve)
      if (this.#machine.state !== 'running' && this.#machine.state !== 'compensating') return
      this.act(() => {
        this.emit({ type: 'run.stopping', data: { by, undo }, causationId: null }, true)
        this.#machine.send({ type: 'stop' })
      })
    })
  }

  /** Takes up a stop that the last owner did not live to finish. */
  stopAgain(): void {
    for (const { node, level } of this.executions.values())
      if (!node.inside || level.owner)
        this.#receipt.push({ what: node.title, how: 'ended with its owner', ms: 0, nodeId: node.id })
    this.#machine.send({ type: 'stop' })
  }

  /** Goes on with undoing what an owner before has begun to undo. */
  undoAgain(): void {
    this.#outcome = outcomeOfCompensating(this.state)
    this.#receipt.push(...(this.state.compensating?.receipt ?? []))
    this.#machine.send({ type: 'undo' })
  }

  get undoes(): boolean {
    return this.state.undoing || (this.#outcome?.type === 'failed' && !this.#outcome.byEnd)
  }

  // What the run machine asks for.

  stopAll(): void {
    for (const execution of [...this.executions.values()]) if (!execution.isSuspended) execution.stop()
    this.afterStep(() => this.#checkQuiet())
  }

  withdrawAll(): void {
    const reason = withdrawalReason(this.#outcome)
    for (const execution of [...this.executions.values()]) execution.withdraw(reason)
    this.afterStep(() => this.#checkQuiet())
  }

  get mustCompensate(): boolean {
    return this.undoes && this.compensation.isNeeded
  }

  get isStopped(): boolean {
    return this.state.compensating?.cause === 'stopped'
  }

  compensate(): void {
    const failed = this.#outcome?.type === 'failed' ? this.#outcome : undefined
    this.#hasUndone = true
    if (!this.state.compensating) {
      // Withdrawn for good: what was only stopped would otherwise wait to go on.
      for (const execution of [...this.executions.values()]) this.#letGo(execution)
      this.emit(
        {
          type: 'run.compensating',
          data: failed
            ? { cause: 'failed', error: errorOf(failed) }
            : { cause: 'stopped', receipt: [...this.#receipt] },
        },
        true,
      )
    }
    this.afterStep(() => this.#undoNext())
  }

  #letGo(execution: Execution): void {
    this.executions.delete(execution.key)
    execution.level.remove(execution)
    execution.emit('node.interrupted', { reason: 'What the run did is being undone' })
  }

  #undoNext(): void {
    if (this.executions.size > 0) return
    const undoing = this.compensation.next()
    if (!undoing) return this.#machine.send({ type: 'quiet' })
    this.executions.set(undoing.key, undoing)
    const { compensates } = undoing
    undoing.emit('node.activated', { loop: this.#wholeLoop(undoing.loop), ...(compensates && { compensates }) })
    undoing.start()
  }

  #undone(execution: Execution, error: { code: string; message: string } | undefined): void {
    this.compensation.ended(execution, error)
    this.afterStep(() => {
      if (this.#machine.state === 'compensating') this.#undoNext()
      else this.#checkQuiet()
    })
  }

  interrupted(): void {
    const receipt = this.#receipt
    this.#receipt = []
    const undone = this.isStopped && !this.compensation.isNeeded && this.#hasUndone
    this.emit({ type: 'run.interrupted', data: { receipt, ...(undone && { undone }) } }, true)
    this.#close(receipt)
  }

  finished(): void {
    const outcome = this.#outcome ?? outcomeOfCompensating(this.state)
    if (outcome?.type === 'succeeded') this.emit({ type: 'run.succeeded', data: { result: outcome.result } }, false)
    else if (outcome) {
      const { code, message } = outcome
      if (this.state.delivery !== undefined) this.#environment.bury(this, { code, message })
      this.emit({ type: 'run.failed', data: errorOf(outcome) }, true)
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
    const { state } = this.#machine
    if (state === 'stopping' || state === 'halting') {
      for (const execution of this.executions.values()) if (!execution.isSuspended) return
      this.#machine.send({ type: 'quiet' })
    } else if (state === 'closing' && this.executions.size === 0) this.#machine.send({ type: 'quiet' })
  }

  // Levels and what follows in them.

  openLevel(place: LevelPlace, cause: string | null, again: boolean): LevelRun {
    const level = new LevelRun(place, this.state)
    const actions = level.routing.begin()
    if (again) return level
    this.#route(level, actions, cause)
    this.touch(level)
    return level
  }

  touch(level: LevelRun): void {
    this.#touched.add(level)
  }

  #route(level: LevelRun, actions: readonly RoutingAction[], cause: string | null): void {
    for (const action of actions) this.#queue.add(() => this.#follow(level, action, cause))
  }

  #drain(): void {
    if (this.#queue.isWorking) return
    do this.#queue.workOff()
    while (this.#endLevels())
    this.#checkQuiet()
    if (!this.#queue.isEmpty) this.#drain()
  }

  /** Returns whether something may follow. */
  #endLevels(): boolean {
    let ended = false
    for (const level of this.#touched) {
      // A level that ended completes its container, and what follows it keeps the level around it going.
      if (!this.#queue.isEmpty) return true
      this.#touched.delete(level)
      if (!level.isQuiet || level.hasEnded) continue
      if (level.owner) {
        if (this.#isClosing && !level.isClosing) continue
        level.hasEnded = true
        level.owner.levelEnded(level)
      } else if (this.#machine.state === 'running')
        this.conclude({ type: 'succeeded', result: this.whole(resultOf(this.state, this.compiled, level.routing)) })
      else continue
      ended = true
    }
    return ended
  }

  #follow(level: LevelRun, action: RoutingAction, cause: string | null): void {
    if (level.isClosing || this.#isClosing) return
    const node = level.level.nodes[action.node]
    if (!node) return
    switch (action.type) {
      case 'skip':
        return this.#skip(level, node, action.iteration, action.reason, cause)
      case 'withdraw':
        return this.executions.get(activationKey(level.path, node.id, action.iteration))?.withdraw(action.reason)
      default:
        return this.#activate(node, { level, iteration: action.iteration, loop: action.loop }, cause)
    }
  }

  #skip(level: LevelRun, node: CompiledNode, iteration: number, reason: string, cause: string | null): void {
    const { path } = level
    this.emit(
      {
        type: 'node.skipped',
        nodeId: node.id,
        ...(path !== '' && { path }),
        iteration,
        data: { reason },
        causationId: cause,
      },
      false,
    )
  }

  #activate(node: CompiledNode, place: ExecutionPlace, cause: string | null): void {
    const execution = new Execution(this, node, place, cause)
    this.executions.set(execution.key, execution)
    place.level.executions.push(execution)
    // Whole, as everything that is logged: a reference given to the log would be kept as somebody's own data (Blobs B3).
    execution.emit('node.activated', { loop: this.#wholeLoop(place.loop) })
    if (this.#machine.state === 'stopping') {
      execution.isSuspended = true
      return
    }
    const recorded = this.recorded.get(execution.key) ?? this.#pinned(node)
    if (recorded) return execution.leaveRecorded(recorded)
    if (this.state.breakpoints.length > 0 && this.state.breakpoints.includes(node.id)) this.pause('breakpoint', node.id)
    this.begun(execution)
  }

  /** Starts it, or holds it back while the run is paused. */
  begun(execution: Execution): void {
    this.#gate.whenGoing(execution, () => {
      if (this.executions.get(execution.key) === execution && !execution.isSuspended) execution.start()
    })
  }

  /** A recorded output counts in tries, and in a file that nobody trusted not on what guards or changes the world. */
  #pinned({ definition, kind }: CompiledNode): Leaving | undefined {
    if (!this.state.test || definition.pinned === undefined) return undefined
    const guards = kind.behaviour.family === 'approval' || kind.descriptor.effect !== 'never'
    if (guards && !this.trusted) return undefined
    return { port: kind.descriptor.ports[0] ?? 'out', output: definition.pinned }
  }

  #wholeLoop(loop: LoopScope): LoopScope {
    return loop.feedback === undefined ? loop : { iteration: loop.iteration, feedback: this.whole(loop.feedback) }
  }

  broken(error: unknown): void {
    this.#environment.bug(error, this.runId)
    const message = error instanceof Error ? error.message : String(error)
    this.conclude({ type: 'failed', code: 'internal', message: `Slashflow failed inside: ${message}` })
    this.#checkQuiet()
  }

  /** Lets go of the run without ending it; another owner, or the next start, goes on from the log. Resolves when its work has ended. */
  async release(): Promise<void> {
    const ending = [...this.executions.values()].flatMap((execution) => execution.release() ?? [])
    this.#isReleased = true
    this.#machine.stop()
    await Promise.all(ending)
  }
}

function errorOf(outcome: Outcome & { type: 'failed' }) {
  const { code, message, nodeId } = outcome
  return { code, message, ...(nodeId !== undefined && { nodeId }) }
}

function outcomeOfCompensating({ compensating }: RunState): Outcome | undefined {
  return compensating?.error && { type: 'failed', ...compensating.error }
}
