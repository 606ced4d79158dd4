/**
 * What is said and not stored yet: makes events of drafts, in order, and keeps them by run until the commit.
 *
 *   G1. Each chain counts on by one from where it ended, whatever becomes of the commit.
 *   G2. An event is written out as one object, never put together: this is done for everything that happens.
 */
import type { EventData, EventDraft, EventOf, EventType, RunEvent } from '#shared/events/event.ts'
import type { Clock } from '../ports/clock.ts'
import { CHUNK_EVENTS } from './chunk.ts'
import type { Addition, Chain, ChainEnd } from './event-store.ts'
import type { LargeValues } from './large-values.ts'

/** Where an event of a node belongs; `path` is empty at the top. */
export interface EventPlace {
  readonly nodeId: string
  readonly path: string
  readonly iteration: number
  readonly attempt: number
  /** The event that it follows from. */
  readonly cause: string | null
}

/** What the log alone knows of a chain: what is staged on it, and how its row is made where there is none. */
interface OpenChain extends Chain {
  /** What the id of each of its events begins with. */
  readonly prefix: string
  addition: OpenAddition | undefined
  makeRow: (() => number) | undefined
}

interface OpenAddition extends Addition {
  readonly chain: OpenChain
}

interface NewChain {
  readonly runId: string
  readonly runKey: number | (() => number)
  readonly correlationId: string
  readonly end: ChainEnd
}

export class Staging {
  readonly #clock: Clock
  readonly #values: LargeValues
  readonly #chains = new Map<string, OpenChain>()
  #events: RunEvent[] = []
  #additions: OpenAddition[] = []
  #millisecond = Number.NaN
  #at = ''

  constructor(clock: Clock, values: LargeValues) {
    this.#clock = clock
    this.#values = values
  }

  /** In the order of staging. */
  get events(): readonly RunEvent[] {
    return this.#events
  }

  /** The same by run. */
  get additions(): readonly Addition[] {
    return this.#additions
  }

  /** As much is staged as a chunk holds: what could go on for ever lets it be stored first. */
  get isBusy(): boolean {
    return this.#events.length >= CHUNK_EVENTS
  }

  isOpen(runId: string): boolean {
    return this.#chains.has(runId)
  }

  open({ runId, runKey, correlationId, end }: NewChain): void {
    const isNew = typeof runKey === 'function'
    this.#chains.set(runId, {
      runId,
      prefix: `${runId}.`,
      runKey: isNew ? undefined : runKey,
      correlationId,
      seq: end.seq,
      lastId: end.lastId,
      hash: end.hash,
      chunk: end.chunk,
      shown: undefined,
      showing: undefined,
      addition: undefined,
      makeRow: isNew ? runKey : undefined,
    })
  }

  close(runId: string): Chain | undefined {
    const chain = this.#chains.get(runId)
    this.#chains.delete(runId)
    return chain
  }

  stage(runId: string, draft: EventDraft): RunEvent {
    const chain = this.#chains.get(runId) ?? notOpen(runId)
    const { type, nodeId, path, iteration, attempt, causationId = chain.lastId } = draft
    const data = this.#values.fitData(draft.data)
    const event =
      nodeId === undefined
        ? this.#beside(chain, type, data, causationId)
        : this.#ofNode(chain, type, data, { nodeId, path, iteration, attempt, cause: causationId })
    return this.#add(chain, event)
  }

  /** The same of one execution of a node, as most events are, without a draft in between. */
  stageAt<T extends EventType>(runId: string, type: T, data: EventData<T>, at: EventPlace): EventOf<T> {
    const chain = this.#chains.get(runId) ?? notOpen(runId)
    const event = this.#ofNode(chain, type, this.#values.fitData(data), at)
    return this.#add(chain, event) as EventOf<T> // of that type by its parameter
  }

  #add(chain: OpenChain, event: RunEvent): RunEvent {
    chain.seq = event.seq
    chain.lastId = event.id
    this.#events.push(event)
    if (chain.addition) chain.addition.events.push(event)
    else {
      chain.addition = { chain, events: [event], makeRow: chain.makeRow }
      this.#additions.push(chain.addition)
    }
    return event
  }

  #beside(chain: OpenChain, type: EventType, data: object, causationId: string | null): RunEvent {
    const { runId, prefix, correlationId } = chain
    const seq = chain.seq + 1
    const at = this.#now()
    const id = `${prefix}${seq}`
    const event = { type, data, id, runId, seq, at, correlationId, causationId, position: 0, hash: '' }
    return event as RunEvent // a draft's type and data belong together by its type
  }

  #ofNode(chain: OpenChain, type: EventType, data: object, place: Partial<EventPlace>): RunEvent {
    const { runId, prefix, correlationId } = chain
    const { nodeId, path, iteration, attempt, cause: causationId } = place
    const seq = chain.seq + 1
    const at = this.#now()
    const id = `${prefix}${seq}`
    const hash = ''
    const position = 0
    const event = path
      ? {
          type,
          data,
          id,
          runId,
          seq,
          at,
          nodeId,
          path,
          iteration,
          attempt,
          correlationId,
          causationId,
          position,
          hash,
        }
      : { type, data, id, runId, seq, at, nodeId, iteration, attempt, correlationId, causationId, position, hash }
    return event as RunEvent // as above
  }

  /** What was staged is stored. */
  stored(): void {
    for (const { chain } of this.#additions) {
      chain.addition = undefined
      chain.makeRow = undefined
    }
    this.#events = []
    this.#additions = []
  }

  /** Forgets what was staged for these runs. */
  drop(runIds: ReadonlySet<string>): void {
    this.#events = this.#events.filter(({ runId }) => !runIds.has(runId))
    this.#additions = this.#additions.filter(({ chain }) => !runIds.has(chain.runId))
  }

  #now(): string {
    const now = this.#clock.now()
    if (now !== this.#millisecond) {
      this.#millisecond = now
      this.#at = new Date(now).toISOString()
    }
    return this.#at
  }
}

function notOpen(runId: string): never {
  throw new Error(`Run ${runId} is not open for writing`)
}
