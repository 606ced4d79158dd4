/**
 * How much runs at once: a bound for each run and one for all. First come, first served within a run; runs take turns,
 * so one run with a thousand branches does not keep the others waiting.
 */
import { NODES_AT_ONCE, NODES_AT_ONCE_IN_ALL } from '#shared/nodes-at-once.ts'

interface RunQueue {
  active: number
  /** Made when something has to wait. */
  waiting: Set<Asked> | undefined
  /** Stands in the list of runs whose turn comes. */
  ready: boolean
}

/** Who asks for a place; told once, perhaps before the request returns. */
export interface PlaceTaker {
  placed(): void
}

export interface PlaceRequest {
  /** Gives the place back, or takes the request back where it has none yet; a second call does nothing. */
  giveBack(): void
}

export interface PlaceLimits {
  readonly run: number
  readonly app: number
}

class Asked implements PlaceRequest {
  readonly taker: PlaceTaker
  state: 'waiting' | 'taken' | 'over' = 'waiting'
  readonly #places: Places
  readonly #queue: RunQueue

  constructor(places: Places, queue: RunQueue, taker: PlaceTaker) {
    this.#places = places
    this.#queue = queue
    this.taker = taker
  }

  giveBack(): void {
    const before = this.state
    this.state = 'over'
    if (before === 'taken') this.#places.free(this.#queue)
    else this.#queue.waiting?.delete(this)
  }
}

const DEFAULT_LIMITS: PlaceLimits = { run: NODES_AT_ONCE, app: NODES_AT_ONCE_IN_ALL }

export class Places {
  #limits: PlaceLimits
  readonly #runs = new Map<string, RunQueue>()
  /** Runs that could use a place, in turn. */
  #turn: RunQueue[] = []
  #active = 0

  constructor(limits: PlaceLimits = DEFAULT_LIMITS) {
    this.#limits = limits
  }

  get limits(): PlaceLimits {
    return this.#limits
  }

  /** From now on. What works goes on, though it be more; what waits begins where there is room now. */
  set limits(limits: PlaceLimits) {
    this.#limits = limits
    for (const queue of this.#runs.values()) this.#offer(queue)
    this.#hand()
  }

  /** The run has ended, or is another process's now. */
  forget(runId: string): void {
    this.#runs.delete(runId)
  }

  /** Tells `taker` when there is a place, perhaps at once. */
  request(runId: string, taker: PlaceTaker): PlaceRequest {
    const queue = this.#queueOf(runId)
    const asked = new Asked(this, queue, taker)
    if (this.#active < this.#limits.app && this.#turn.length === 0 && queue.active < this.#limits.run)
      this.#take(queue, asked)
    else {
      queue.waiting ??= new Set()
      queue.waiting.add(asked)
      this.#offer(queue)
      this.#hand()
    }
    return asked
  }

  get figures(): { readonly used: number; readonly limit: number; readonly queued: number } {
    let queued = 0
    for (const { waiting } of this.#runs.values()) queued += waiting?.size ?? 0
    return { used: this.#active, limit: this.#limits.app, queued }
  }

  #take(queue: RunQueue, asked: Asked): void {
    queue.active += 1
    this.#active += 1
    asked.state = 'taken'
    asked.taker.placed()
  }

  free(queue: RunQueue): void {
    queue.active -= 1
    this.#active -= 1
    this.#offer(queue)
    if (this.#turn.length > 0) this.#hand()
  }

  #queueOf(runId: string): RunQueue {
    const known = this.#runs.get(runId)
    if (known) return known
    const fresh: RunQueue = { active: 0, waiting: undefined, ready: false }
    this.#runs.set(runId, fresh)
    return fresh
  }

  #offer(queue: RunQueue): void {
    if (queue.ready || !queue.waiting?.size || queue.active >= this.#limits.run) return
    queue.ready = true
    this.#turn.push(queue)
  }

  #hand(): void {
    while (this.#active < this.#limits.app) {
      const queue = this.#turn.shift()
      if (!queue) return
      queue.ready = false
      const next = queue.waiting?.values().next().value
      if (next === undefined || queue.active >= this.#limits.run) continue
      queue.waiting?.delete(next)
      // Its turn comes again behind the others.
      queue.active += 1
      this.#offer(queue)
      queue.active -= 1
      this.#take(queue, next)
    }
  }
}
