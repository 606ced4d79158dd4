/**
 * Runs that this version cannot go on with. Each fails loudly, instead of standing as running for ever: what called it hears
 * of that, and a delivery that began it is put aside. One that has ended already is only shown so.
 */
import { CallError } from '#shared/ipc/call-error.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import { newRunState, type RunState } from '#shared/state/run-state.ts'
import { DAMAGED } from './log/chunk-reader.ts'
import { messageOf } from './log/database.ts'
import type { RunRow } from './log/run-row.ts'
import { standingOf } from './log/run-summary.ts'
import { LoggedRun } from './run/logged-run.ts'
import type { RunProcess } from './run/run-process.ts'
import type { TakingOverOptions } from './taking-over.ts'

export class UnreadRuns {
  readonly #options: TakingOverOptions

  constructor(options: TakingOverOptions) {
    this.#options = options
  }

  /** Throws CallError `run.damaged`: behind events that cannot be read nothing is written, so the run stays as it is. */
  fail(row: RunRow, error: unknown): void {
    if (error instanceof CallError && error.code === DAMAGED) {
      this.#options.stores.runs.release(row.runId, this.#options.ownership.id)
      throw error
    }
    const live = this.#options.live.get(row.runId)
    if (live) this.#failLive(live, error)
    else this.#failOfLog(row, error)
  }

  /** What was said of its going on is staged already. */
  #failLive(run: RunProcess, error: unknown): void {
    this.#environment.bug(error, run.runId)
    void run.release()
    this.#sayFailed(run, error)
    run.over([])
  }

  #failOfLog(row: RunRow, error: unknown): void {
    const { log, stores } = this.#options
    this.#environment.bug(error, row.runId)
    const read = this.#stateOf(row)
    const run = new LoggedRun(read ?? { ...newRunState(row.runId), status: row.status }, this.#environment)
    log.open(row.runId, row.key, { correlationId: row.correlation })
    this.#sayFailed(run, error)
    const standing = standingOf(run.state)
    // Of events that cannot be read the row tells more.
    const kept = read ? standing : { ...standing, summary: () => row.summary }
    log.also(() => stores.runs.update(row.runId, kept), row.runId)
    log.afterCommit(() => this.#environment.finished(run))
  }

  #sayFailed(run: LoggedRun, error: unknown): void {
    if (run.hasEnded) return
    const code = 'run.unreadable'
    const message = `Slashflow could not go on with this run: ${messageOf(error)}`
    this.#environment.bury(run, { code, message })
    run.emit({ type: 'run.failed', data: { code, message, retryable: false } }, true)
  }

  #stateOf({ runId, key }: RunRow): RunState | undefined {
    try {
      return foldRun(this.#options.stores.runs.replay(key), runId)
    } catch {
      // What is wrong with it is what it fails on.
      return undefined
    }
  }

  get #environment() {
    return this.#options.environment()
  }
}
