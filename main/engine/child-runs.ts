/** The runs that runs have started, as the engine answers for them (`Children`). */
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { type AdoptedHow, OPEN } from './adoption.ts'
import type { RunRow } from './log/run-row.ts'
import { type ChildEnd, type ChildRequest, type Children, type GoingOn, PARENT } from './run/children.ts'
import type { LoggedRun } from './run/logged-run.ts'
import type { RunProcess } from './run/run-process.ts'
import type { Runs } from './stores.ts'

export interface ChildRunsOptions {
  readonly runs: Runs
  live(runId: string): RunProcess | undefined
  /** The same, or one that is being read back, which may take several turns, once it is there. */
  present(runId: string): RunProcess | undefined | Promise<RunProcess | undefined>
  prepare(workflow: Workflow): Promise<unknown> | undefined
  begin(request: ChildRequest): RunProcess
  /** Takes an open run over. */
  adopt(runId: string, how: AdoptedHow): Promise<unknown>
  /** Goes on with a stopped one. */
  resume(row: RunRow, by: string): Promise<void>
  whole: RunProcess['whole']
}

export class ChildRuns implements Children {
  readonly #options: ChildRunsOptions
  readonly #listeners = new Map<string, Set<(end: ChildEnd) => void>>()

  constructor(options: ChildRunsOptions) {
    this.#options = options
  }

  prepare(workflow: Workflow): Promise<unknown> | undefined {
    return this.#options.prepare(workflow)
  }

  start(request: ChildRequest): string {
    return this.#options.begin(request).runId
  }

  onEnd(runId: string, ended: (end: ChildEnd) => void): () => void {
    const listeners = this.#listeners.get(runId) ?? new Set()
    this.#listeners.set(runId, listeners)
    listeners.add(ended)
    return () => {
      listeners.delete(ended)
      if (listeners.size === 0) this.#listeners.delete(runId)
    }
  }

  /** A run of this process has ended or was stopped, and that is stored. */
  ended(run: LoggedRun): void {
    const listeners = this.#listeners.get(run.runId)
    const end = listeners && endOf(run, this.#options.whole)
    if (end) for (const listener of [...listeners]) listener(end)
  }

  endOf(runId: string): ChildEnd | undefined {
    const live = this.#options.live(runId)
    if (live) return undefined
    const row = this.#options.runs.find(runId)
    if (!row) return { type: 'failed', code: 'run.unknown', message: `The run ${runId} is not there any more.` }
    return OPEN.has(row.status) ? undefined : this.#storedEnd(row)
  }

  #storedEnd(row: RunRow): ChildEnd | undefined {
    let end: ChildEnd | undefined
    for (const event of this.#options.runs.events(row.key)) {
      if (event.type === 'run.succeeded') return { type: 'succeeded', result: this.#options.whole(event.data.result) }
      if (event.type === 'run.failed') return { type: 'failed', ...event.data }
      if (event.type === 'run.interrupted') end = { type: 'interrupted', undone: event.data.undone ?? false }
    }
    return end
  }

  async goOn(runId: string, { isResumed, isPaused }: GoingOn): Promise<void> {
    if (this.#options.live(runId)) return
    const row = this.#options.runs.find(runId)
    if (row?.status !== 'interrupted') await this.#options.adopt(runId, isPaused ? { pausedBy: PARENT } : {})
    // Where its own undoing is under way its caller hears how that ends.
    else if (!this.#options.present(runId) && (isResumed || this.#stoppedBy(row) === PARENT))
      await this.#options.resume(row, PARENT)
  }

  #stoppedBy(row: RunRow): string | undefined {
    let by: string | undefined
    for (const event of this.#options.runs.events(row.key)) if (event.type === 'run.stopping') by = event.data.by
    return by
  }

  async stop(runId: string, by: string, undo: boolean): Promise<readonly ReceiptEntry[]> {
    const present = this.#options.present(runId)
    const live = present instanceof Promise ? await present : present
    if (live) return live.hasEnded ? [] : await live.ending.stop(by, undo)
    // Its node waited for its lock again, so nobody went on with it: it ends where it is.
    if (OPEN.has(this.#options.runs.find(runId)?.status ?? ''))
      await this.#options.adopt(runId, { stoppedBy: by, undo })
    return []
  }

  pause(runId: string, by: string): void {
    this.#tell(runId, ({ pausing }) => pausing.pause(by))
  }

  resume(runId: string, by: string): void {
    this.#tell(runId, ({ pausing }) => pausing.resume(by))
  }

  holdAtCheckpoint(runId: string, by: string): void {
    this.#tell(runId, ({ pausing }) => pausing.holdAtCheckpoint(by))
  }

  /** In the order in which it is told: what is said while it is being read back comes once it is there. */
  #tell(runId: string, what: (run: RunProcess) => void): void {
    const tell = (run: RunProcess | undefined) => run && !run.hasEnded && what(run)
    const present = this.#options.present(runId)
    if (present instanceof Promise) void present.then(tell)
    else tell(present)
  }
}

function endOf({ state }: LoggedRun, whole: ChildRunsOptions['whole']): ChildEnd | undefined {
  switch (state.status) {
    case 'succeeded':
      return { type: 'succeeded', result: whole(state.result ?? null) }
    case 'failed':
      return { type: 'failed', code: 'internal', message: '', ...state.error }
    case 'interrupted':
      return { type: 'interrupted', undone: state.undone }
    default:
      return undefined
  }
}
