/**
 * One execution of a node: the host of its machine. It writes the node's events, starts and ends its work, and keeps
 * nothing that the log could not give back.
 *
 *   X1. Work begins only after its `node.started` is stored.
 *   X2. After the machine's final state nothing more is written under this execution.
 */
import { type AnyActorRef, createActor } from 'xstate'
import type { EventDraft, EventType, RunEvent } from '#shared/events/event.ts'
import type { LoopScope } from '#shared/events/node-events.ts'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { activationKey } from '#shared/state/run-state.ts'
import { DEFAULT_PORT, ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { CompiledNode } from '../compile/compiled-workflow.ts'
import { hasEdge } from '../compile/routing-table.ts'
import type { ApprovalAnswer, EffectProposal, Leaving } from '../kind.ts'
import type { NodeHost, NodeSignal } from '../machines/node-host.ts'
import { NodeError } from '../node-error.ts'
import { performWork } from './perform-work.ts'
import { Questions } from './questions.ts'
import { retryDelayMs } from './retry.ts'
import type { RunContext } from './run-context.ts'
import { asNodeError, Work, type WorkEnd } from './work.ts'

export interface ExecutionPlace {
  readonly path: string
  readonly iteration: number
  readonly loop: LoopScope
}

export class Execution implements NodeHost {
  readonly run: RunContext
  readonly node: CompiledNode
  readonly path: string
  readonly iteration: number
  readonly loop: LoopScope
  readonly key: string
  readonly questions: Questions
  attempt = 1
  /** Evaluated config, as the kind's schema parsed it. */
  input: unknown
  /** The same as it stands in the log. */
  recorded: Json = null
  proposal: EffectProposal | null = null
  /** The event that the next one follows from. */
  cause: string | null
  isSuspended = false
  #actor: AnyActorRef | undefined
  #work: Work | undefined
  #givePlaceBack: (() => void) | undefined
  #cancelTimer: (() => void) | undefined
  #approved = false
  #stopAskedAt: number | undefined

  constructor(run: RunContext, node: CompiledNode, place: ExecutionPlace, cause: string | null) {
    this.run = run
    this.node = node
    this.path = place.path
    this.iteration = place.iteration
    this.loop = place.loop
    this.key = activationKey(place.path, node.id, place.iteration)
    this.cause = cause
    this.questions = new Questions(this)
  }

  start(): void {
    if (this.#isDisabled) return this.complete({ port: DEFAULT_PORT, output: null })
    this.#createActor()
    this.#actor?.start()
  }

  /** In a file that nobody trusted, switching off an approval or an effect counts for nothing. */
  get #isDisabled(): boolean {
    const { definition, kind } = this.node
    const guards = kind.behaviour.family === 'approval' || kind.descriptor.effect !== 'never'
    return definition.disabled === true && (this.run.trusted || !guards)
  }

  /** Goes on in the middle: a restored machine does not run its `entry` again, so what follows from it is done by `then`. */
  resumeIn(state: 'awaiting' | 'queued' | 'retrying' | 'held', then: () => void): void {
    const { machine } = this.node
    this.#createActor(machine.resolveState({ value: state, context: { host: this, reason: '' } } as never)) // each machine names its own states; recovery only asks for those it has
    this.#actor?.start()
    then()
  }

  send(signal: NodeSignal): void {
    if (this.#actor?.getSnapshot().status === 'active') this.#actor.send(signal)
  }

  emit<T extends EventType>(type: T, data: Extract<EventDraft, { type: T }>['data'], durable = false): RunEvent {
    const draft = {
      type,
      data,
      nodeId: this.node.id,
      ...(this.path !== '' && { path: this.path }),
      iteration: this.iteration,
      attempt: this.attempt,
      causationId: this.cause,
    } as EventDraft // type and data come from the same T
    const event = this.run.emit(draft, durable)
    this.cause = event.id
    return event
  }

  // What the machine asks for.

  prepare(): void {
    this.run.evaluate(this, (outcome) => {
      if (outcome instanceof NodeError) return this.send({ type: 'failed', error: outcome })
      this.take(outcome)
    })
  }

  /** Parses the evaluated config and finds out whether a person must be asked. */
  take(evaluated: Json): void {
    const parsed = this.node.kind.input.safeParse(evaluated)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      const field = issue?.path.join('.') ?? ''
      return this.send({
        type: 'failed',
        error: new NodeError(
          'node.invalid-input',
          `${this.node.title}: ${field || 'its config'} is not what it must be: ${issue?.message ?? 'invalid'}.`,
          { retryable: false, detail: { field } },
        ),
      })
    }
    this.input = parsed.data
    this.recorded = evaluated
    try {
      this.#findQuestion()
    } catch (error) {
      return this.send({ type: 'failed', error: asNodeError(error) })
    }
    this.send({ type: 'prepared' })
  }

  #findQuestion(): void {
    const { behaviour } = this.node.kind
    if (behaviour.family === 'work') this.proposal = behaviour.effect?.(this.input, this.run.workspace) ?? null
    else this.questions.prepare(this.input)
  }

  get asksFirst(): boolean {
    const unasked = this.node.definition.approve === 'never' && this.run.trusted
    return this.proposal !== null && !this.#approved && !unasked
  }

  get hasQuestion(): boolean {
    return this.questions.isPrepared
  }

  /** Whether the world may have changed once it has begun. */
  get isEffect(): boolean {
    return this.proposal !== null
  }

  ask(): void {
    this.questions.ask()
  }

  askRecovery(): void {
    this.questions.askRecovery()
  }

  adopt(answer: ApprovalAnswer): void {
    this.#approved = true
    if (!isJsonObject(answer.value) || !isJsonObject(this.recorded)) return
    this.recorded = { ...this.recorded, ...answer.value }
    this.input = this.node.kind.input.parse(this.recorded) // checked before the answer was taken
  }

  queue(): void {
    this.#givePlaceBack = this.run.requestPlace(() => this.send({ type: 'placed' }))
  }

  begin(): void {
    this.emit('node.started', { input: this.recorded }, this.isEffect)
    const work = new Work()
    this.#work = work
    this.run.afterCommit(() => performWork(this, work, (end) => this.#settled(end)))
  }

  leave(): void {
    this.emit('node.started', { input: this.recorded })
    try {
      this.send({ type: 'completed', leaving: this.questions.leaveAtOnce(this.input) })
    } catch (error) {
      this.send({ type: 'failed', error: asNodeError(error) })
    }
  }

  #settled(end: WorkEnd): void {
    this.run.step(this, () => {
      this.#freePlace()
      if (end.type === 'completed') this.send(end)
      else if (end.type === 'failed') this.send(end)
      // A machine that asked for the abort, or one whose work ended before it could: both are quiet now.
      this.send({ type: 'settled' })
    })
  }

  canRetry(error: NodeError): boolean {
    return error.retryable && this.attempt < this.node.retry.attempts
  }

  retryLater(error: NodeError): void {
    const { clock, ids } = this.run
    const at = clock.now() + retryDelayMs(this.node.retry, this.attempt, error, ids.random())
    this.#emitFailure(error, new Date(at).toISOString())
    this.armRetry(at)
  }

  armRetry(at: number): void {
    this.armTimer(at, () => this.send({ type: 'due' }))
  }

  retried(): void {
    this.attempt += 1
    this.emit('node.retried', {})
  }

  complete(leaving: Leaving): void {
    const exhausted = this.run.exhausted(this, leaving.port)
    if (exhausted) return this.fail(exhausted)
    const event = this.emit(
      'node.completed',
      { port: leaving.port, output: leaving.output },
      this.isEffect || this.questions.wasAsked,
    )
    this.end(leaving.port, event.type === 'node.completed' ? event.data.output : null)
  }

  fail(error: NodeError): void {
    this.#emitFailure(error)
    const caught = hasEdge(this.run.table, this.node.index, ERROR_PORT) && !this.run.exhausted(this, ERROR_PORT)
    if (caught) this.end(ERROR_PORT, { error: { code: error.code, message: error.message } })
    else {
      this.#release()
      this.run.failedAt(this, error)
    }
  }

  #emitFailure(error: NodeError, retryAt?: string): RunEvent {
    const { code, message, detail } = error
    return this.emit('node.failed', {
      code,
      message,
      ...(retryAt !== undefined && { retryAt }),
      ...(detail !== undefined && { detail }),
    })
  }

  abort(): void {
    if (this.#work) this.#work.abort()
    else this.send({ type: 'settled' })
  }

  withdrawn(reason: string): void {
    this.#release()
    this.emit('node.interrupted', { reason })
    this.end(null, null)
  }

  suspended(): void {
    this.isSuspended = true
    const receipt = this.#receipt()
    this.#release()
    this.run.suspended(this, receipt)
  }

  expired(): void {
    this.questions.expired()
  }

  // Stop, timers and the end.

  /** The machine answers by `suspended`, at once or when its work has ended. */
  stop(): void {
    this.#stopAskedAt = this.run.clock.monotonic()
    this.send({ type: 'stop' })
  }

  armTimer(at: number, due: () => void): void {
    this.#cancelTimer?.()
    this.#cancelTimer = this.run.clock.setTimer(at, () => this.run.step(this, due))
  }

  disarmTimer(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
  }

  /** Lets go without a word in the log: the process is about to end, and another goes on from what is stored. */
  release(): Work | undefined {
    this.#release()
    this.#work?.abort()
    this.#actor?.stop()
    return this.#work
  }

  end(port: string | null, output: Json): void {
    this.#release()
    this.run.ended(this, port, output)
  }

  #release(): void {
    this.disarmTimer()
    this.#freePlace()
    this.questions.forget()
  }

  #freePlace(): void {
    const giveBack = this.#givePlaceBack
    this.#givePlaceBack = undefined
    giveBack?.()
  }

  #receipt(): readonly ReceiptEntry[] {
    const ms = Math.round(this.run.clock.monotonic() - (this.#stopAskedAt ?? this.run.clock.monotonic()))
    const held = this.#work?.held ?? []
    const nodeId = this.node.id
    if (held.length > 0) return held.map(({ what, how }) => ({ what, how: how ?? 'ended', ms, nodeId }))
    return [{ what: this.questions.description() ?? this.node.title, how: this.#work ? 'ended' : 'kept', ms, nodeId }]
  }

  #createActor(snapshot?: unknown): void {
    const actor = createActor(this.node.machine, {
      input: { host: this },
      ...(snapshot !== undefined && { snapshot: snapshot as never }),
    }) // a snapshot made by the same machine's resolveState
    actor.subscribe({ error: (error) => this.run.broken(error) })
    this.#actor = actor
  }

  /** What it was given, from the log; never evaluated again. */
  restoreInput(recorded: Json): void {
    this.input = this.node.kind.input.parse(recorded) // it was parsed by the same schema before it was logged
    this.recorded = recorded
    this.#findQuestion()
  }
}
