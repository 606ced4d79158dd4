/** The engine on a data folder: database, log, owner lock, socket, and the watch for other processes. One per process. */
import type { Server } from 'node:net'
import { EventTriggers, type EventTriggersOptions } from '../calls/event-triggers.ts'
import { LogWatch } from '../calls/log-watch.ts'
import { OtherWriters } from '../calls/other-writers.ts'
import { RunControl, type RunControlOptions } from '../calls/run-control.ts'
import { RunQueries } from '../calls/run-queries.ts'
import { SearchRuns } from '../calls/search-runs.ts'
import { Bus } from '../engine/bus.ts'
import { Engine } from '../engine/engine.ts'
import type { Adapters, KindRegistry } from '../engine/kind.ts'
import { CursorTable } from '../engine/log/cursor-table.ts'
import { openDatabase } from '../engine/log/database.ts'
import { EmissionTable } from '../engine/log/emission-table.ts'
import { EventLog } from '../engine/log/event-log.ts'
import { LetterTable } from '../engine/log/letter-table.ts'
import { MemoryTable } from '../engine/log/memory-table.ts'
import { Retention } from '../engine/log/retention.ts'
import { RunFiguresTable } from '../engine/log/run-figures.ts'
import { RunSearch } from '../engine/log/run-search.ts'
import { RunStore } from '../engine/log/run-store.ts'
import { sealKey } from '../engine/log/seal.ts'
import { SqliteStore } from '../engine/log/sqlite-store.ts'
import type { Clock } from '../engine/ports/clock.ts'
import type { Ids } from '../engine/ports/ids.ts'
import { sqliteStores } from '../engine/stores.ts'
import { OwnerLock } from '../services/owners/owner-lock.ts'
import { ask, forget, listen, socketPath } from '../services/owners/owner-socket.ts'
import { Adopting } from './adopting.ts'
import type { Telemetry } from './telemetry.ts'

export interface OpenEngineOptions {
  readonly home: string
  readonly clock: Clock
  readonly ids: Ids
  readonly registry: KindRegistry
  readonly adapters: Omit<Adapters, 'memory'>
  /** Something that went wrong and needs a sentence for the person; null: it is over. */
  readonly onTrouble: (message: string | null) => void
  /** A bug, for the process's log. */
  readonly onBug: (error: unknown, runId?: string) => void
  readonly telemetry: Pick<Telemetry, 'logger' | 'measured' | 'own'>
  /** Starts what another process hands over; absent where this one does not stay. */
  readonly start?: RunControlOptions['start']
}

export interface OpenedEngine {
  readonly engine: Engine
  readonly log: EventLog
  readonly store: RunStore
  readonly bus: Bus
  readonly control: RunControl
  readonly queries: RunQueries
  readonly search: SearchRuns
  readonly watch: LogWatch
  readonly letters: LetterTable
  readonly retention: Retention
  readonly figures: RunFiguresTable
  readonly warnings: readonly string[]
  /** Begins runs for events that were published, here and in other processes, until this process ends. */
  hearEvents(listeners: EventTriggersOptions['listeners']): void
  /** Goes on with every open run that no living process owns. */
  adoptAll(): Promise<void>
  /** Does so again and again, for runs whose owner dies while this process lives. */
  keepAdopting(): void
  close(): Promise<void>
}

/** Throws CallError `home.not-writable`, `database.newer`. */
export async function openEngine(options: OpenEngineOptions): Promise<OpenedEngine> {
  const { home, clock, ids, registry, adapters, telemetry, onBug } = options
  const { database, warnings } = openDatabase(home, new Date(clock.now()).toISOString())
  const bus = new Bus(onBug)
  const lock = new OwnerLock(home, ids.next())
  const key = sealKey(home)
  const log = logOf(options, new SqliteStore(database, key), bus, (runId) => engine.lose(runId))
  const store = new RunStore(database)
  const others = new OtherWriters(() => store.dataVersion())
  const engine: Engine = new Engine({
    log,
    stores: sqliteStores(database, log, lock, (look) => others.watch(look)),
    bus,
    registry,
    adapters: { ...adapters, memory: new MemoryTable(database) },
    clock,
    ids,
    ownership: lock,
    onBug,
  })
  const control = new RunControl({
    engine,
    store,
    ownership: lock,
    owners: () => lock.others(),
    ...(options.start && { start: options.start }),
    forward: (owner, name, input, by) => ask(socketPath(lock.folder, owner), { name, input, by }),
  })
  const queries = new RunQueries(log, store, lock)
  const watch = new LogWatch(store, (event) => bus.publish(event))
  const path = socketPath(lock.folder, lock.id)
  const server = await listen(path, ({ name, input, by }) => control.handle(name, input, by))
  const letters = new LetterTable(database, ({ id, source, cause, workflow }) =>
    telemetry.logger.warn('A delivery was put aside', { letterId: id, source, workflow, ...cause }),
  )
  let triggers: EventTriggers | undefined
  const adopting = new Adopting({ engine, store, lock, onBug })
  return {
    engine,
    log,
    store,
    bus,
    control,
    queries,
    search: new SearchRuns({ store, search: new RunSearch(database), queries, now: () => performance.now() }),
    watch,
    letters,
    retention: new Retention(database, key),
    figures: new RunFiguresTable(database),
    warnings,
    hearEvents: (listeners) => {
      triggers = new EventTriggers({
        engine,
        emissions: new EmissionTable(database),
        store,
        letters,
        cursors: new CursorTable(database),
        clock,
        watchOthers: (look) => others.watch(look),
        whole: (value) => log.whole(value),
        listeners,
        onError: onBug,
      })
      bus.onEvent((event) => event.type === 'event.emitted' && triggers?.look())
      triggers.start()
    },
    adoptAll: () => adopting.all(),
    keepAdopting: () => adopting.keep(),
    close: async () => {
      adopting.stop()
      watch.stop()
      await triggers?.stop()
      await closed(server)
      forget(path)
      await engine.close()
      lock.release()
      database.close()
    },
  }
}

/** The one log of this process: what is stored goes on the bus, and to telemetry what this process stored. */
function logOf(
  { clock, telemetry, onTrouble, onBug }: OpenEngineOptions,
  store: SqliteStore,
  bus: Bus,
  lose: (runId: string) => void,
): EventLog {
  return new EventLog({
    store: telemetry.measured(store),
    clock,
    publish: (event) => {
      bus.publish(event)
      telemetry.own(event)
    },
    onForked: (runId) => {
      telemetry.logger.warn('Somebody else was first with a run, which this process lets go of', { runId })
      lose(runId)
    },
    onTrouble: (message) => {
      telemetry.logger.warn(message ?? 'The log can be written again')
      onTrouble(message)
    },
    onError: onBug,
  })
}

/** Answers that are under way are given first. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
