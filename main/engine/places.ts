/**
 * How much runs at once: a bound for each run and one for all. First come, first served within a run; runs take turns,
 * so one run with a thousand branches does not keep the others waiting.
 */
interface RunQueue {
  active: number
  readonly waiting: Set<Request>
  /** Stands in the list of runs whose turn comes. */
  ready: boolean
}

interface Request {
  readonly taken: () => void
  state: 'waiting' | 'taken' | 'over'
}

export interface PlaceLimits {
  readonly run: number
  readonly app: number
}

export const DEFAULT_LIMITS: PlaceLimits = { run: 8, app: 32 }

export class Places {
  readonly limits: PlaceLimits
  readonly #runs = new Map<string, RunQueue>()
  /** Runs that could use a place, in turn. */
  #turn: RunQueue[] = []
  #active = 0

  constructor(limits: PlaceLimits = DEFAULT_LIMITS) {
    this.limits = limits
  }

  /** The run has ended, or is another process's now. */
  forget(runId: string): void {
    this.#runs.delete(runId)
  }

  /**
   * Calls `taken` (perhaps at once, before this returns) when there is a place. The returned function gives the place
   * back, or takes the request back where it has none yet; a second call does nothing.
   */
  request(runId: string, taken: () => void): () => void {
    const queue = this.#queueOf(runId)
    const request: Request = { taken, state: 'waiting' }
    if (this.#active < this.limits.app && this.#turn.length === 0 && queue.active < this.limits.run)
      this.#take(queue, request)
    else {
      queue.waiting.add(request)
      this.#offer(queue)
      this.#hand()
    }
    return () => this.#giveBack(queue, request)
  }

  get figures(): { readonly used: number; readonly limit: number; readonly queued: number } {
    let queued = 0
    for (const { waiting } of this.#runs.values()) queued += waiting.size
    return { used: this.#active, limit: this.limits.app, queued }
  }

  #take(queue: RunQueue, request: Request): void {
    queue.waiting.delete(request)
    queue.active += 1
    this.#active += 1
    request.state = 'taken'
    request.taken()
  }

  #giveBack(queue: RunQueue, request: Request): void {
    const before = request.state
    request.state = 'over'
    if (before === 'taken') {
      queue.active -= 1
      this.#active -= 1
      this.#offer(queue)
      if (this.#turn.length > 0) this.#hand()
    } else queue.waiting.delete(request)
  }

  #queueOf(runId: string): RunQueue {
    const known = this.#runs.get(runId)
    if (known) return known
    const fresh: RunQueue = { active: 0, waiting: new Set(), ready: false }
    this.#runs.set(runId, fresh)
    return fresh
  }

  #offer(queue: RunQueue): void {
    if (queue.ready || queue.waiting.size === 0 || queue.active >= this.limits.run) return
    queue.ready = true
    this.#turn.push(queue)
  }

  #hand(): void {
    while (this.#active < this.limits.app) {
      const queue = this.#turn.shift()
      if (!queue) return
      queue.ready = false
      const next = queue.waiting.values().next().value
      if (next === undefined || queue.active >= this.limits.run) continue
      queue.waiting.delete(next)
      // Its turn comes again behind the others.
      queue.active += 1
      this.#offer(queue)
      queue.active -= 1
      this.#take(queue, next)
    }
  }
}
