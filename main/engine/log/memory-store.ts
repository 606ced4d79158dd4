/**
 * A log that outlives nothing: for test runs, the simulator, a dry run. Positions are counted, nothing is hashed, and an
 * open run's events are kept until `drop`.
 */
import type { RunEvent } from '#shared/events/event.ts'
import { ReleasingMap } from '#shared/state/releasing-map.ts'
import { type Batch, type ChainEnd, type EventStore, place } from './event-store.ts'

const NO_CHUNK = () => 0

export class MemoryStore implements EventStore {
  readonly #runs = new ReleasingMap<number, RunEvent[]>()
  readonly #blobs = new Map<string, string>()
  #position = 0
  #keys = 0

  /** A key for a new run; there is no table that gives one. */
  nextKey(): number {
    this.#keys += 1
    return this.#keys
  }

  end(runKey: number): ChainEnd {
    const last = this.#runs.get(runKey)?.at(-1)
    return { seq: last?.seq ?? -1, hash: '', chunk: 0, lastId: last?.id ?? null }
  }

  commit(batch: Batch): void {
    const { additions } = batch
    for (const { events } of additions) {
      for (let at = 0; at < events.length; at += 1) {
        this.#position += 1
        place(events[at] as RunEvent, this.#position, '') // within its length
      }
    }
    for (const { chain, makeRow } of additions) chain.runKey ??= makeRow?.() ?? this.nextKey()
    batch.inside?.(NO_CHUNK)
    for (const [hash, body] of batch.blobs) this.#blobs.set(hash, body)
    for (const { chain, events } of additions) this.#keep(chain.runKey ?? 0, events)
  }

  #keep(runKey: number, events: RunEvent[]): void {
    const kept = this.#runs.get(runKey)
    if (kept)
      for (let at = 0; at < events.length; at += 1) kept.push(events[at] as RunEvent) // within its length
    else this.#runs.set(runKey, events)
  }

  blob(hash: string): string | undefined {
    return this.#blobs.get(hash)
  }

  events(runKey: number, fromSeq = 0): readonly RunEvent[] {
    return (this.#runs.get(runKey) ?? []).slice(fromSeq)
  }

  /** Forgets a run. Large values are shared by hash and go with the store. */
  drop(runKey: number): void {
    this.#runs.delete(runKey)
  }
}
