/**
 * All runs of this process: starts them, finds them again in the log, and passes on what people say.
 *
 *   E1. A run is in memory only while it is open and owned by this process.
 *   E2. A run keeps the workflow it started with: compiled from the version in the log, not from the file.
 */

import type { EventDraft, RunEvent } from '#shared/events/event.ts'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { Json } from '#shared/json.ts'
import { newRunState } from '#shared/state/run-state.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { Bus } from './bus.ts'
import { compileWorkflow } from './compile/compile-workflow.ts'
import type { CompiledWorkflow } from './compile/compiled-workflow.ts'
import type { Adapters, KindRegistry } from './kind.ts'
import { messageOf } from './log/database.ts'
import type { EventLog } from './log/event-log.ts'
import type { RunRow, RunStore } from './log/run-store.ts'
import { runSummaryText } from './log/run-summary.ts'
import { type PlaceLimits, Places } from './places.ts'
import type { Clock } from './ports/clock.ts'
import type { Ids } from './ports/ids.ts'
import type { Ownership } from './ports/ownership.ts'
import type { DecisionInput } from './run/questions.ts'
import { goOn, restoreRun } from './run/restore.ts'
import { type RunEnvironment, RunProcess } from './run/run-process.ts'

export interface EngineOptions {
  readonly log: EventLog
  readonly store: RunStore
  readonly bus: Bus
  readonly registry: KindRegistry
  readonly adapters: Adapters
  readonly clock: Clock
  readonly ids: Ids
  readonly ownership: Ownership
  readonly limits?: PlaceLimits
  /** A bug inside a run; the run has failed, this is for the log of the process. */
  readonly onBug: (error: unknown, runId: string) => void
}

export interface StartRequest {
  readonly workflow: Workflow
  /** Checked and complete. */
  readonly args: Readonly<Record<string, Json>>
  readonly workspace: string
  readonly trusted: boolean
  readonly by: string
}

export class Engine {
  readonly #options: EngineOptions
  readonly #places: Places
  readonly #runs = new Map<string, RunProcess>()
  readonly #adopting = new Map<string, Promise<RunProcess | undefined>>()
  readonly #environment: RunEnvironment
  #isClosed = false

  constructor(options: EngineOptions) {
    this.#options = options
    this.#places = new Places(options.limits)
    this.#environment = this.#makeEnvironment()
    options.log.project({
      shows: (runId) => this.#shows(runId),
      write: (runId) => this.#project(runId),
    })
  }

