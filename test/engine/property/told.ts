/** What the engine's events tell of executions, in their order. */
import type { EventType } from '#shared/events/event.ts'
import type { Execution } from '#test/engine/reference/state.ts'
import { nameOf } from '#test/engine/reference/world.ts'
import { nameOfEvent, type Seen } from './observed.ts'

/** A container says of its own time limit nothing while what is inside takes its time to end: that is told of instead. */
const OUT_OF_TIME = 'Its container ran out of time'

export interface Told {
  readonly name: string
  readonly type: EventType
  readonly place: number
}

export const toldOf = (seen: readonly Seen[], types: readonly EventType[]): Told[] =>
  seen.flatMap(({ event }, place) =>
    types.includes(event.type) ? [{ name: nameOfEvent(event), type: event.type, place }] : [],
  )

export const containersOutOfTime = (seen: readonly Seen[]): Told[] =>
  seen.flatMap(({ event }, place) => {
    if (event.type !== 'node.withdrawing' || event.data.reason !== OUT_OF_TIME) return []
    return [{ name: (event.path ?? '').replace(/\[\d+\]$/, ''), type: event.type, place }]
  })

export const NEVER_TOLD = Number.POSITIVE_INFINITY

/** The first of them; what is left free or not fired is a mismatch and shows as one. */
export const firstOf = (told: readonly (Told | undefined)[]): number => {
  const places = told.map((one) => one?.place ?? NEVER_TOLD)
  return Math.max(0, places.indexOf(Math.min(...places)))
}

/** In the order in which they were told, each once. */
export class InTurn {
  readonly #told: Told[]
  readonly #kept = new Map<Told, Execution>()

  constructor(told: readonly Told[]) {
    this.#told = [...told]
  }

  /** What is told of it next, of what may be: who else of its name is told of otherwise is another. */
  of(execution: Execution, may?: readonly EventType[]): Told | undefined {
    const name = nameOf(execution)
    const isFree = (told: Told): boolean => (this.#kept.get(told) ?? execution) === execution
    return this.#told.find((told) => told.name === name && isFree(told) && (may?.includes(told.type) ?? true))
  }

  /** It is of this execution, and of no other of its name. */
  keep(told: Told, execution: Execution): void {
    this.#kept.set(told, execution)
  }

  take(told: Told | undefined): void {
    if (told) this.#told.splice(this.#told.indexOf(told), 1) // the next of this name is a later one
  }
}
