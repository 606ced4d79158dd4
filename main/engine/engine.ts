/**
 * All runs of this process: starts them, finds them again in the log, and passes on what people say.
 *
 *   E1. A run is in memory only while it is open and owned by this process.
 *   E2. A run keeps the workflow it started with: compiled from the version in the log, not from the file.
 *   E3. A child run has the owner of its parent: who takes over one of them takes over the run at the top.
 */
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { Json } from '#shared/json.ts'
import { canMove } from '#shared/state/can-move.ts'
import { ReleasingMap } from '#shared/state/releasing-map.ts'
import { Admission } from './admission.ts'
import { type AdoptedHow, Adoption, notStopped } from './adoption.ts'
import { Beginning, type StartRequest } from './beginning.ts'
import type { Bus } from './bus.ts'
import { ChildRuns } from './child-runs.ts'
import { CompiledWorkflows } from './compile/compiled-workflows.ts'
import { environmentOfRuns } from './environment-of-runs.ts'
import type { Adapters, KindRegistry } from './kind.ts'
import type { EventLog } from './log/event-log.ts'
import { standingOf } from './log/run-summary.ts'
import { type PlaceLimits, Places } from './places.ts'
import type { Clock } from './ports/clock.ts'
import type { Ids } from './ports/ids.ts'
import type { Ownership } from './ports/ownership.ts'
import type { DecisionInput } from './run/decision.ts'
import { Emissions } from './run/emissions.ts'
import type { LoggedRun } from './run/logged-run.ts'
import type { Pace } from './run/pace.ts'
import type { RunEnvironment } from './run/run-environment.ts'
import type { RunProcess } from './run/run-process.ts'
import type { EngineStores } from './stores.ts'

export interface EngineOptions {
  readonly log: EventLog
  readonly stores: EngineStores
  readonly bus: Bus
  readonly registry: KindRegistry
  readonly adapters: Adapters
  readonly clock: Clock
  readonly ids: Ids
  readonly ownership: Ownership
  readonly limits?: PlaceLimits
  /** For tests that say themselves where a long step is put off. */
  readonly pace?: Pace
  /** A bug inside a run; the run has failed, this is for the log of the process. */
  readonly onBug: (error: unknown, runId: string) => void
}

export class Engine {
  readonly #options: EngineOptions
  readonly #places: Places
  readonly #compiled: CompiledWorkflows
  readonly #runs = new ReleasingMap<string, RunProcess>()
  readonly #adoption: Adoption
  readonly #admission = new Admission()
  readonly #beginning: Beginning
  readonly #environment: RunEnvironment
  readonly #children: ChildRuns
  readonly #emissions: Emissions
  #isClosed = false

