/** What all runs of a process need of the engine around them, put together once. */
import type { ReleasingMap } from '#shared/state/releasing-map.ts'
import { buryDelivery } from './dead-letters.ts'
import type { EngineOptions } from './engine.ts'
import { endLeftProcesses } from './left-processes.ts'
import type { Places } from './places.ts'
import type { Children } from './run/children.ts'
import type { Emissions } from './run/emissions.ts'
import { holdsLockAbove } from './run/lock-above.ts'
import { Locks } from './run/locks.ts'
import type { LoggedRun } from './run/logged-run.ts'
import { overdueInOrder } from './run/overdue-timers.ts'
import { TurnPace } from './run/pace.ts'
import type { RunEnvironment } from './run/run-environment.ts'
import type { RunProcess } from './run/run-process.ts'

export interface SharedByRuns {
  readonly places: Places
  readonly children: Children
  readonly emissions: Emissions
  /** Runs in memory, by id. */
  readonly live: ReleasingMap<string, RunProcess>
  finished(run: LoggedRun): void
}

export function environmentOfRuns(options: EngineOptions, shared: SharedByRuns): RunEnvironment {
  const { log, stores, bus, clock, ids, adapters, onBug, pace = new TurnPace(clock) } = options
  const { places, children, emissions, live, finished } = shared
  const locks = new Locks(stores.locks, stores.watchOthers, (left) => endLeftProcesses(options, left))
  return {
    clock: overdueInOrder(clock),
    pace,
    ids,
    adapters,
    children,
    emissions,
    get concurrency() {
      return places.limits.run
    },
    log,
    places,
    signal: (signal) => bus.signal(signal),
    requestLock: (request) => locks.request(request),
    holdsLockAbove: (run, lock) => holdsLockAbove(run, lock, (runId) => live.get(runId)),
    bury: (run, cause) => buryDelivery(options, run, cause),
    finished,
    bug: onBug,
  }
}
