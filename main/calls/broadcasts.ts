/** Main's announcements, by name; a listener that throws harms nobody else. */
import type { BroadcastName, BroadcastPayload } from '#shared/ipc/contract.ts'

type Listener<N extends BroadcastName> = (payload: BroadcastPayload<N>) => void

export class Broadcasts {
  readonly #listeners = new Map<BroadcastName, Set<Listener<BroadcastName>>>()
  readonly #onError: (error: unknown) => void

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  on<N extends BroadcastName>(name: N, listener: Listener<N>): () => void {
    const heard = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, heard)
    const entry = listener as Listener<BroadcastName> // `tell` takes them back out by the same name
    heard.add(entry)
    return () => heard.delete(entry)
  }

  has(name: BroadcastName): boolean {
    return (this.#listeners.get(name)?.size ?? 0) > 0
  }

  tell<N extends BroadcastName>(name: N, payload: BroadcastPayload<N>): void {
    const heard = this.#listeners.get(name) as Set<Listener<N>> | undefined // only listeners of this name are put there
    for (const listener of heard ?? []) {
      try {
        listener(payload)
      } catch (error) {
        this.#onError(error)
      }
    }
  }
}
