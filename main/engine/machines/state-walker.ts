/**
 * One execution's walk through a machine's table. A signal sent while another is worked off waits for its turn, as in
 * XState's mailbox; after a final state nothing is heard.
 */
import type { Action, StateRow, StateTable, Transition } from './state-table.ts'

/** What a walk begins with; no action reads it. */
const INIT: { readonly type: string } = { type: 'xstate.init' }
const NOWHERE: Transition = { guard: undefined, target: undefined, actions: [] }

/** What an action and a guard get. One for the whole walk: none of them keeps it. */
interface Given<C, S> {
  readonly context: C
  event: S
}

export class StateWalker<C, S extends { readonly type: string }> {
  readonly #table: StateTable
  readonly #given: Given<C, S>
  #state: StateRow | undefined
  /** Mostly at most one signal waits, which needs no list. */
  #mail: S | undefined
  #moreMail: S[] | undefined
  #isBusy = false

  constructor(table: StateTable, context: C) {
    this.#table = table
    this.#given = { context, event: INIT as S }
  }

  get state(): string {
    return this.#state?.name ?? ''
  }

  get isActive(): boolean {
    return this.#state !== undefined && !this.#state.isFinal
  }

  start(): void {
    const { initial } = this.#table
    this.#isBusy = true
    try {
      this.#state = initial
      this.#perform(initial.entry)
      if (this.#mail) this.#readMail()
    } finally {
      this.#isBusy = false
      this.#mail = undefined
      this.#moreMail = undefined
    }
  }

  /** In the middle: what entering the state would have done was done before, or is done by the caller. */
  startIn(name: string): void {
    this.#state = this.#row(name)
  }

  /** Hears nothing any more. */
  stop(): void {
    this.#state = undefined
  }

  /** Not heard before it has started and after it has ended. */
  send(signal: S): void {
    if (this.#isBusy) return this.#keep(signal)
    this.#isBusy = true
    try {
      this.#take(signal)
      if (this.#mail) this.#readMail()
    } finally {
      this.#isBusy = false
      this.#mail = undefined
      this.#moreMail = undefined
    }
  }

  #keep(signal: S): void {
    if (!this.#mail) this.#mail = signal
    else if (this.#moreMail) this.#moreMail.push(signal)
    else this.#moreMail = [signal]
  }

  #readMail(): void {
    for (let next = this.#mail; next; next = this.#mail) {
      this.#mail = this.#moreMail?.shift()
      this.#take(next)
    }
  }

  #take(signal: S): void {
    const state = this.#state
    if (!state || state.isFinal) return
    const transitions = state.on.get(signal.type)
    if (!transitions) return
    const given = this.#given as Given<never, S> // the machine's own setup typed its guards and actions
    given.event = signal
    for (let at = 0; at < transitions.length; at += 1) {
      const { guard, target, actions } = transitions[at] ?? NOWHERE
      if (guard && !guard(given as Given<never, never>)) continue
      if (target) this.#state = target
      if (actions.length > 0) this.#perform(actions)
      // An action may have stopped the walk.
      if (target && target.entry.length > 0 && this.#state === target) this.#perform(target.entry)
      return
    }
  }

  #row(name: string): StateRow {
    const row = this.#table.states.get(name)
    if (!row) throw new Error(`Machine ${this.#table.id} has no state ${name}`)
    return row
  }

  #perform(actions: readonly Action[]): void {
    const given = this.#given as Given<never, never> // as above
    for (let at = 0; at < actions.length; at += 1) actions[at]?.(given)
  }
}
