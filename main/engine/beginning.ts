/**
 * How a run comes to be: its row, its first event, and what follows from it, in one commit.
 *
 *   B1. A delivery begins one run, however often it comes and whichever process hears it.
 *   B2. A dead letter is settled in the commit of the run that it is replayed as. Of two people who replay it at once, the
 *       later one is told: what they had made of it is delivered to nobody.
 */
import type { EventOf } from '#shared/events/event.ts'
import type { ParentRef, ReplayRef } from '#shared/events/run-events.ts'
import type { Json } from '#shared/json.ts'
import type { ReleasingMap } from '#shared/state/releasing-map.ts'
import { newRunState } from '#shared/state/run-state.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { CompiledWorkflow } from './compile/compiled-workflow.ts'
import type { CompiledWorkflows } from './compile/compiled-workflows.ts'
import { entryUnknown } from './compile/entry.ts'
import { openLetter } from './dead-letters.ts'
import type { Leaving } from './kind.ts'
import type { EventLog } from './log/event-log.ts'
import { ForkedError } from './log/event-store.ts'
import { standingOf } from './log/run-summary.ts'
import type { Clock } from './ports/clock.ts'
import type { Ids } from './ports/ids.ts'
import type { Ownership } from './ports/ownership.ts'
import type { RunEnvironment } from './run/run-environment.ts'
import { RunProcess } from './run/run-process.ts'
import type { EngineStores } from './stores.ts'

export interface StartRequest {
  readonly workflow: Workflow
  /** Checked and complete. */
  readonly args: Readonly<Record<string, Json>>
  readonly workspace: string
  readonly trusted: boolean
  readonly by: string
  /** The trigger that began it, what it delivered, and the id of the delivery. */
  readonly entry?: string
  readonly payload?: Json
  readonly delivery?: string
  /** The dead letter that is replayed. */
  readonly letter?: string
  readonly parent?: ParentRef
  readonly correlationId?: string
  /** Endings that are taken over, by activation key. */
  readonly replay?: Omit<ReplayRef, 'recorded'> & { readonly recorded: Readonly<Record<string, Leaving>> }
  readonly test?: boolean
  /** At its first checkpoint. */
  readonly isToHold?: boolean
  readonly breakpoints?: readonly string[]
}

export interface BeginningOptions {
  readonly log: EventLog
  readonly stores: EngineStores
  readonly clock: Clock
  readonly ids: Ids
  readonly ownership: Ownership
  readonly compiled: CompiledWorkflows
  /** Runs in memory, by id: a new one is put there. */
  readonly live: ReleasingMap<string, RunProcess>
  environment(): RunEnvironment
  /** With what follows from its beginning at once. */
  begun(run: RunProcess): void
}

export class Beginning {
  readonly #options: BeginningOptions
  /** Runs that deliveries have begun and that are not stored yet: the table knows them from the commit on. */
  readonly #delivering = new Map<string, Promise<{ runId: string }>>()

  constructor(options: BeginningOptions) {
    this.#options = options
  }

  /** Resolves when `run.started` is stored, or was before by the same delivery. Throws CallError `letter.settled`. */
  start(request: StartRequest): Promise<{ runId: string }> {
    const { delivery, letter } = request
    if (letter !== undefined) return this.#beginOfLetter(request, letter)
    return delivery === undefined ? this.#beginStored(request) : this.#beginOnce(request, delivery)
  }

  async #beginOnce(request: StartRequest, delivery: string): Promise<{ runId: string }> {
    const taken = this.#options.stores.deliveries.find(delivery)
    if (taken?.runId !== undefined) return { runId: taken.runId }
    const under = this.#delivering.get(delivery) ?? this.#beginStored(request)
    this.#delivering.set(delivery, under)
    return under.finally(() => this.#delivering.delete(delivery))
  }

