/**
 * One execution's walk through a machine's table. A signal sent while another is worked off waits for its turn, as in
 * XState's mailbox; after a final state nothing is heard.
 */
import type { Action, Guard, StateRow, StateTable } from './state-table.ts'

export class StateWalker<C, S extends { readonly type: string }> {
  readonly #table: StateTable
  readonly #context: C
  #state: StateRow | undefined
  #mailbox: S[] | undefined
  #isBusy = false

  constructor(table: StateTable, context: C) {
    this.#table = table
    this.#context = context
  }

  get state(): string {
    return this.#state?.name ?? ''
  }

  get isActive(): boolean {
    return this.#state !== undefined && !this.#state.isFinal
  }

  start(): void {
    this.#enter(this.#table.initial, { type: 'xstate.init' } as S) // no action reads it
  }

  /** In the middle: what entering the state would have done was done before, or is done by the caller. */
  startIn(name: string): void {
    this.#state = this.#row(name)
  }

  /** Hears nothing any more. */
  stop(): void {
    this.#state = undefined
  }

  send(signal: S): void {
    if (this.#isBusy) {
      this.#mailbox ??= []
      this.#mailbox.push(signal)
      return
    }
    this.#busy(() => this.#take(signal))
  }

  #enter(row: StateRow, signal: S): void {
    this.#busy(() => {
      this.#state = row
      this.#perform(row.entry, signal)
    })
  }

  #busy(action: () => void): void {
    this.#isBusy = true
    try {
      action()
      for (let next = this.#mailbox?.shift(); next; next = this.#mailbox?.shift()) this.#take(next)
    } finally {
      this.#isBusy = false
      this.#mailbox = undefined
    }
  }

  #take(signal: S): void {
    const state = this.#state
    if (!state || state.isFinal) return
    for (const { guard, target, actions } of state.on.get(signal.type) ?? []) {
      if (guard && !this.#holds(guard, signal)) continue
      const next = target === undefined ? undefined : this.#row(target)
      if (next) this.#state = next
      this.#perform(actions, signal)
      // An action may have stopped the walk.
      if (next && this.#state === next) this.#perform(next.entry, signal)
      return
    }
  }

  #row(name: string): StateRow {
    const row = this.#table.states.get(name)
    if (!row) throw new Error(`Machine ${this.#table.id} has no state ${name}`)
    return row
  }

  #holds(guard: Guard, event: S): boolean {
    return guard({ context: this.#context as never, event: event as never }) // the machine's own setup typed them
  }

  #perform(actions: readonly Action[], event: S): void {
    for (const action of actions) action({ context: this.#context as never, event: event as never }) // as above
  }
}