  constructor(options: EngineOptions) {
    this.#options = options
    const { log, stores, bus, registry } = options
    const whole = (value: Json) => log.whole(value)
    this.#places = new Places(options.limits)
    this.#compiled = new CompiledWorkflows(registry)
    this.#emissions = new Emissions({ source: stores.emissions, watchOthers: stores.watchOthers, whole })
    this.#children = new ChildRuns({
      runs: stores.runs,
      live: (runId) => this.#runs.get(runId),
      present: (runId) => this.present(runId),
      prepare: (workflow) => this.#compiled.prepare(workflow, this.#environment.pace),
      begin: (request) => this.#beginning.begin(request),
      adopt: (runId, how) => this.#adoption.adoptOne(runId, how),
      resume: (row, by) => this.#adoption.goOnWith(row, { resumedBy: by }),
      whole,
    })
    this.#environment = environmentOfRuns(options, {
      places: this.#places,
      children: this.#children,
      emissions: this.#emissions,
      live: this.#runs,
      finished: (run) => this.#forget(run),
    })
    const shared = {
      ...options,
      compiled: this.#compiled,
      live: this.#runs,
      environment: () => this.#environment,
      isClosed: () => this.#isClosed,
    }
    this.#beginning = new Beginning({ ...shared, begun: ({ state }) => this.#admission.begun(state) })
    this.#adoption = new Adoption(shared)
    bus.onEvent(this.#emissions.stored)
    log.project({ shows: (runId) => this.#shows(runId), write: (runId, last) => this.#project(runId, last) })
  }

  /** Resolves when `run.started` is stored. */
  start(request: StartRequest): Promise<{ runId: string }> {
    const start = () => {
      this.#refuseWhenClosed()
      return this.#beginning.start(request)
    }
    const preparing = this.#compiled.prepare(request.workflow, this.#environment.pace)
    return preparing ? this.#admission.enterOnce(preparing, start) : this.#admission.enter(start)
  }

  /** A run in memory, owned by this process and not ended. */
  live(runId: string): RunProcess | undefined {
    return this.#runs.get(runId)
  }

  /** The same, or one that is being read back, which may take several turns, once it is there. */
  present(runId: string): RunProcess | undefined | Promise<RunProcess | undefined> {
    return this.#adoption.present(runId)
  }

  /** The undoing of a stopped run that is under way. */
  undoing(runId: string): Promise<void> | undefined {
    return this.#adoption.undoing(runId)
  }

  liveRuns(): readonly RunProcess[] {
    return [...this.#runs.values()]
  }

  /** Those that have not ended, and those that are being read back. */
  activeRunIds(): ReadonlySet<string> {
    const live = this.liveRuns().flatMap((run) => (run.hasEnded ? [] : [run.runId]))
    return new Set([...live, ...this.#adoption.underWay])
  }

  /** Nothing of its runs goes on without a person. One that is being read back or is yet to begin may. */
  get isIdle(): boolean {
    return (
      this.#admission.isEmpty &&
      this.#adoption.underWay.length === 0 &&
      !this.liveRuns().some(({ state }) => canMove(state))
    )
  }

  /** How many nodes work at once, from now on. */
  limit(limits: PlaceLimits): void {
    this.#places.limits = limits
  }

  /** How many places work takes, and how many nodes wait for one. */
  get placeFigures(): Places['figures'] {
    return this.#places.figures
  }

  adopt(runId: string, how: AdoptedHow = {}): Promise<RunProcess | undefined> {
    return this.#adoption.adopt(runId, how)
  }

  /** Goes on with a stopped or paused run. Throws CallError `run.not-stopped`, `run.unknown`, `run.owned`, `run.undone`. */
  async resume(runId: string, by: string): Promise<void> {
    this.#refuseWhenClosed()
    const live = this.live(runId)
    if (live?.isPaused) live.pausing.resume(by)
    // The table says `interrupted` until the commit that resumes the run, so a second click finds it here.
    else if (live) throw notStopped(this.undoing(runId) ? 'being undone' : live.state.status)
    else await this.#adoption.resume(runId, by)
    await this.#options.log.whenStored()
  }

  decide(run: RunProcess, approvalId: string, input: DecisionInput): Promise<void> {
    run.openQuestions.decide(approvalId, input)
    return this.#options.log.whenStored()
  }

  answer(run: RunProcess, inputId: string, values: Readonly<Record<string, Json>>, by: string): Promise<void> {
    run.openQuestions.answer(inputId, values, by)
    return this.#options.log.whenStored()
  }

  stop(run: RunProcess, by: string, undo: boolean): Promise<readonly ReceiptEntry[]> {
    return this.#adoption.stop(run, by, undo)
  }

  /** Undoes what a stopped run had done, and resolves when it is undone. Throws CallError as `undoStopped`. */
  undo(runId: string, by: string): Promise<void> {
    this.#refuseWhenClosed()
    return this.#adoption.undo(runId, by)
  }

  /** Resolves when what `action` stages is stored. */
  tell(run: RunProcess, action: (run: RunProcess) => void): Promise<void> {
    run.act(() => action(run))
    return this.#options.log.whenStored()
  }

  /** Another process appends to the run: this one lets go of it and of its work. */
  lose(runId: string): void {
    const run = this.#runs.get(runId)
    this.#runs.delete(runId)
    this.#places.forget(runId)
    run?.release().catch((error: unknown) => this.#options.onBug(error, runId))
  }

  /** Lets go of all runs without ending them; they go on when somebody adopts them. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    const { log, stores, ownership } = this.#options
    const runs = [...this.#runs.values()]
    log.flush()
    await Promise.all(runs.map((run) => run.release()))
    log.end()
    for (const run of runs) stores.runs.release(run.runId, ownership.id)
    this.#runs.clear()
  }

  #refuseWhenClosed(): void {
    if (this.#isClosed) throw new CallError('app.closing', 'Slashflow is closing.')
  }

  #forget(run: LoggedRun): void {
    this.#runs.delete(run.runId)
    this.#places.forget(run.runId)
    this.#options.log.close(run.runId)
    this.#options.stores.runs.ended?.(run.runId)
    this.#children.ended(run)
  }

  #shows(runId: string): string | undefined {
    const state = this.#runs.get(runId)?.state
    if (!state) return undefined
    const { status, waits } = state
    return waits.size === 0 ? status : `${status} ${waits.size}`
  }

  #project(runId: string, last: number): void {
    const state = this.#runs.get(runId)?.state
    if (state) this.#options.stores.runs.update(runId, standingOf(state), last)
  }
}
