/**
 * Locks across runs (DESIGN 4.3): nodes that share one never run at once, in the whole data folder.
 *
 *   K1. First come, first served, by tickets that the store numbers.
 *   K2. A dead owner's tickets count for nothing; but the lock that it held is free only when what it left behind is ended,
 *       and stays its run's where that has come back meanwhile.
 *   K3. What another process gives back is looked for while somebody waits for it.
 */
import type { WatchOthers } from './emissions.ts'

/** A lock whose holder's owner is dead. */
export interface LeftLock {
  readonly ticket: number
  readonly owner: string
  readonly runId: string
  readonly key: string
}

/** Who has a lock, for those who wait for it. */
export interface HeldBy {
  /** `node migrate` of the same run, `/deploy, node migrate` of another: a person knows a run by its command. */
  readonly words: string
  /** Of the same run. */
  readonly nodeId?: string
}

export type LockTry =
  | { readonly taken: true }
  | { readonly taken: false; readonly holder?: HeldBy; readonly left?: LeftLock }

/** Where tickets are kept. */
export interface LockSource {
  ticket(name: string, runId: string, key: string): number
  /** Undefined where the ticket is this process's no more: it has lost the run. */
  tryTake(ticket: number): LockTry | undefined
  release(ticket: number): void
  /** Nothing where its run is another's by now. */
  releaseLeft(left: LeftLock): void
}

export interface LockRequest {
  readonly name: string
  readonly runId: string
  /** The execution's activation key. */
  readonly key: string
  /** Called at once or later, when it is theirs. */
  taken(): void
  /** Somebody else has it; called once. */
  awaited(holder: HeldBy | undefined): void
}

interface Waiting {
  readonly ticket: number
  readonly request: LockRequest
}

/** `asking`: the run that waits. `commandOf` knows a run by its id, where it is still there. */
export function heldBy(
  { runId, key }: { readonly runId: string; readonly key: string },
  asking: string | undefined,
  commandOf: (runId: string) => string | undefined,
): HeldBy {
  const nodeId = key.split('/').at(-2) ?? key // the key is `path/node/iteration`
  if (runId === asking) return { words: `node ${nodeId}`, nodeId }
  const command = commandOf(runId)
  return { words: `${command === undefined ? `run ${runId}` : `/${command}`}, node ${nodeId}` }
}

export class Locks {
  readonly #source: LockSource
  readonly #watchOthers: WatchOthers
  /** By the lock's name, first the one that is served next. */
  readonly #waiting = new Map<string, Waiting[]>()
  readonly #endLeft: (left: LeftLock) => Promise<void>
  /** Tickets of the dead, while what they left behind is being ended. */
  readonly #ending = new Set<number>()
  #unwatch: (() => void) | undefined

  /** `endLeft` ends what a dead owner has left behind; where that fails, it is tried again at the next look. */
  constructor(source: LockSource, watchOthers: WatchOthers, endLeft: (left: LeftLock) => Promise<void>) {
    this.#source = source
    this.#watchOthers = watchOthers
    this.#endLeft = endLeft
  }

  /** The returned function gives the lock, or the request for it, back. */
  request(request: LockRequest): () => void {
    const ticket = this.#source.ticket(request.name, request.runId, request.key)
    const waiting: Waiting = { ticket, request }
    const first = this.#source.tryTake(ticket)
    if (first?.taken) request.taken()
    else if (first) {
      this.#enqueue(waiting)
      request.awaited(first.holder)
      this.#unwatch ??= this.#watchOthers(() => this.#lookAtAll())
      this.#free(request.name, first.left)
    }
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      this.#dequeue(waiting)
      this.#source.release(ticket)
      this.#look(request.name)
    }
  }

  /** By ticket: a run that was taken over has its old ones, which come before those that were given meanwhile. */
  #enqueue(waiting: Waiting): void {
    const queue = this.#waiting.get(waiting.request.name)
    if (!queue) this.#waiting.set(waiting.request.name, [waiting])
    else {
      const behind = queue.findLastIndex(({ ticket }) => ticket < waiting.ticket)
      queue.splice(behind + 1, 0, waiting)
    }
  }

  #dequeue(waiting: Waiting): void {
    const { name } = waiting.request
    const queue = this.#waiting.get(name)
    if (!queue) return
    const at = queue[0] === waiting ? 0 : queue.indexOf(waiting)
    if (at >= 0) queue.splice(at, 1)
    if (queue.length === 0) this.#waiting.delete(name)
  }

  /** K2. */
  #free(name: string, left: LeftLock | undefined): void {
    if (!left || this.#ending.has(left.ticket)) return
    this.#ending.add(left.ticket)
    this.#endLeft(left)
      .then(() => {
        this.#source.releaseLeft(left)
        this.#look(name)
      })
      .finally(() => this.#ending.delete(left.ticket))
      .catch(() => undefined) // Told by `endLeft`; the watch looks again.
  }

  #lookAtAll(): void {
    for (const name of [...this.#waiting.keys()]) this.#look(name)
  }

  /** Only the first can take it: it stands before the others. */
  #look(name: string): void {
    for (let first = this.#waiting.get(name)?.[0]; first; first = this.#waiting.get(name)?.[0]) {
      const answer = this.#source.tryTake(first.ticket)
      if (answer && !answer.taken) {
        this.#free(name, answer.left)
        break
      }
      this.#dequeue(first)
      if (!answer) continue
      first.request.taken()
      break
    }
    if (this.#waiting.size > 0) return
    this.#unwatch?.()
    this.#unwatch = undefined
  }
}
