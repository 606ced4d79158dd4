/**
 * Who hears what happens. Events come from the log after they are stored; live text goes past the log.
 *
 *   U1. Listeners hear in the order they subscribed; what a listener causes is heard after everyone has heard this.
 *   U2. A listener that throws harms nobody, and is reported.
 */
import type { RunEvent } from '#shared/events/event.ts'
import type { Signal } from '#shared/events/signal.ts'

export class Bus {
  /** Replaced when somebody comes or goes, so that who subscribes meanwhile hears the next one. */
  #events: readonly ((event: RunEvent) => void)[] = []
  #signals: readonly ((signal: Signal) => void)[] = []
  readonly #onError: (error: unknown) => void
  /** What listeners cause while they are told. */
  readonly #later: (() => void)[] = []
  #isTelling = false

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  onEvent(listener: (event: RunEvent) => void): () => void {
    this.#events = [...this.#events, listener]
    return () => {
      this.#events = without(this.#events, listener)
    }
  }

  onSignal(listener: (signal: Signal) => void): () => void {
    this.#signals = [...this.#signals, listener]
    return () => {
      this.#signals = without(this.#signals, listener)
    }
  }

  publish(event: RunEvent): void {
    if (this.#isTelling) return this.#tellLater(event)
    this.#isTelling = true
    this.#hear(this.#events, event)
    if (this.#later.length > 0) this.#tellCaused()
    this.#isTelling = false
  }

  #tellLater(event: RunEvent): void {
    this.#later.push(() => this.#hear(this.#events, event))
  }

  signal(signal: Signal): void {
    if (this.#isTelling) return this.#signalLater(signal)
    this.#isTelling = true
    this.#hear(this.#signals, signal)
    if (this.#later.length > 0) this.#tellCaused()
    this.#isTelling = false
  }

  #signalLater(signal: Signal): void {
    this.#later.push(() => this.#hear(this.#signals, signal))
  }

  /** U1: what listeners have caused comes after everyone has heard that. */
  #tellCaused(): void {
    while (this.#later.length > 0) this.#later.shift()?.()
  }

  #hear<T>(listeners: readonly ((value: T) => void)[], value: T): void {
    for (let at = 0; at < listeners.length; at += 1) {
      try {
        listeners[at]?.(value)
      } catch (error) {
        this.#onError(error)
      }
    }
  }
}

/** One subscription less, also where somebody has subscribed twice. */
function without<T>(listeners: readonly T[], listener: T): readonly T[] {
  const at = listeners.indexOf(listener)
  return at < 0 ? listeners : [...listeners.slice(0, at), ...listeners.slice(at + 1)]
}
