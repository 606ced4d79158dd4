/** Keeps the log as small as the settings say: by itself in a process that stays, and when a person asks. */
import type { HistoryView, TrimmedHistory } from '#shared/ipc/views/app-views.ts'
import { Turns } from '#shared/turns.ts'
import type { RetentionRules } from '../engine/log/removable-runs.ts'
import type { Retention } from '../engine/log/retention.ts'
import type { Clock } from '../engine/ports/clock.ts'

const DAY_MS = 86_400_000
const LOOK_EVERY_MS = DAY_MS / 4
const BYTES_A_MEGABYTE = 1_000_000

/** What a person wants kept. */
export interface HistorySettings {
  /** Null: for ever. */
  readonly keepRunsDays: number | null
  readonly keepMegabytes: number
}

export interface HistoryOptions {
  readonly retention: Retention
  readonly clock: Clock
  readonly settings: () => Promise<HistorySettings>
  /** For the process's log: something was removed. */
  readonly onRemoved: (removed: TrimmedHistory) => void
  readonly onError: (error: unknown) => void
}

export class History {
  readonly #options: HistoryOptions
  readonly #trimming = new Turns()
  #timer: NodeJS.Timeout | undefined

  constructor(options: HistoryOptions) {
    this.#options = options
  }

  async read(): Promise<HistoryView> {
    const { retention } = this.#options
    return { bytes: retention.bytes(), removable: await retention.count(await this.#rules()) }
  }

  /** A person asks. One after the other: each finds what the one before has left. */
  trim(): Promise<TrimmedHistory> {
    return this.#trimming.take(async () => this.#trim(await this.#rules()))
  }

  /** Nobody asks: what is old by a clock that may have jumped stays. */
  trimUnasked(): Promise<TrimmedHistory> {
    return this.#trimming.take(async () => this.#trim(await this.#steadyRules()))
  }

  /** Now, and every six hours. */
  keepSmall(): void {
    const trim = () => void this.trimUnasked().catch(this.#options.onError)
    this.#timer ??= setInterval(trim, LOOK_EVERY_MS).unref()
    trim()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#options.retention.end()
    await this.#trimming.settled()
  }

  async #trim(rules: RetentionRules): Promise<TrimmedHistory> {
    const { retention, clock, onRemoved } = this.#options
    const retained = await retention.retain(rules, new Date(clock.now()).toISOString())
    if (!retained) return { runs: 0, bytes: 0 }
    const { runs, bytes } = retained
    if (runs > 0) onRemoved({ runs, bytes })
    return { runs, bytes }
  }

  async #steadyRules(): Promise<RetentionRules> {
    const { retention, clock } = this.#options
    const { endedBefore, ...others } = await this.#rules()
    if (endedBefore === undefined) return others
    const now = clock.now()
    return (await retention.isClockSteady(now, now - Date.parse(endedBefore))) ? { ...others, endedBefore } : others
  }

  async #rules(): Promise<RetentionRules> {
    const { keepRunsDays, keepMegabytes } = await this.#options.settings()
    return {
      maxBytes: keepMegabytes * BYTES_A_MEGABYTE,
      ...(keepRunsDays !== null && {
        endedBefore: new Date(this.#options.clock.now() - keepRunsDays * DAY_MS).toISOString(),
      }),
    }
  }
}
