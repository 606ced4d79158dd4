/**
 * Follows one run of this process to where the command ends.
 *
 *   F1. Every event is seen once and in order, from the moment `begin` names the run: what came before is kept until then.
 *   F2. Questions are put one at a time, and taken back when somebody else answers.
 *   F3. Runs that it calls belong to it: their questions are put as its own. Those that call it, or are called beside it,
 *       do not: whoever allows all of one run has not said so of another.
 *   F4. The command waits for a person only where a person can still answer; see `endsWhenWaiting`.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunEvent } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { Bridge } from '#shared/ipc/contract.ts'
import { canMove } from '#shared/state/can-move.ts'
import { applyRunEvent, foldRun } from '#shared/state/fold-run.ts'
import { newRunState, RUN_ENDED, type RunState, type Wait } from '#shared/state/run-state.ts'
import { goingOn } from './called-runs.ts'
import { UsageError } from './exit-codes.ts'
import { EndOfInput } from './person/question.ts'
import { type Responder, sendResponse } from './person/response.ts'
import type { Printer } from './print/printer.ts'
import { waitingText } from './print/waiting.ts'

export interface FollowOptions {
  readonly bridge: Bridge
  readonly printer: Printer
  readonly respond: Responder
  /** Ends the command once only people are waited for whom nothing here can answer. */
  readonly endsWhenWaiting: boolean
  readonly remark: (text: string) => void
}

/** A question that is open, and the run whose it is: the one that is followed, or one that it called. */
export interface OpenQuestion {
  readonly runId: string
  readonly wait: Wait
}

/** Where the command ends: the run has ended, or waits for people. */
export interface Reached {
  readonly state: RunState
  readonly open: readonly OpenQuestion[]
}

export interface Following {
  /** `history` is what the log had of the run before the command: folded, not printed. */
  begin(runId: string, history?: readonly RunEvent[]): Promise<Reached>
  stop(): void
}

/** Listens from now on. */
export function followRun(options: FollowOptions): Following {
  const { bridge, printer } = options
  const early: RunEvent[] = []
  let take: (event: RunEvent) => void = (event) => void early.push(event)
  const unsubscribe = [
    bridge.on('run.event', (event) => take(event)),
    bridge.on('run.signal', (signal) => printer.signal?.(signal)),
  ]
  return {
    async begin(runId, history = []) {
      const heard = early
      const isWhole = history.length > 0 || heard.some((event) => event.runId === runId && event.seq === 0)
      const missing = isWhole ? [] : await bridge.call('runs.events', { runId })
      const isOld = history.length > 0
      const state = isOld ? foldRun(history, runId) : newRunState(runId)
      const follower = new Follower(options, state, isOld ? await goingOn(bridge, state) : [])
      if (isOld) follower.resumeQuestions()
      for (const event of [...missing, ...heard]) follower.take(event)
      take = (event) => follower.take(event)
      const ended = await follower.ended
      await follower.withdrawAll()
      return { state: ended, open: follower.openQuestions() }
    },
    stop() {
      for (const end of unsubscribe) end()
    },
  }
}

class Follower {
  readonly ended: Promise<RunState>
  readonly #options: FollowOptions
  readonly #state: RunState
  /** The run and those that it called, by id. */
  readonly #family = new Map<string, RunState>()
  readonly #unanswered = new Set<string>()
  readonly #withdrawals = new Map<string, { readonly state: RunState; readonly withdrawal: AbortController }>()
  #questions: Promise<void> = Promise.resolve()
  #end: (state: RunState) => void = () => {}
  #fail: (error: unknown) => void = () => {}

  constructor(options: FollowOptions, state: RunState, children: readonly RunState[]) {
    this.#options = options
    this.#state = state
    for (const member of [state, ...children]) this.#family.set(member.runId, member)
    this.ended = new Promise((settle, reject) => {
      this.#end = settle
      this.#fail = reject
    })
  }

