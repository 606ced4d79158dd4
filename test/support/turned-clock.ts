/** A clock that stands until a test turns it, or sets it. */
import type { Clock } from '#main/engine/ports/clock.ts'

interface Timer {
  readonly at: number
  /** By the clock that never jumps: so much lay ahead when it was set. */
  readonly latest: number
  readonly order: number
  readonly callback: () => void
}

export class TurnedClock implements Clock {
  #monotonic: number
  /** By how much the clock was set on, or back. */
  #set = 0
  #order = 0
  readonly #timers = new Set<Timer>()

  constructor(startAt = Date.UTC(2026, 0, 1)) {
    this.#monotonic = startAt
  }

  now(): number {
    return this.#monotonic + this.#set
  }

  monotonic(): number {
    return this.#monotonic
  }

  setTimer(at: number, callback: () => void): () => void {
    const timer = { at, latest: this.#monotonic + at - this.now(), order: this.#order++, callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  get pending(): number {
    return this.#timers.size
  }

  /** Time passes. Calls what falls due, in order of time. */
  advance(ms: number): void {
    const until = this.#monotonic + ms
    for (let next = this.#due(until); next; next = this.#due(until)) {
      this.#timers.delete(next)
      this.#monotonic = Math.max(this.#monotonic, this.#whenDue(next))
      next.callback()
    }
    this.#monotonic = until
  }

  /** Somebody sets the clock, on or back. What is overdue by it is called; what it was set away from still comes in its time. */
  set(byMs: number): void {
    this.#set += byMs
    this.advance(0)
  }

  #whenDue({ at, latest }: Timer): number {
    return Math.min(at - this.#set, latest)
  }

  #due(until: number): Timer | undefined {
    return [...this.#timers]
      .filter((timer) => this.#whenDue(timer) <= until)
      .sort((a, b) => this.#whenDue(a) - this.#whenDue(b) || a.order - b.order)[0]
  }
}
