/** What this process has done since it started: counters, rates of the last minute, and how long commits took. */
import type { RunEvent } from '#shared/events/event.ts'

const WINDOW_SECONDS = 60
/** The latest commits that the percentiles are of. */
const KEPT_COMMITS = 1_024

export class ProcessFigures {
  readonly #now: () => number
  readonly since: string
  #events = 0
  #steps = 0
  #commits = 0
  #longest = 0
  readonly #commitMs = new Float64Array(KEPT_COMMITS)
  /** Per second of the last minute, by the second's remainder. */
  readonly #seconds = Array.from({ length: WINDOW_SECONDS }, () => ({ second: -1, events: 0, steps: 0 }))

  constructor(now: () => number) {
    this.#now = now
    this.since = new Date(now()).toISOString()
  }

  /** A step is one execution of a node that has ended. */
  event({ type }: Pick<RunEvent, 'type'>): void {
    const isStep = type === 'node.completed' || type === 'node.failed'
    this.#events += 1
    if (isStep) this.#steps += 1
    const second = Math.floor(this.#now() / 1_000)
    const slot = this.#seconds[second % WINDOW_SECONDS]
    if (!slot) return
    if (slot.second !== second) Object.assign(slot, { second, events: 0, steps: 0 })
    slot.events += 1
    if (isStep) slot.steps += 1
  }

  commit(ms: number): void {
    this.#commitMs[this.#commits % KEPT_COMMITS] = ms
    this.#commits += 1
    this.#longest = Math.max(this.#longest, ms)
  }

  read() {
    const oldest = Math.floor(this.#now() / 1_000) - WINDOW_SECONDS
    const recent = this.#seconds.filter(({ second }) => second > oldest)
    const rate = (of: 'events' | 'steps'): number => recent.reduce((sum, slot) => sum + slot[of], 0) / WINDOW_SECONDS
    return {
      events: this.#events,
      steps: this.#steps,
      eventsPerSecond: rate('events'),
      stepsPerSecond: rate('steps'),
      commits: this.#commits,
      commitMs: this.#commits === 0 ? undefined : this.#percentiles(),
    }
  }

  #percentiles() {
    const sorted = this.#commitMs.slice(0, Math.min(this.#commits, KEPT_COMMITS)).sort()
    return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), longest: this.#longest }
  }
}

/** Of sorted values, by nearest rank; 0 of none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}
