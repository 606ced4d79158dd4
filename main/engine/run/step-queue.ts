/**
 * What follows from a step, a moment at a time (DESIGN 4.1 to 4.5).
 *
 *   Q1. First all that was reached: activations, skips, withdrawals, an `end` that takes effect. So a node that was reached
 *       together with others is there before one of them ends, and is withdrawn by it without having begun.
 *   Q2. Then levels that have ended.
 *   Q3. Then one node that ends at once, and from Q1 again.
 *   Q4. When no such node is left, what takes time starts, one after the other, each with what follows from it.
 *   Q5. Last what waits for the step to be over.
 *   Q6. A long step lets the event loop in before a node begins (pace.ts), never between an ending and what it reached: what
 *       is stored then holds every activation, and what comes meanwhile is carried out before the next node, as between
 *       two steps.
 *
 * Lists and no recursion, so a chain of 10,000 instant nodes is no deeper than one of ten.
 */

/** What goes on in its turn: a function, or an object that is there already, so that none is made for each node. */
export type Turn = (() => void) | { proceed(): void }

export function takeTurn(turn: Turn): void {
  if (typeof turn === 'function') turn()
  else turn.proceed()
}

export interface StepHost<T, F> {
  follow(following: F): void
  begin(starting: T): void
  /** What may have ended: looked at by `endLevels`. */
  readonly touched: { readonly first: unknown }
  /** Returns whether something may follow. */
  endLevels(): boolean
  /** Whether the rest of the step is put off (Q6). */
  mustPause(): boolean
}

export class StepQueue<T, F extends object> {
  readonly #host: StepHost<T, F>
  readonly #next = new Lane<(() => void) | F>()
  readonly #instant = new Lane<T>()
  readonly #lasting = new Lane<T>()
  readonly #afterwards = new Lane<Turn>()
  #isWorking = false

  constructor(host: StepHost<T, F>) {
    this.#host = host
  }

  add(action: (() => void) | F): void {
    this.#next.push(action)
  }

  start(starting: T, endsAtOnce: boolean): void {
    if (endsAtOnce) this.#instant.push(starting)
    else this.#lasting.push(starting)
  }

  /** Runs when nothing else of the step is left. */
  last(turn: Turn): void {
    this.#afterwards.push(turn)
  }

  get isWorking(): boolean {
    return this.#isWorking
  }

  /** Something was reached that has not been carried out. */
  get isFollowing(): boolean {
    return this.#next.first !== undefined
  }

  get isEmpty(): boolean {
    return (
      this.#next.first === undefined &&
      this.#instant.first === undefined &&
      this.#lasting.first === undefined &&
      this.#afterwards.first === undefined
    )
  }

  /** What is left then is put off. Does nothing where it is called from inside itself: what was added is worked off further out. */
  workOff(): void {
    if (this.#isWorking) return
    this.#isWorking = true
    try {
      while (this.#workOffOne());
    } finally {
      this.#isWorking = false
    }
  }

  #workOffOne(): boolean {
    const next = this.#next.first
    if (next !== undefined) {
      this.#next.take()
      if (typeof next === 'function') next()
      else this.#host.follow(next)
      return true
    }
    if (this.#host.touched.first !== undefined && this.#host.endLevels()) return true
    const lane = this.#instant.first === undefined ? this.#lasting : this.#instant
    const starting = lane.first
    if (starting !== undefined) {
      if (this.#host.mustPause()) return false
      lane.take()
      this.#host.begin(starting)
      return true
    }
    const last = this.#afterwards.first
    if (last === undefined) return false
    this.#afterwards.take()
    takeTurn(last)
    return true
  }
}

/** First in, first out. It mostly holds one thing, which then needs no list. */
export class Lane<T> {
  /** What comes next; undefined where it is empty. */
  first: T | undefined
  #more: T[] | undefined
  #at = 0

  push(item: T): void {
    if (this.first === undefined) this.first = item
    else if (this.#more) this.#more.push(item)
    else this.#more = [item]
  }

  take(): T | undefined {
    const item = this.first
    const more = this.#more
    if (!more) {
      this.first = undefined
      return item
    }
    this.first = more[this.#at]
    this.#at += 1
    if (this.#at === more.length) {
      this.#more = undefined
      this.#at = 0
    }
    return item
  }
}
