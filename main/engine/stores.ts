/** Where an engine keeps what is not an event: the table of runs, locks, deliveries, emissions. A database, or memory. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { EventOf, RunEvent } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'
import { DeliveryTable } from './log/delivery-table.ts'
import { EmissionTable } from './log/emission-table.ts'
import type { EventLog } from './log/event-log.ts'
import { LetterTable } from './log/letter-table.ts'
import { LockTable } from './log/lock-table.ts'
import { RunStore } from './log/run-store.ts'
import type { Ownership } from './ports/ownership.ts'
import type { EmissionSource, WatchOthers } from './run/emissions.ts'
import { heldBy, type LockSource } from './run/locks.ts'

export interface Runs extends RunRows {
  /** Nobody asks for it any more. */
  ended?(runId: string): void
}

type RunRows = Pick<
  RunStore,
  'insert' | 'update' | 'find' | 'remove' | 'events' | 'replay' | 'claim' | 'release' | 'children'
>

/** A delivery that a trigger made and that its run failed on, put aside. */
export interface BuriedDelivery {
  readonly id: string
  readonly source: string
  readonly cause: { readonly code: string; readonly message: string }
  readonly payload: Json
  readonly workflow: string
  readonly workspace: string
  readonly runId: string
  readonly at: string
}

export interface EngineStores {
  readonly runs: Runs
  readonly emissions: EmissionSource
  readonly locks: LockSource
  readonly deliveries: {
    find(id: string): { readonly runId?: string } | undefined
    /** Inside the transaction of the run's first event. */
    take(id: string, at: string, runId: string): boolean
  }
  readonly letters: { bury(letter: BuriedDelivery): void } & Pick<LetterTable, 'find' | 'markReplayed'>
  readonly watchOthers: WatchOthers
}

const EMISSIONS_A_LOOK = 500

export function sqliteStores(
  database: DatabaseSyncInstance,
  log: EventLog,
  ownership: Ownership,
  watchOthers: WatchOthers,
): EngineStores {
  const runs = new RunStore(database)
  const emissions = new EmissionTable(database)
  const locks = new LockTable(database, ownership.id)
  log.index('event.emitted', (event) => {
    if (event.type !== 'event.emitted') return
    emissions.add({ position: event.position, name: event.data.event, runId: event.runId, seq: event.seq })
  })
  return {
    runs,
    emissions: { since: (names, position) => emitted(emissions, runs, names, position) },
    locks: {
      ticket: (name, runId, key) => locks.ticket(name, runId, key),
      tryTake: (ticket) => {
        const answer = locks.tryTake(ticket, (owner) => owner === ownership.id || ownership.isAlive(owner))
        if (!answer || answer.taken) return answer
        const { holder, left } = answer
        return {
          taken: false,
          holder: heldBy(holder, locks.runOf(ticket), (runId) => runs.find(runId)?.workflow),
          ...(left !== undefined && { left: { ...left, ...holder } }),
        }
      },
      release: (ticket) => locks.release(ticket),
      releaseLeft: (left) => locks.releaseLeft(left),
    },
    deliveries: new DeliveryTable(database),
    letters: new LetterTable(database),
    watchOthers,
  }
}

function* emitted(
  table: EmissionTable,
  runs: RunStore,
  names: ReadonlySet<string>,
  after: number,
): Generator<EventOf<'event.emitted'>> {
  for (let position = after; ; ) {
    const found = table.since([...names], position, EMISSIONS_A_LOOK)
    for (const { runId, seq } of found) {
      const event = eventAt(runs, runId, seq)
      if (event?.type === 'event.emitted') yield event
    }
    const last = found.at(-1)
    if (!last || found.length < EMISSIONS_A_LOOK) return
    position = last.position
  }
}

/** Undefined where retention has removed it. */
function eventAt(runs: RunStore, runId: string, seq: number): RunEvent | undefined {
  const key = runs.find(runId)?.key
  if (key === undefined || runs.isRetained(key)) return undefined
  for (const event of runs.events(key, seq)) return event
  return undefined
}
