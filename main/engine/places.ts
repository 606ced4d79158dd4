/**
 * How much runs at once: a bound for each run and one for all. First come, first served within a run; runs take turns,
 * so one run with a thousand branches does not keep the others waiting.
 */
interface RunQueue {
  active: number
  readonly waiting: Set<() => void>
  ready: boolean
}

export interface PlaceLimits {
  readonly run: number
  readonly app: number
}

export const DEFAULT_LIMITS: PlaceLimits = { run: 8, app: 32 }

export class Places {
  readonly #limits: PlaceLimits
  readonly #runs = new Map<string, RunQueue>()
  /** Runs that could use a place, in turn. */
  readonly #turn: string[] = []
  #active = 0

  constructor(limits: PlaceLimits = DEFAULT_LIMITS) {
    this.#limits = limits
  }

  /**
   * Calls `taken` (perhaps at once, before this returns) when there is a place. The returned function gives the place
   * back, or takes the request back where it has none yet; a second call does nothing.
   */
  request(runId: string, taken: () => void): () => void {
    const queue = this.#queueOf(runId)
    let state: 'waiting' | 'taken' | 'over' = 'waiting'
    const take = (): void => {
      state = 'taken'
      taken()
    }
    queue.waiting.add(take)
    this.#offer(runId, queue)
    this.#hand()
    return () => {
      const before = state
      state = 'over'
      if (before === 'taken') return this.#release(runId)
      queue.waiting.delete(take)
      this.#forgetWhenIdle(runId, queue)
    }
  }

  #release(runId: string): void {
    const queue = this.#queueOf(runId)
    queue.active -= 1
    this.#active -= 1
    this.#offer(runId, queue)
    this.#hand()
    this.#forgetWhenIdle(runId, queue)
  }

  #queueOf(runId: string): RunQueue {
    const known = this.#runs.get(runId)
    if (known) return known
    const fresh: RunQueue = { active: 0, waiting: new Set(), ready: false }
    this.#runs.set(runId, fresh)
    return fresh
  }

  #offer(runId: string, queue: RunQueue): void {
    if (queue.ready || queue.waiting.size === 0 || queue.active >= this.#limits.run) return
    queue.ready = true
    this.#turn.push(runId)
  }

  #hand(): void {
    while (this.#active < this.#limits.app && this.#turn.length > 0) {
      const runId = this.#turn.shift() ?? ''
      const queue = this.#queueOf(runId)
      queue.ready = false
      const next = queue.waiting.values().next().value
      if (next === undefined || queue.active >= this.#limits.run) {
        this.#forgetWhenIdle(runId, queue)
        continue
      }
      queue.waiting.delete(next)
      queue.active += 1
      this.#active += 1
      this.#offer(runId, queue)
      next()
    }
  }

  #forgetWhenIdle(runId: string, queue: RunQueue): void {
    if (queue.active === 0 && queue.waiting.size === 0 && !queue.ready) this.#runs.delete(runId)
  }
}
