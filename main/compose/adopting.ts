/** Goes on with runs that no living process owns: once, or as long as this process lives. */
import { CallError } from '#shared/ipc/call-error.ts'
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
  /** What was said already of a run, by its code. */
  readonly #told = new Set<string>()

  constructor(options: AdoptingOptions) {
    this.#options = options
  }

  /** Every open run that has no living owner. One that cannot be gone on with keeps none of the others. */
  async all(): Promise<void> {
    const { engine, store, lock, onBug } = this.#options
    lock.sweep()
    await Promise.all(
      store.open().map(async ({ runId }) => {
        try {
          await engine.adopt(runId)
        } catch (error) {
          if (this.#isNews(runId, error)) onBug(error, runId)
        }
      }),
    )
  }

  /** Of one that cannot be read there is nothing new at the next look. */
  #isNews(runId: string, error: unknown): boolean {
    if (!(error instanceof CallError)) return true
    const told = `${runId} ${error.code}`
    const isNews = !this.#told.has(told)
    this.#told.add(told)
    return isNews
  }

  /** Again and again, for runs whose owner dies while this process lives. */
  keep(): void {
    this.#timer ??= setInterval(() => void this.all().catch(this.#options.onBug), EVERY_MS).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
