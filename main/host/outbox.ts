/**
 * What is told in quick succession goes as one message: a page pays for each message as much as for what it says, and fifty nodes
 * that stream would be a thousand of them a second.
 *
 *   O1. What comes after a pause goes at once. What follows within `PAUSE_MS` goes together, in the order in which it was told.
 *   O2. It never waits for longer than that, nor for more than `MOST_WEIGHT`.
 */
/** A frame of the screen: it shows nothing sooner. */
const PAUSE_MS = 16
const MOST_WEIGHT = 256 * 1024

export class Outbox<T> {
  readonly #send: (told: readonly T[]) => void
  readonly #weigh: (item: T) => number
  #waiting: T[] = []
  #weight = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(send: (told: readonly T[]) => void, weigh: (item: T) => number) {
    this.#send = send
    this.#weigh = weigh
  }

  put(item: T): void {
    this.#waiting.push(item)
    this.#weight += this.#weigh(item)
    if (this.#timer === undefined || this.#weight > MOST_WEIGHT) this.flush()
    this.#timer ??= setTimeout(() => this.#pauseEnded(), PAUSE_MS)
  }

  /** Before something that must not overtake it. */
  flush(): void {
    if (this.#waiting.length === 0) return
    const told = this.#waiting
    this.#waiting = []
    this.#weight = 0
    this.#send(told)
  }

  /** What waits is not sent. */
  close(): void {
    clearTimeout(this.#timer)
    this.#waiting = []
  }

  #pauseEnded(): void {
    this.#timer = undefined
    if (this.#waiting.length === 0) return
    this.flush()
    this.#timer = setTimeout(() => this.#pauseEnded(), PAUSE_MS)
  }
}
