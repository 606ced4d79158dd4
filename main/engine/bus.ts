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
  /** What listeners cause while they are told. */
  readonly #later: (() => void)[] = []
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
    if (listeners.size === 0) return
    if (this.#isTelling) {
      this.#later.push(() => this.#hear(listeners, value))
      return
    }
    this.#isTelling = true
    this.#hear(listeners, value)
    for (let next = this.#later.shift(); next; next = this.#later.shift()) next()
    this.#isTelling = false
  }

  #hear<T>(listeners: ReadonlySet<(value: T) => void>, value: T): void {
    // Who subscribes meanwhile hears the next one; a set would give it this one too.
    const now = listeners.size === 1 ? listeners : [...listeners]
    for (const listener of now) {
      try {
        listener(value)
      } catch (error) {
        this.#onError(error)
      }
      if (now === listeners) return
    }
  }
}
