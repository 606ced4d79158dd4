/**
 * The order of things that the rules leave open, taken from the events of the engine: who gets a place first, and what
 * ends first of several nodes that end at once.
 *
 * Where several nodes that end at once are active in one moment, the rules allow any order. The engine lets what was
 * active together end one by one, and what is withdrawn by one of them may have ended before it, so there are several
 * orders to try.
 */
import type { EventType } from '#shared/events/event.ts'
import { type Flow, nodeOf } from '#test/engine/reference/flow.ts'
import type { Prefer } from '#test/engine/reference/interpreter.ts'
import type { Execution } from '#test/engine/reference/state.ts'
import { nameOf } from '#test/engine/reference/world.ts'
import { nameOfEvent, type Seen } from './observed.ts'

interface Ending {
  readonly name: string
  readonly place: number
  /** 0: lets everything else go on; 1: may withdraw others; 2: was withdrawn. */
  readonly rank: number
}

const endingOf = (flow: Flow, { event }: Seen, place: number): Ending[] => {
  const name = nameOfEvent(event)
  if (event.type === 'node.interrupted') return [{ name, place, rank: 2 }]
  if (event.type === 'node.failed') return event.data.retryAt === undefined ? [{ name, place, rank: 1 }] : []
  if (event.type !== 'node.completed') return []
  const id = event.nodeId ?? ''
  const goesBack = flow.edges.some(
    ({ from, port, max }) => max !== undefined && from === id && port === event.data.port,
  )
  const { kind } = nodeOf(flow, id)
  const cancelled = kind === 'cancel' && !JSON.stringify(event.data.output).includes('[]')
  const withdraws = kind === 'end' || cancelled
  return [{ name, place, rank: goesBack || withdraws ? 1 : 0 }]
}

/**
 * `logged`: as the engine did it. `kind`: what withdraws others comes last, of what was active together; `reversed`: and
 * of several such the later one first. `together`: as logged, and timers of one moment fire before anything follows.
 * `heard`: as logged, and child runs that have ended are heard of before anything begins. `late`: as logged, and work
 * that is withdrawn takes its time to end.
 */
export type Order = 'logged' | 'kind' | 'reversed' | 'together' | 'heard' | 'late'

export const ORDERS: readonly Order[] = ['logged', 'kind', 'reversed', 'together', 'heard', 'late']

const sortedIn = (order: Order, endings: readonly Ending[]): Ending[] => {
  const rank = (ending: Ending): number =>
    order !== 'kind' && order !== 'reversed' && ending.rank === 1 ? 0 : ending.rank
  const place = (ending: Ending): number => (order === 'reversed' && ending.rank === 1 ? -ending.place : ending.place)
  return endings.toSorted((a, b) => rank(a) - rank(b) || place(a) - place(b))
}

const NEVER: Ending = { name: '', place: 0, rank: 3 }

/** What follows from a timer at once. */
const TIMED: readonly EventType[] = ['timer.fired', 'approval.expired', 'node.retried', 'node.failed']

const namesOf = (seen: readonly Seen[], types: readonly EventType[]): string[] =>
  seen.flatMap(({ event }) => (types.includes(event.type) ? [nameOfEvent(event)] : []))

/** By the events of one step, for one play of it. The n-th ending of a name in the reference is the n-th in the engine. */
export const inOrderOf = (own: Flow, seen: readonly Seen[], order: Order): Prefer => {
  const flows = [own, ...Object.values(own.commands ?? {})]
  const flow = { nodes: flows.flatMap(({ nodes }) => nodes), edges: flows.flatMap(({ edges }) => edges) }
  const endings = seen.flatMap((one, place) => endingOf(flow, one, place))
  const ending: Prefer['ending'] = (executions, world) => {
    const found = executions.map((execution) => {
      const name = nameOf(execution)
      const before = world.ended.filter((other) => other.endedIn === world.step && nameOf(other) === name).length
      return endings.filter((ending) => ending.name === name)[before] ?? NEVER
    })
    const [first = NEVER] = sortedIn(order, found)
    return found.indexOf(first)
  }
  // A free place that the engine leaves free, or a timer that it does not fire, is a mismatch and shows as one.
  const earliest = (names: (string | undefined)[]) => (executions: readonly Execution[]) => {
    const places = executions.map((execution) => names.indexOf(nameOf(execution)))
    const first = Math.min(...places.filter((at) => at >= 0))
    if (first !== Number.POSITIVE_INFINITY) names[first] = undefined // the next of this name is a later one
    return Math.max(0, places.indexOf(first))
  }
  const begun = earliest(namesOf(seen, ['node.started', 'lock.awaited']))
  const told = new Set(namesOf(seen, ['node.started', 'lock.awaited']))
  // Who comes to a lock starts, or says that it waits; only who has it at once and does not start yet says nothing.
  const begin = (executions: readonly Execution[]): number => {
    const again = executions.findIndex((one) => one.doing === 'locking' && !told.has(nameOf(one)))
    return again >= 0 ? again : begun(executions)
  }
  return {
    ending,
    begin,
    timer: earliest(namesOf(seen, TIMED)),
    timersTogether: order === 'together',
    hearsFirst: order === 'heard',
    acknowledgesLate: order === 'late',
  }
}
