/**
 * Who hears what happens. Events come from the log after they are stored; live text goes past the log.
 *
 *   U1. Listeners hear in the order they subscribed; what a listener causes is heard after everyone has heard this.
 *   U2. A listener that throws harms nobody, and is reported.
 */
import type { RunEvent } from '#shared/events/event.ts'
import type { Signal } from '#shared/events/signal.ts'

export class Bus {
  readonly #events = new Set<(event: RunEvent) => void>()
  readonly #signals = new Set<(signal: Signal) => void>()
  readonly #onError: (error: unknown) => void
  readonly #queue: (() => void)[] = []
  #isTelling = false

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  onEvent(listener: (event: RunEvent) => void): () => void {
    this.#events.add(listener)
    return () => this.#events.delete(listener)
  }

  onSignal(listener: (signal: Signal) => void): () => void {
    this.#signals.add(listener)
    return () => this.#signals.delete(listener)
  }

  publish(event: RunEvent): void {
    this.#tell(this.#events, event)
  }

  signal(signal: Signal): void {
    this.#tell(this.#signals, signal)
  }

  #tell<T>(listeners: ReadonlySet<(value: T) => void>, value: T): void {
    this.#queue.push(() => {
      for (const listener of [...listeners]) this.#guard(() => listener(value))
    })
    if (this.#isTelling) return
    this.#isTelling = true
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) next()
    this.#isTelling = false
  }

  #guard(action: () => void): void {
    try {
      action()
    } catch (error) {
      this.#onError(error)
    }
  }
}
