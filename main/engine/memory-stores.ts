/** Everything of an engine in memory: for tries, the simulator and measurements. Nothing outlives it. */
import type { EventOf, RunEvent } from '#shared/events/event.ts'
import type { MemoryStore } from './log/memory-store.ts'
import type { NewRun, RunRow, RunStanding } from './log/run-row.ts'
import { heldBy, type LockSource, type LockTry } from './run/locks.ts'
import type { BuriedDelivery, EngineStores, Runs } from './stores.ts'

export interface MemoryStores extends EngineStores {
  readonly buried: readonly BuriedDelivery[]
  /** Keeps what is emitted, for those who wait: called with each stored event. */
  stored(event: RunEvent): void
}

export function memoryStores(events: MemoryStore): MemoryStores {
  const emitted: EventOf<'event.emitted'>[] = []
  const delivered = new Map<string, string>()
  const buried: BuriedDelivery[] = []
  const runs = new MemoryRuns(events)
  return {
    runs,
    emissions: {
      since: (names, position) => emitted.filter((event) => names.has(event.data.event) && event.position > position),
    },
    locks: new MemoryLocks((runId) => runs.find(runId)?.workflow),
    deliveries: {
      find: (id) => {
        const runId = delivered.get(id)
        return runId === undefined ? undefined : { runId }
      },
      take: (id, _at, runId) => {
        if (delivered.has(id)) return false
        delivered.set(id, runId)
        return true
      },
    },
    // What is buried is looked at and not replayed.
    letters: { bury: (letter) => void buried.push(letter), find: () => undefined, markReplayed: () => false },
    buried,
    watchOthers: () => () => undefined,
    stored: (event) => {
      if (event.type === 'event.emitted') emitted.push(event)
    },
  }
}

class MemoryRuns implements Runs {
  readonly #events: MemoryStore
  readonly #rows = new Map<string, RunRow>()

  constructor(events: MemoryStore) {
    this.#events = events
  }

  /** Nobody lists the runs in memory, so they have no summary. */
  insert(run: NewRun): number {
    const key = this.#events.nextKey()
    this.#rows.set(run.runId, {
      key,
      runId: run.runId,
      owner: run.owner,
      workflow: run.workflow,
      startedAt: run.startedAt,
      parent: run.parent,
      correlation: run.correlation ?? run.runId,
      status: run.standing?.status ?? 'running',
      endedAt: run.standing?.endedAt,
      waiting: run.standing?.waiting ?? 0,
      summary: '{}',
    })
    return key
  }

  update(runId: string, { status, endedAt, waiting }: RunStanding): void {
    const known = this.#rows.get(runId)
    if (known) this.#rows.set(runId, { ...known, status, endedAt, waiting })
  }

  find(runId: string): RunRow | undefined {
    return this.#rows.get(runId)
  }

  remove(runId: string): void {
    this.#rows.delete(runId)
  }

  *events(key: number, fromSeq = 0): Generator<RunEvent> {
    for (const event of this.#events.events(key)) if (event.seq >= fromSeq) yield event
  }

  claim(runId: string, owner: string): string | undefined {
    return this.#rows.has(runId) ? owner : undefined
  }

  replay(key: number): Generator<RunEvent> {
    return this.events(key)
  }

  release(): void {}

  ended(runId: string): void {
    const row = this.#rows.get(runId)
    if (!row || row.status === 'interrupted') return
    this.#rows.delete(runId)
    this.#events.drop(row.key)
  }

  children(runId: string): readonly RunRow[] {
    return [...this.#rows.values()].filter(({ parent }) => parent === runId)
  }
}

class MemoryLocks implements LockSource {
  readonly #queues = new Map<string, number[]>()
  readonly #asked = new Map<number, { readonly name: string; readonly runId: string; readonly key: string }>()
  readonly #commandOf: (runId: string) => string | undefined
  #tickets = 0

  constructor(commandOf: (runId: string) => string | undefined) {
    this.#commandOf = commandOf
  }

  ticket(name: string, runId: string, key: string): number {
    this.#tickets += 1
    this.#asked.set(this.#tickets, { name, runId, key })
    const queue = this.#queues.get(name)
    if (queue) queue.push(this.#tickets)
    else this.#queues.set(name, [this.#tickets])
    return this.#tickets
  }

  tryTake(ticket: number): LockTry {
    const mine = this.#asked.get(ticket)
    const [first] = this.#queues.get(mine?.name ?? '') ?? []
    if (first === ticket) return { taken: true }
    const holder = this.#asked.get(first ?? 0)
    return { taken: false, ...(holder && { holder: heldBy(holder, mine?.runId, this.#commandOf) }) }
  }

  release(ticket: number): void {
    const { name = '' } = this.#asked.get(ticket) ?? {}
    this.#asked.delete(ticket)
    const rest = (this.#queues.get(name) ?? []).filter((other) => other !== ticket)
    if (rest.length > 0) this.#queues.set(name, rest)
    else this.#queues.delete(name)
  }

  /** Memory has one owner. */
  releaseLeft(): void {}
}
