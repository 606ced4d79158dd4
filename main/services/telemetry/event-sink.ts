/**
 * Sends the events of this process to somebody who listens, in order and in batches.
 *
 *   S1. Nobody waits for a sink: an event is in the log before it comes here, and what is sent is sent later.
 *   S2. The queue is bounded. When it is full nothing is dropped: the sink notes where it fell behind, says so in the log
 *       of the process, and reads the rest back from the event log once it comes through again.
 *   S3. An event may come twice (after a failure, or around the place where it fell behind); its id says that it is one.
 *   S4. What fails is tried again, more and more seldom, for as long as the process lives.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { RunEvent } from '#shared/events/event.ts'
import type { SinkFigures } from '#shared/ipc/views/metrics-views.ts'
import type { Logger } from './logger.ts'

/** Longest queue (DESIGN 4.12). */
export const LONGEST_QUEUE = 512
const BATCH = 100
const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 60_000
/** For what is on its way when the process ends. */
const LAST_MS = 2_000

/** Where events go. `send` rejects where it could not; it gets the same events again then. */
export interface EventReceiver {
  readonly name: string
  send(events: readonly RunEvent[], signal: AbortSignal): Promise<void>
  close?(): Promise<void>
}

export interface EventSinkOptions {
  readonly receiver: EventReceiver
  readonly logger: Logger
  /** Events of the log behind a position, oldest first; some of them. */
  readonly readBack: (position: number) => readonly RunEvent[]
}

export class EventSink {
  readonly #options: EventSinkOptions
  readonly #queue: RunEvent[] = []
  readonly #ending = new AbortController()
  /** Position behind which it reads back; undefined while it keeps up. */
  #behind: number | undefined
  /** The runs whose events are to be read back: other processes send theirs. */
  readonly #own = new Set<string>()
  #working: Promise<void> | undefined
  #sent = 0
  #failures = 0
  #lastError: string | undefined
  #isFailing = false

  constructor(options: EventSinkOptions) {
    this.#options = options
  }

  take(event: RunEvent): void {
    if (this.#ending.signal.aborted) return
    if (this.#behind !== undefined || this.#queue.length >= LONGEST_QUEUE) this.#fallBehind(event)
    else this.#queue.push(event)
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined
    })
  }

  #fallBehind({ runId, position }: RunEvent): void {
    const { receiver, logger } = this.#options
    this.#own.add(runId)
    // Runs are heard in the order of staging, which over several is not that of positions.
    if (this.#behind !== undefined) this.#behind = Math.min(this.#behind, position - 1)
    else {
      this.#behind = position - 1
      logger.warn(
        `The queue of ${receiver.name} is full. The rest is read back from the event log when it can be sent.`,
        {
          sink: receiver.name,
          queued: this.#queue.length,
          position,
        },
      )
    }
  }

  figures(): SinkFigures {
    return {
      name: this.#options.receiver.name,
      sent: this.#sent,
      queued: this.#queue.length,
      failures: this.#failures,
      lastError: this.#lastError,
    }
  }

  /** Sends what it can in a moment; what is left is in the event log, and the log of the process says how much. */
  async close(): Promise<void> {
    const { receiver, logger } = this.#options
    // One that is not reached now is not waited for.
    if (!this.#isFailing) await Promise.race([this.#working, delay(LAST_MS)])
    this.#ending.abort()
    await this.#working
    if (this.#queue.length > 0 || this.#behind !== undefined)
      logger.warn(`${receiver.name} did not get the last events before the process ended. They are in the event log.`, {
        sink: receiver.name,
        position: this.#queue[0]?.position ?? this.#behind,
      })
    await receiver.close?.().catch((error: unknown) => logger.error(`${receiver.name} could not be closed`, error))
  }

  async #work(): Promise<void> {
    // What else this turn of the event loop brings goes in the same batch.
    await delay(0)
    let wait = FIRST_RETRY_MS
    while (this.#refill() && !this.#ending.signal.aborted) {
      const batch = this.#queue.slice(0, BATCH)
      try {
        await this.#options.receiver.send(batch, this.#ending.signal)
        this.#queue.splice(0, batch.length)
        this.#sent += batch.length
        this.#isFailing = false
        wait = FIRST_RETRY_MS
      } catch (error) {
        this.#failed(error)
        await delay(wait, undefined, { signal: this.#ending.signal, ref: false }).catch(() => undefined)
        wait = Math.min(wait * 2, LONGEST_RETRY_MS)
      }
    }
  }

  #failed(error: unknown): void {
    if (this.#ending.signal.aborted) return
    const { receiver, logger } = this.#options
    this.#failures += 1
    this.#isFailing = true
    const message = error instanceof Error ? error.message : String(error)
    // The same trouble for hours is one line.
    if (message !== this.#lastError)
      logger.warn(`${receiver.name} takes no events: ${message}`, { sink: receiver.name })
    this.#lastError = message
  }

  /** False where nothing is left to send. */
  #refill(): boolean {
    while (this.#queue.length === 0 && this.#behind !== undefined) {
      const found = this.#options.readBack(this.#behind)
      const last = found.at(-1)
      if (!last) {
        this.#behind = undefined
        this.#own.clear()
      } else {
        this.#behind = last.position
        this.#queue.push(...found.filter(({ runId }) => this.#own.has(runId)))
      }
    }
    return this.#queue.length > 0
  }
}
