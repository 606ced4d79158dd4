/**
 * Follows one run of this process to where the command ends.
 *
 *   F1. Every event is seen once and in order, from the moment `begin` names the run: what came before is kept until then.
 *   F2. Questions are put one at a time, and taken back when somebody else answers.
 *   F3. The command waits for a person only where a person can still answer; see `endsWhenWaiting`.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunEvent } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { Bridge } from '#shared/ipc/contract.ts'
import { applyRunEvent, foldRun } from '#shared/state/fold-run.ts'
import { newRunState, RUN_ENDED, type RunState, type Wait } from '#shared/state/run-state.ts'
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

/** The state at the end: ended, or waiting for people. */
export interface Following {
  /** `history` is what the log had of the run before the command: folded, not printed. */
  begin(runId: string, history?: readonly RunEvent[]): Promise<RunState>
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
      const follower = new Follower(options, history.length > 0 ? foldRun(history, runId) : newRunState(runId))
      if (history.length > 0) follower.resumeQuestions()
      for (const event of [...missing, ...heard]) follower.take(event)
      take = (event) => follower.take(event)
      const state = await follower.ended
      await follower.withdrawAll()
      return state
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
  readonly #unanswered = new Set<string>()
  readonly #withdrawals = new Map<string, AbortController>()
  #questions: Promise<void> = Promise.resolve()
  #correlationId: string | undefined
  #end: (state: RunState) => void = () => {}
  #fail: (error: unknown) => void = () => {}

  constructor(options: FollowOptions, state: RunState) {
    this.#options = options
    this.#state = state
    this.ended = new Promise((settle, reject) => {
      this.#end = settle
      this.#fail = reject
    })
  }

  take(event: RunEvent): void {
    if (event.runId !== this.#state.runId) {
      if (event.correlationId === this.#correlationId) this.#options.printer.childEvent(event)
      return
    }
    this.#correlationId ??= event.correlationId
    if (!applyRunEvent(this.#state, event)) return
    this.#options.printer.event(event, this.#state)
    this.#withdrawAnswered()
    if (event.type === 'approval.requested') this.#question(event.data.approvalId)
    else if (event.type === 'input.requested') this.#question(event.data.inputId)
    if (RUN_ENDED.has(this.#state.status)) this.#end(this.#state)
    else void this.#endIfWaiting()
  }

  /** Questions that were open before the command began. */
  resumeQuestions(): void {
    for (const id of this.#state.waits.keys()) this.#question(id)
    void this.#endIfWaiting()
  }

  /** A question still on the terminal holds back what was printed since. */
  async withdrawAll(): Promise<void> {
    for (const withdrawal of this.#withdrawals.values()) withdrawal.abort()
    await this.#questions
  }

  #question(id: string): void {
    const withdrawal = new AbortController()
    this.#withdrawals.set(id, withdrawal)
    this.#questions = this.#questions
      .then(() => this.#put(id, withdrawal.signal))
      .catch((error: unknown) => this.#fail(error))
  }

  /** Again as long as the answer is refused and the question stays open. */
  async #put(id: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const wait = this.#state.waits.get(id)
      if (!wait) return
      const response = await this.#responseTo(wait, signal)
      if (response === 'withdrawn') return
      if (response === undefined) {
        this.#unanswered.add(id)
        if (!this.#options.endsWhenWaiting) this.#options.remark(waitingText(this.#state.runId, wait))
        return void this.#endIfWaiting()
      }
      if (response === 'refused') continue
      return
    }
  }

  async #responseTo(wait: Wait, signal: AbortSignal): Promise<'sent' | 'refused' | 'withdrawn' | undefined> {
    const { respond, bridge, remark } = this.#options
    try {
      const response = await respond(wait, signal)
      if (!response) return undefined
      await sendResponse(bridge, this.#state.runId, wait, response)
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
    for (const [id, withdrawal] of this.#withdrawals) {
      if (this.#state.waits.has(id)) continue
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

  #waitsForPeopleOnly(): boolean {
    const { waits, active, status } = this.#state
    if (status !== 'running' || waits.size === 0) return false
    for (const id of waits.keys()) if (!this.#unanswered.has(id)) return false
    for (const node of active.values()) if (node.status !== 'awaiting') return false
    return true
  }
}