  /** Resolves when `run.started` is stored. */
  async start({ workflow, args, workspace, trusted, by }: StartRequest): Promise<{ runId: string }> {
    this.#refuseWhenClosed()
    const { log, ids } = this.#options
    const compiled = compileWorkflow(workflow, this.#options.registry)
    const runId = ids.next()
    log.open(runId, this.#insert(runId, workflow.name))
    log.put(compiled.version, compiled.text)
    const run = new RunProcess(newRunState(runId), compiled, this.#environment)
    this.#runs.set(runId, run)
    run.emit(
      {
        type: 'run.started',
        data: { workflow: workflow.name, version: compiled.version, args: { ...args }, workspace, trusted, by },
        causationId: null,
      },
      true,
    )
    // In the same commit: of a run that has only begun to exist, nobody could tell what was to follow.
    run.act(() => run.begin(compiled.entry))
    await this.#stored()
    return { runId }
  }

  #insert(runId: string, workflow: string): number {
    const { store, ownership, clock } = this.#options
    try {
      return store.insert(runId, ownership.id, workflow, new Date(clock.now()).toISOString())
    } catch (error) {
      throw new CallError(
        'log.not-writable',
        `The run was not started, because Slashflow cannot write its log: ${messageOf(error)}. Make room on the disk, or set SLASHFLOW_HOME to another folder.`,
      )
    }
  }

  /** A run in memory, owned by this process and not ended. */
  live(runId: string): RunProcess | undefined {
    return this.#runs.get(runId)
  }

  liveRuns(): readonly RunProcess[] {
    return [...this.#runs.values()]
  }

  /**
   * Becomes the owner where no owner lives, and goes on with the run; with `stoppedBy` stops it instead, and nothing of it
   * begins again. Undefined where another owner lives or it has ended.
   */
  adopt(runId: string, stoppedBy?: string): Promise<RunProcess | undefined> {
    const known = this.#runs.get(runId)
    if (known) return Promise.resolve(known)
    const under = this.#adopting.get(runId)
    if (under) return under
    const adopting = this.#adopt(runId, stoppedBy).finally(() => this.#adopting.delete(runId))
    this.#adopting.set(runId, adopting)
    return adopting
  }

  async #adopt(runId: string, stoppedBy: string | undefined): Promise<RunProcess | undefined> {
    const row = this.#claim(runId)
    if (!row || !OPEN.has(row.status)) return undefined
    try {
      const restored = this.#restore(row)
      if (!restored) return undefined
      this.#runs.set(runId, restored.run)
      await goOn(restored, {
        owner: this.#options.ownership.id,
        ...(stoppedBy !== undefined && { stoppedBy }),
      })
      return restored.run
    } catch (error) {
      this.#runs.delete(runId)
      this.#failUnread(row, error)
      return undefined
    }
  }

  /** A run that this version cannot go on with fails loudly, instead of standing as running for ever. */
  #failUnread(row: RunRow, error: unknown): void {
    const { log, store, onBug } = this.#options
    onBug(error, row.runId)
    const message = `Slashflow could not go on with this run: ${messageOf(error)}`
    log.open(row.runId, row.key)
    const event = log.stage(
      row.runId,
      { type: 'run.failed', data: { code: 'run.unreadable', message } },
      { durable: true },
    )
    log.afterCommit(() => {
      store.update(row.runId, { status: 'failed', endedAt: event.at, waiting: 0, summary: row.summary })
      log.close(row.runId)
    })
  }

  /** Goes on with a stopped run. Throws CallError `run.not-stopped`, `run.unknown`, `run.owned`. */
  async resume(runId: string, by: string): Promise<void> {
    this.#refuseWhenClosed()
    // The table says `interrupted` until the commit that resumes the run, so a second click finds it here.
    const live = this.#runs.get(runId)
    if (live) throw notStopped(live.state.status)
    const row = this.#claim(runId)
    if (!row) throw new CallError('run.owned', 'Another Slashflow process owns this run.')
    if (OPEN.has(row.status)) {
      // Its owner is gone: to go on with it is to take it over.
      if (!(await this.adopt(runId))) throw notStopped(row.status)
      return
    }
    if (row.status !== 'interrupted') throw notStopped(row.status)
    const restored = this.#restore(row)
    if (!restored) throw new CallError('run.empty', 'This run has no events.')
    this.#runs.set(runId, restored.run)
    await goOn(restored, { owner: this.#options.ownership.id, resumedBy: by })
    await new Promise<void>((resolve) => this.#options.log.afterCommit(resolve))
  }

  #claim(runId: string): RunRow | undefined {
    const { store, ownership } = this.#options
    const row = store.find(runId)
    if (!row) throw new CallError('run.unknown', `There is no run ${runId}.`)
    const owner = store.claim(runId, ownership.id, (other) => ownership.isAlive(other))
    return owner === ownership.id ? store.find(runId) : undefined
  }

  #restore(row: RunRow) {
    const { log, store } = this.#options
    const events = [...store.replay(row.key)]
    const first = events[0]
    if (first?.type !== 'run.started') {
      // Its owner died between the row and the first event: nobody was told of such a run.
      if (!first) store.remove(row.runId)
      return undefined
    }
    log.open(row.runId, row.key)
    return restoreRun(row.runId, events, this.#compiledFrom(first.data.version), this.#environment)
  }

  #compiledFrom(version: string): CompiledWorkflow {
    const workflow = JSON.parse(this.#options.log.blob(version)) as Workflow // stored by `start`, which got it checked
    return compileWorkflow(workflow, this.#options.registry)
  }

  decide(run: RunProcess, approvalId: string, input: DecisionInput): Promise<void> {
    run.decide(approvalId, input)
    return this.#stored()
  }

  answer(run: RunProcess, inputId: string, values: Readonly<Record<string, Json>>, by: string): Promise<void> {
    run.answer(inputId, values, by)
    return this.#stored()
  }

  stop(run: RunProcess, by: string, undo: boolean): Promise<readonly ReceiptEntry[]> {
    return run.stop(by, undo)
  }

  #stored(): Promise<void> {
    return new Promise((resolve) => this.#options.log.afterCommit(resolve))
  }

  /** Another process appends to the run: this one lets go of it and of its work. */
  lose(runId: string): void {
    const run = this.#runs.get(runId)
    this.#runs.delete(runId)
    run?.release().catch((error: unknown) => this.#options.onBug(error, runId))
  }

  /** Lets go of all runs without ending them; they go on when somebody adopts them. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    const { log, store, ownership } = this.#options
    const runs = [...this.#runs.values()]
    log.flush()
    await Promise.all(runs.map((run) => run.release()))
    log.end()
    for (const run of runs) store.release(run.runId, ownership.id)
    this.#runs.clear()
  }

  #refuseWhenClosed(): void {
    if (this.#isClosed) throw new CallError('app.closing', 'Slashflow is closing.')
  }

  #makeEnvironment(): RunEnvironment {
    const { log, bus, clock, ids, adapters, onBug } = this.#options
    return {
      clock,
      ids,
      adapters,
      stage: (runId: string, draft: EventDraft, durable: boolean): RunEvent => log.stage(runId, draft, { durable }),
      afterCommit: (action) => log.afterCommit(action),
      whole: (value) => log.whole(value),
      signal: (signal) => bus.signal(signal),
      requestPlace: (runId, taken) => this.#places.request(runId, taken),
      finished: (run) => this.#forget(run),
      bug: onBug,
    }
  }

  #forget(run: RunProcess): void {
    this.#runs.delete(run.runId)
    this.#options.log.close(run.runId)
    if (!this.#isClosed) this.#options.store.release(run.runId, this.#options.ownership.id)
  }

  #shows(runId: string): string | undefined {
    const state = this.#runs.get(runId)?.state
    return state && `${state.status} ${state.waits.size}`
  }

  #project(runId: string): void {
    const state = this.#runs.get(runId)?.state
    if (!state) return
    this.#options.store.update(runId, {
      status: state.status,
      endedAt: state.endedAt,
      waiting: state.waits.size,
      summary: runSummaryText(state),
    })
  }
}

const OPEN: ReadonlySet<string> = new Set(['running', 'paused', 'stopping'])

function notStopped(status: string): CallError {
  return new CallError('run.not-stopped', `Only a stopped run can be resumed; this one is ${status}.`)
}
