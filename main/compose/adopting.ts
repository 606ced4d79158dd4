/** Goes on with runs that no living process owns: once, or as long as this process lives. */
import type { Engine } from '../engine/engine.ts'
import type { RunStore } from '../engine/log/run-store.ts'
import type { OwnerLock } from '../services/owners/owner-lock.ts'

const EVERY_MS = 3_000

export interface AdoptingOptions {
  readonly engine: Pick<Engine, 'adopt'>
  readonly store: Pick<RunStore, 'open'>
  readonly lock: Pick<OwnerLock, 'sweep'>
  readonly onBug: (error: unknown, runId?: string) => void
}

export class Adopting {
  readonly #options: AdoptingOptions
  #timer: NodeJS.Timeout | undefined

  constructor(options: AdoptingOptions) {
    this.#options = options
  }

  /** Every open run that has no living owner. One that cannot be gone on with keeps none of the others. */
  async all(): Promise<void> {
    const { engine, store, lock, onBug } = this.#options
    lock.sweep()
    await Promise.all(
      store.open().map((row) => engine.adopt(row.runId).catch((error: unknown) => onBug(error, row.runId))),
    )
  }

  /** Again and again, for runs whose owner dies while this process lives. */
  keep(): void {
    this.#timer ??= setInterval(() => void this.all().catch(this.#options.onBug), EVERY_MS).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
