/** What is written in the transaction of the events and is no event: rows that follow from some of them, and what a run joins. */
import type { EventType, RunEvent } from '#shared/events/event.ts'

interface Joined {
  readonly runId: string | undefined
  readonly write: () => void
}

const NONE: readonly RunEvent[] = []

export class JoinedWrites {
  readonly #indexes = new Map<EventType, (event: RunEvent) => void>()
  #joined: Joined[] = []
  /** Events of the transaction under way that have an index. */
  #indexed: readonly RunEvent[] = NONE

  index(type: EventType, write: (event: RunEvent) => void): void {
    this.#indexes.set(type, write)
  }

  add(write: () => void, runId: string | undefined): void {
    this.#joined.push({ runId, write })
  }

  /** Nothing was joined; events may have an index all the same. */
  get isEmpty(): boolean {
    return this.#joined.length === 0
  }

  /** What the next transaction writes, with these events. False where that is nothing. */
  gather(events: readonly RunEvent[]): boolean {
    this.#indexed = this.#indexes.size === 0 ? NONE : events.filter(({ type }) => this.#indexes.has(type))
    return this.#indexed.length > 0 || !this.isEmpty
  }

  /** Inside the transaction. */
  write(): void {
    for (const event of this.#indexed) this.#indexes.get(event.type)?.(event)
    for (const { write } of this.#joined) write()
  }

  /** The transaction is done. */
  stored(): void {
    if (!this.isEmpty) this.#joined = []
  }

  /** Forgets what joined these runs. */
  drop(runIds: ReadonlySet<string>): void {
    this.#joined = this.#joined.filter(({ runId }) => runId === undefined || !runIds.has(runId))
  }
}