  async #beginStored(request: StartRequest): Promise<{ runId: string }> {
    const { runId } = this.begin(request)
    await this.#options.log.whenStored()
    const { delivery } = request
    const begun = delivery === undefined ? undefined : this.#options.stores.deliveries.find(delivery)
    return { runId: begun?.runId ?? runId }
  }

  /** B2. */
  async #beginOfLetter(request: StartRequest, letter: string): Promise<{ runId: string }> {
    const { log, stores } = this.#options
    this.#settleDelivered(request, letter)
    openLetter(stores.letters, letter)
    const { runId } = this.begin(request)
    await log.whenStored()
    if (stores.letters.find(letter)?.replayedAs !== runId) openLetter(stores.letters, letter)
    return { runId }
  }

  /** An earlier Slashflow settled it in a second commit, before which it may have been killed. */
  #settleDelivered({ delivery = '' }: StartRequest, letter: string): void {
    const { stores } = this.#options
    const runId = stores.deliveries.find(delivery)?.runId
    if (runId !== undefined) stores.letters.markReplayed(letter, { runId, at: this.#now() })
  }

  /** Throws CallError `entry.unknown`. Stages its beginning and what follows from it: of a run that has only begun to exist, nobody could tell what was to follow. */
  begin(request: StartRequest): RunProcess {
    const { log, ids, live } = this.#options
    const compiled = this.#options.compiled.of(request.workflow)
    const entry = entryIn(compiled, request)
    const runId = ids.next()
    const { correlationId } = request
    log.open(runId, () => this.#insert(runId, request), correlationId === undefined ? {} : { correlationId })
    log.put(compiled.version, compiled.text)
    const recorded = request.replay && new Map(Object.entries(request.replay.recorded))
    const run = new RunProcess(newRunState(runId), compiled, this.#options.environment(), recorded)
    live.set(runId, run)
    const begun = run.emit({ type: 'run.started', data: this.#started(request, compiled), causationId: null }, false)
    run.afterCommit(() => {
      run.startedAtPosition = begun.position
    })
    this.#joinDelivery(request, run)
    if (request.isToHold) run.emit({ type: 'checkpoint.requested', data: { by: request.by } }, true)
    run.act(() => run.begin(entry, begun.id))
    this.#options.begun(run)
    return run
  }

  #started(request: StartRequest, compiled: CompiledWorkflow): EventOf<'run.started'>['data'] {
    const { workflow, args, workspace, trusted, by, entry, payload, delivery, parent, replay, test, breakpoints } =
      request
    // In the order of the canonical text, which then need not be sorted.
    return {
      args: { ...args },
      ...(breakpoints && breakpoints.length > 0 && { breakpoints: [...breakpoints] }),
      by,
      ...(delivery !== undefined && { delivery }),
      ...(entry !== undefined && { entry }),
      ...(parent && { parent }),
      ...(payload !== undefined && { payload }),
      ...(replay && { replay: { ...replay, recorded: this.#keep(replay.recorded) } }),
      ...(test && { test }),
      trusted,
      version: compiled.version,
      workflow: workflow.name,
      workspace,
    }
  }

  /** Endings that are taken over may be many: they stand beside the log. Returns their hash. */
  #keep(recorded: Readonly<Record<string, Leaving>>): string {
    return this.#options.log.keep(JSON.stringify(recorded))
  }

  #joinDelivery({ delivery, letter, payload }: StartRequest, run: RunProcess): void {
    const { log, stores } = this.#options
    if (letter !== undefined) run.emit({ type: 'letter.replayed', data: { letterId: letter } }, true)
    if (delivery === undefined) return
    const { runId } = run
    const at = this.#now()
    // B1, B2: of two that heard it, the first to store its run has begun it; the other lets go of its own.
    log.also(() => {
      const isFirst =
        stores.deliveries.take(delivery, at, runId) &&
        (letter === undefined ||
          stores.letters.markReplayed(letter, { runId, at, ...(payload !== undefined && { payload }) }))
      if (!isFirst) throw new ForkedError(new Set([runId]))
    }, runId)
  }

  #now(): string {
    return new Date(this.#options.clock.now()).toISOString()
  }

  #insert(runId: string, { workflow, parent, correlationId }: StartRequest): number {
    const { stores, ownership } = this.#options
    const state = this.#options.live.get(runId)?.state
    return stores.runs.insert({
      runId,
      owner: ownership.id,
      workflow: workflow.name,
      startedAt: state?.startedAt ?? this.#now(),
      parent: parent?.runId,
      correlation: correlationId,
      standing: state && standingOf(state),
    })
  }
}

function entryIn({ entry: own, byId }: CompiledWorkflow, { workflow, entry = own }: StartRequest): string {
  if (byId.get(entry)?.kind.descriptor.entry !== true) throw entryUnknown(workflow.name, entry)
  return entry
}
