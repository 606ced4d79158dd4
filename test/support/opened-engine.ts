/** The real engine on the real database of a folder, as one process opens it. */
import { Bus } from '#main/engine/bus.ts'
import { Engine } from '#main/engine/engine.ts'
import type { Adapters, KindRegistry } from '#main/engine/kind.ts'
import { openDatabase } from '#main/engine/log/database.ts'
import { EventLog } from '#main/engine/log/event-log.ts'
import { MemoryTable } from '#main/engine/log/memory-table.ts'
import { RunStore } from '#main/engine/log/run-store.ts'
import { sealKey } from '#main/engine/log/seal.ts'
import { SqliteStore } from '#main/engine/log/sqlite-store.ts'
import { NodeError } from '#main/engine/node-error.ts'
import type { Clock } from '#main/engine/ports/clock.ts'
import type { Ownership } from '#main/engine/ports/ownership.ts'
import type { WorkflowSource } from '#main/engine/ports/workflow-source.ts'
import type { Pace } from '#main/engine/run/pace.ts'
import { sqliteStores } from '#main/engine/stores.ts'
import type { RunEvent } from '#shared/events/event.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { CountedIds } from './counted-ids.ts'
import type { TurnedClock } from './turned-clock.ts'

export type OutsideAdapters = Omit<Adapters, 'memory' | 'workflows'>

/** The engine's own tests use kinds that need no adapter; `endOrphan` ends what a dead owner left behind. */
export function adaptersWith(endOrphan: Adapters['process']['endOrphan']): OutsideAdapters {
  const adapters = { process: { endOrphan }, secrets: { placeholder: (name: string) => `[${name}]` } }
  return adapters as unknown as OutsideAdapters // see above
}

export const noAdapters = adaptersWith(async () => 'gone')

/** The timers of a dead process never fire. */
function mortal(clock: TurnedClock, life: { readonly over: boolean }): Clock {
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimer: (at, callback) => clock.setTimer(at, () => life.over || callback()),
  }
}

/** What a dead process has put off is not gone on with. */
function mortalPace(pace: Pace, life: { readonly over: boolean }): Pace {
  return {
    isSpent: () => pace.isSpent(),
    isOver: () => pace.isOver(),
    putOff: (goOn) => pace.putOff(() => life.over || goOn()),
  }
}

export interface OpenedEngine {
  readonly owner: string
  readonly engine: Engine
  readonly bus: Bus
  readonly log: EventLog
  readonly store: RunStore
  readonly database: ReturnType<typeof openDatabase>['database']
  /** `over`: the process is dead, and its timers with it. */
  readonly life: { over: boolean }
}

export function openEngine(of: {
  readonly home: string
  readonly clock: TurnedClock
  readonly registry: KindRegistry
  readonly adapters: OutsideAdapters
  readonly ids: CountedIds
  readonly ownership: Ownership
  readonly commands: ReadonlyMap<string, Workflow>
  readonly pace?: Pace | undefined
  watchOthers(look: () => void): () => void
  onEvent(event: RunEvent): void
  onBug(error: unknown): void
}): OpenedEngine {
  const life = { over: false }
  const clock = mortal(of.clock, life)
  const { database } = openDatabase(of.home, 'test')
  const bus = new Bus(of.onBug)
  bus.onEvent(of.onEvent)
  const log = new EventLog({
    store: new SqliteStore(database, sealKey(of.home)),
    clock,
    onForked: (runId) => {
      of.onBug(`forked ${runId}`)
      engine.lose(runId)
    },
    publish: (event) => bus.publish(event),
    onTrouble: (message) => message && of.onBug(message),
    onError: of.onBug,
  })
  const engine: Engine = new Engine({
    log,
    stores: sqliteStores(database, log, of.ownership, of.watchOthers),
    bus,
    registry: of.registry,
    adapters: { ...of.adapters, memory: new MemoryTable(database), workflows: sourceOf(of.commands) },
    clock,
    ids: of.ids,
    ownership: of.ownership,
    ...(of.pace && { pace: mortalPace(of.pace, life) }),
    onBug: of.onBug,
  })
  return { owner: of.ownership.id, bus, engine, log, store: new RunStore(database), database, life }
}

/** Trusted, and called with the arguments as they are given. */
function sourceOf(commands: ReadonlyMap<string, Workflow>): WorkflowSource {
  return {
    find: async (name, args) => {
      const workflow = commands.get(name)
      if (workflow) return { workflow, trusted: true, args }
      throw new NodeError('workflow.unknown', `There is no command /${name}.`, { retryable: false })
    },
  }
}
