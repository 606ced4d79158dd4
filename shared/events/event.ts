/**
 * The one list of events, and the envelope they travel in. An event is a fact: past tense, plain JSON, never changed.
 * Adding a type: one line in the file of its subject, with a line that says what it means.
 */
import type { z } from 'zod'
import { nodeEvents } from './node-events.ts'
import { personEvents } from './person-events.ts'
import { runEvents } from './run-events.ts'

export const eventData = { ...runEvents, ...nodeEvents, ...personEvents } as const

export type EventType = keyof typeof eventData
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>

/** What is true of an event whatever its type. */
export interface Envelope {
  readonly id: string
  readonly runId: string
  /** Counts a run's events from 0 without gaps. */
  readonly seq: number
  /** Orders the whole log. */
  readonly position: number
  /** ISO 8601, milliseconds, UTC. */
  readonly at: string
  readonly nodeId?: string
  /** The container item, such as `all[2]/inner[0]`; absent at the top. */
  readonly path?: string
  /** Which execution of the node, from 0; grows with every activation. */
  readonly iteration?: number
  /** From 1. */
  readonly attempt?: number
  readonly correlationId: string
  /** The event that caused this one; null only for a run's first. */
  readonly causationId: string | null
  /** Hex SHA-256 over the previous hash and this event's canonical text without `position` and `hash`. */
  readonly hash: string
}

/** An event, told apart by its `type`. */
export type RunEvent = { [T in EventType]: Envelope & { readonly type: T; readonly data: EventData<T> } }[EventType]

/** An event of one type. */
export type EventOf<T extends EventType> = Extract<RunEvent, { type: T }>

/** What a caller hands to the log; the log adds ids, sequence, time and hash. */
export type EventDraft = {
  [T in EventType]: {
    readonly type: T
    readonly data: EventData<T>
    readonly nodeId?: string
    readonly path?: string
    readonly iteration?: number
    readonly attempt?: number
    readonly causationId?: string | null
  }
}[EventType]