  take(event: RunEvent): void {
    const state = this.#memberOf(event)
    if (!state || !applyRunEvent(state, event)) return
    if (state === this.#state) this.#options.printer.event(event, state)
    else this.#options.printer.childEvent(event)
    this.#withdrawAnswered()
    if (event.type === 'approval.requested') this.#question(state, event.data.approvalId)
    else if (event.type === 'input.requested') this.#question(state, event.data.inputId)
    else if (event.type === 'run.resumed') this.#questionsOf(state)
    if (RUN_ENDED.has(this.#state.status)) this.#end(this.#state)
    else void this.#endIfWaiting()
  }

  #memberOf(event: RunEvent): RunState | undefined {
    const known = this.#family.get(event.runId)
    if (known || event.type !== 'run.started' || !this.#family.has(event.data.parent?.runId ?? '')) return known
    const child = newRunState(event.runId)
    this.#family.set(event.runId, child)
    return child
  }

  /** Questions that were open before the command began. */
  resumeQuestions(): void {
    for (const state of this.#family.values()) if (this.#isOwnOrOpen(state)) this.#questionsOf(state)
    void this.#endIfWaiting()
  }

  /** A run that it called and that was stopped asks nothing until it goes on. */
  #isOwnOrOpen(state: RunState): boolean {
    return state === this.#state || !RUN_ENDED.has(state.status)
  }

  /** Those that are not put yet. */
  #questionsOf(state: RunState): void {
    for (const id of state.waits.keys()) if (!this.#withdrawals.has(id)) this.#question(state, id)
  }

  /** A question still on the terminal holds back what was printed since. */
  async withdrawAll(): Promise<void> {
    for (const { withdrawal } of this.#withdrawals.values()) withdrawal.abort()
    await this.#questions
  }

  openQuestions(): readonly OpenQuestion[] {
    return [...this.#family.values()].flatMap((state) =>
      this.#isOwnOrOpen(state) ? [...state.waits.values()].map((wait) => ({ runId: state.runId, wait })) : [],
    )
  }

  #question(state: RunState, id: string): void {
    const withdrawal = new AbortController()
    this.#withdrawals.set(id, { state, withdrawal })
    this.#questions = this.#questions
      .then(() => this.#put(state, id, withdrawal.signal))
      .catch((error: unknown) => this.#fail(error))
  }

  /** Again as long as the answer is refused and the question stays open. */
  async #put(state: RunState, id: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const wait = state.waits.get(id)
      if (!wait) return
      const response = await this.#responseTo(state, wait, signal)
      if (response === 'withdrawn') return
      if (response === undefined) {
        this.#unanswered.add(id)
        if (!this.#options.endsWhenWaiting) this.#options.remark(waitingText(state.runId, wait))
        return void this.#endIfWaiting()
      }
      if (response === 'refused') continue
      return
    }
  }

  async #responseTo(
    { runId }: RunState,
    wait: Wait,
    signal: AbortSignal,
  ): Promise<'sent' | 'refused' | 'withdrawn' | undefined> {
    const { respond, bridge, remark } = this.#options
    try {
      const response = await respond(wait, signal)
      if (!response) return undefined
      await sendResponse(bridge, runId, wait, response)
      return 'sent'
    } catch (error) {
      if (signal.aborted) return 'withdrawn'
      if (error instanceof EndOfInput) return void remark('\n')
      if (!(error instanceof CallError) && !(error instanceof UsageError)) throw error
      remark(`${error.message}\n`)
      return 'refused'
    }
  }

  #withdrawAnswered(): void {
    for (const [id, { state, withdrawal }] of this.#withdrawals) {
      if (state.waits.has(id)) continue
      this.#withdrawals.delete(id)
      withdrawal.abort()
    }
  }

  async #endIfWaiting(): Promise<void> {
    if (!this.#options.endsWhenWaiting) return
    // What the same step still starts is announced before the next turn of the event loop.
    await nextTurn()
    if (this.#waitsForPeopleOnly()) this.#end(this.#state)
  }

  /**
   * In the whole family; a paused run waits for a person too. An approval's deadline is no reason to stay, unless it has
   * passed: then the run goes on without an answer, in a moment.
   */
  #waitsForPeopleOnly(): boolean {
    let waits = 0
    for (const state of this.#family.values()) {
      if (RUN_ENDED.has(state.status)) continue
      for (const id of state.waits.keys()) if (!this.#unanswered.has(id)) return false
      if (canMove(state, false) || isOverdue(state)) return false
      waits += state.waits.size + (state.status === 'paused' ? 1 : 0)
    }
    return waits > 0
  }
}

const isOverdue = ({ status, waits }: RunState): boolean =>
  status === 'running' &&
  [...waits.values()].some(({ dueAt }) => dueAt !== undefined && Date.parse(dueAt) <= Date.now())
