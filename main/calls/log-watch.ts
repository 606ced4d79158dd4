/** Tells this process's listeners of events that other processes of the data folder wrote. */
import type { RunEvent } from '#shared/events/event.ts'
import type { RunStore } from '../engine/log/run-store.ts'

const LOOK_EVERY_MS = 200

export class LogWatch {
  readonly #store: RunStore
  readonly #tell: (event: RunEvent) => void
  #position: number
  #version: number
  #lastOwn = 0
  /** Positions of this process's own events, which its listeners have heard already. */
  readonly #own = new Set<number>()
  #timer: NodeJS.Timeout | undefined

  constructor(store: RunStore, tell: (event: RunEvent) => void) {
    this.#store = store
    this.#tell = tell
    this.#position = store.lastPosition()
    this.#version = store.dataVersion()
  }

  start(): void {
    this.#timer ??= setInterval(() => this.look(), LOOK_EVERY_MS).unref()
  }

  own(event: RunEvent): void {
    if (!this.#timer) return
    this.#own.add(event.position)
    // Heard in the order of staging, which over several runs is not that of positions.
    this.#lastOwn = Math.max(this.#lastOwn, event.position)
  }

  /** The version changes only when another connection has committed, so a look without news costs next to nothing. */
  look(): void {
    const version = this.#store.dataVersion()
    if (version === this.#version) return this.#skipOwn()
    this.#version = version
    for (
      let events = this.#store.since(this.#position);
      events.length > 0;
      events = this.#store.since(this.#position)
    ) {
      for (const event of events) {
        this.#position = event.position
        if (!this.#own.delete(event.position)) this.#tell(event)
      }
    }
  }

  /** Nobody else has written, so all that is new is this process's own. */
  #skipOwn(): void {
    this.#position = Math.max(this.#position, this.#lastOwn)
    this.#own.clear()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
