/** Takes a run that is in the log for this process, and reads it back. Nothing of it goes on yet. */
import type { EventOf } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { ReleasingMap } from '#shared/state/releasing-map.ts'
import type { Steps } from '#shared/steps.ts'
import type { CompiledWorkflows } from './compile/compiled-workflows.ts'
import type { Leaving } from './kind.ts'
import type { EventLog } from './log/event-log.ts'
import type { RunRow } from './log/run-row.ts'
import type { Ownership } from './ports/ownership.ts'
import { type RestoredRun, restoring } from './run/restore.ts'
import type { RunEnvironment } from './run/run-environment.ts'
import type { RunProcess } from './run/run-process.ts'
import type { EngineStores } from './stores.ts'

export interface TakingOverOptions {
  readonly log: EventLog
  readonly stores: EngineStores
  readonly ownership: Ownership
  readonly compiled: CompiledWorkflows
  /** Runs in memory, by id. */
  readonly live: ReleasingMap<string, RunProcess>
  environment(): RunEnvironment
}

export class TakingOver {
  readonly #options: TakingOverOptions

  constructor(options: TakingOverOptions) {
    this.#options = options
  }

  /** Becomes the run's owner; undefined where another owner lives. Throws CallError `run.unknown`. */
  claim(runId: string): RunRow | undefined {
    const { stores, ownership } = this.#options
    const row = stores.runs.find(runId)
    if (!row) throw new CallError('run.unknown', `There is no run ${runId}.`)
    const owner = stores.runs.claim(runId, ownership.id, (other) => ownership.isAlive(other))
    return owner === ownership.id ? stores.runs.find(runId) : undefined
  }

  /** The same of a run that must be had. Throws CallError `run.unknown`, `run.owned`. */
  claimed(runId: string): RunRow {
    const row = this.claim(runId)
    if (!row) throw new CallError('run.owned', 'Another Slashflow process owns this run.')
    return row
  }

  /** Undefined where it has no events: its row is removed then. */
  *restoring(row: RunRow): Steps<RestoredRun | undefined> {
    const { log, stores } = this.#options
    const [first] = stores.runs.replay(row.key)
    if (first?.type !== 'run.started') {
      // Its owner died between the row and the first event: nobody was told of such a run.
      if (!first) stores.runs.remove(row.runId)
      return undefined
    }
    // Stored by `start`, which got it checked.
    const compiled = yield* this.#options.compiled.ofText(log.blob(first.data.version))
    log.open(row.runId, row.key, { correlationId: row.correlation })
    const recordedOf = (begun: EventOf<'run.started'>) => this.#recordedOf(begun)
    return yield* restoring(row.runId, stores.runs.replay(row.key), compiled, this.#options.environment(), recordedOf)
  }

  /** Gives it back unchanged. */
  letGo({ run: { runId } }: RestoredRun): void {
    const { live, log, stores, ownership } = this.#options
    live.delete(runId)
    log.close(runId)
    stores.runs.release(runId, ownership.id)
  }

  #recordedOf({ data }: EventOf<'run.started'>): ReadonlyMap<string, Leaving> {
    if (!data.replay) return new Map()
    const recorded: Record<string, Leaving> = JSON.parse(this.#options.log.blob(data.replay.recorded)) // written by RunStart
    return new Map(Object.entries(recorded))
  }
}
