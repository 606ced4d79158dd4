/**
 * The events that nodes publish (`emit`), and who waits for them, in the whole data folder.
 *
 *   M1. A listener hears what stands in the log behind the position that it names, each once, in the order of the log.
 *   M2. Only what is stored is heard; what other processes publish is looked for while somebody listens.
 */
import type { EventOf, RunEvent } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'

export interface Emission {
  /** Id of the event that published it. */
  readonly id: string
  readonly position: number
  readonly runId: string
  readonly name: string
  /** Whole. */
  readonly data: Json
}

/** Where emissions are kept. */
export interface EmissionSource {
  /** Those behind a position, of any process, in order. */
  since(names: ReadonlySet<string>, position: number): Iterable<EventOf<'event.emitted'>>
}

/** Calls `look` whenever another process has written to the data folder, until the returned function is called. */
export type WatchOthers = (look: () => void) => () => void

interface Listener {
  readonly names: ReadonlySet<string>
  position: number
  readonly hear: (emission: Emission) => void
}

export interface EmissionsOptions {
  readonly source: EmissionSource
  readonly watchOthers: WatchOthers
  whole(value: Json): Json
}

export class Emissions {
  readonly #options: EmissionsOptions
  readonly #listeners = new Set<Listener>()
  #unwatch: (() => void) | undefined

  constructor(options: EmissionsOptions) {
    this.#options = options
  }

  /** Begins with what stands behind `position` already. */
  listen(names: ReadonlySet<string>, position: number, hear: (emission: Emission) => void): () => void {
    const listener: Listener = { names, position, hear }
    this.#listeners.add(listener)
    this.#catchUp(listener)
    this.#unwatch ??= this.#options.watchOthers(() => {
      for (const other of [...this.#listeners]) this.#catchUp(other)
    })
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      this.#unwatch?.()
      this.#unwatch = undefined
    }
  }

  /** An event of this process was stored. Listens to the bus as it is. */
  readonly stored = (event: RunEvent): void => {
    if (event.type === 'event.emitted') this.#tellAll(event)
  }

  #tellAll(event: EventOf<'event.emitted'>): void {
    for (const listener of [...this.#listeners]) this.#tell(listener, event)
  }

  #tell(listener: Listener, event: EventOf<'event.emitted'>): void {
    if (!listener.names.has(event.data.event) || event.position <= listener.position) return
    listener.position = event.position
    listener.hear({
      id: event.id,
      position: event.position,
      runId: event.runId,
      name: event.data.event,
      data: this.#options.whole(event.data.data),
    })
  }

  #catchUp(listener: Listener): void {
    for (const event of this.#options.source.since(listener.names, listener.position)) this.#tell(listener, event)
  }
}
