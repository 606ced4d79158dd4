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
import type { Beginning, ComingNext, Prefer } from '#test/engine/reference/prefer.ts'
import type { Execution } from '#test/engine/reference/state.ts'
import { nameOf, pathOfChild, type World } from '#test/engine/reference/world.ts'
import { nameOfEvent, type Seen } from './observed.ts'
import type { Order } from './orders.ts'
import { containersOutOfTime, firstOf, InTurn, NEVER_TOLD, type Told, toldOf } from './told.ts'

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

const sortedIn = ({ withdrawing }: Order, endings: readonly Ending[]): Ending[] => {
  const rank = (ending: Ending): number => (withdrawing === undefined && ending.rank === 1 ? 0 : ending.rank)
  const place = (ending: Ending): number =>
    withdrawing === 'last, reversed' && ending.rank === 1 ? -ending.place : ending.place
  return endings.toSorted((a, b) => rank(a) - rank(b) || place(a) - place(b))
}

const NEVER: Ending = { name: '', place: 0, rank: 3 }

/** What follows from a timer at once. */
const TIMED: readonly EventType[] = ['timer.fired', 'approval.expired', 'node.retried', 'node.failed']
const BEGUN: readonly EventType[] = ['node.started', 'lock.awaited', 'lock.taken']

/** What is told of it next: of who has waited for its lock never that it waits. */
const nextOf = ({ execution, isItsTurn }: Beginning): readonly EventType[] => {
  if (execution.doing !== 'locking') return ['node.started']
  return isItsTurn ? ['lock.taken', 'node.started'] : BEGUN
}

const executionsTold = (seen: readonly Seen[]): Map<string, number> => {
  const told = seen.map(({ event }) => event).filter(({ type }) => BEGUN.includes(type))
  const each = new Map(told.map((event) => [`${nameOfEvent(event)} ${event.iteration ?? 0}`, nameOfEvent(event)]))
  const counts = new Map<string, number>()
  for (const name of each.values()) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/**
 * Who comes to a lock says that it waits, or that it has it, or starts; only who has it at once and asks a person then
 * says nothing.
 */
class Turns {
  readonly #turns: InTurn
  /** Of how many executions of a name something is told. */
  readonly #told: ReadonlyMap<string, number>
  readonly #withdrawn: ReadonlySet<string>
  readonly #untoldLast: boolean

  constructor(seen: readonly Seen[], { untoldLast }: Order) {
    this.#untoldLast = untoldLast === true
    this.#turns = new InTurn(toldOf(seen, BEGUN))
    this.#told = executionsTold(seen)
    this.#withdrawn = new Set(toldOf(seen, ['node.interrupted']).map(({ name }) => name))
  }

  placeOf(coming: readonly Beginning[]): number {
    const one = this.#untold(coming) < 0 ? coming[this.#next(coming)] : undefined
    return (one && this.#toldOf(one)?.place) ?? NEVER_TOLD
  }

  next(coming: readonly Beginning[]): number {
    const untold = this.#untold(coming)
    if (untold >= 0) return untold
    const at = this.#next(coming)
    const one = coming[at]
    const told = one && this.#toldOf(one)
    // That it starts is told once, but it comes to its lock before.
    if (one?.execution.doing === 'locking' && told?.type === 'node.started') this.#turns.keep(told, one.execution)
    else this.#turns.take(told)
    return at
  }

  #toldOf(one: Beginning): Told | undefined {
    return this.#turns.of(one.execution, nextOf(one))
  }

  #next(coming: readonly Beginning[]): number {
    const executions = coming.map(({ execution }) => execution)
    const first = firstOf(coming.map((one) => this.#toldOf(one)))
    const one = executions[first]
    // Who says that it waits for a lock that is free yet comes after the one that it waits for.
    const isTooEarly = one?.doing === 'locking' && coming[first]?.findsLockFree === true && this.#waits(one)
    const before = isTooEarly ? executions.findIndex((other) => this.#takes(other, one.node.lock)) : -1
    return before >= 0 ? before : first
  }

  /** Who had its lock takes it again without a word, before those of its own node that wait for it. */
  #untold(coming: readonly Beginning[]): number {
    if (this.#untoldLast && coming.some((one) => this.#toldOf(one) !== undefined)) return -1
    const names = coming.map(({ execution }) => nameOf(execution))
    const namesakes = (name: string): number => names.filter((other) => other === name).length
    return coming.findIndex(({ execution }) => {
      const name = nameOf(execution)
      return execution.afterLock !== undefined && (this.#told.get(name) ?? 0) < namesakes(name)
    })
  }

  #waits(execution: Execution): boolean {
    return this.#turns.of(execution)?.type === 'lock.awaited'
  }

  #takes(execution: Execution, lock: string | undefined): boolean {
    const { node, doing } = execution
    return (
      doing === 'locking' && node.lock === lock && !this.#waits(execution) && !this.#withdrawn.has(nameOf(execution))
    )
  }
}

/** Where each of these is told; what can not come at all is undefined. */
type Places = { readonly [what in keyof ComingNext]: number | undefined }

const earliest = (places: Places): keyof ComingNext => {
  const all: (keyof ComingNext)[] = ['begin', 'call', 'hear']
  const placeOf = (what: keyof ComingNext): number => places[what] ?? Number.NaN
  const possible = all.filter((what) => places[what] !== undefined)
  return possible.reduce((first, what) => (placeOf(what) < placeOf(first) ? what : first), possible[0] ?? 'begin')
}

/** By the events of one step, for one play of it. The n-th ending of a name in the reference is the n-th in the engine. */
export const inOrderOf = (own: Flow, seen: readonly Seen[], order: Order): Prefer => {
  const flows = [own, ...Object.values(own.commands ?? {})]
  const flow = { nodes: flows.flatMap(({ nodes }) => nodes), edges: flows.flatMap(({ edges }) => edges) }
  const endings = seen.flatMap((one, place) => endingOf(flow, one, place))
  const endingIn = (execution: Execution, world: World): Ending => {
    const name = nameOf(execution)
    const before = world.ended.filter((other) => other.endedIn === world.step && nameOf(other) === name).length
    return endings.filter((ending) => ending.name === name)[before] ?? NEVER
  }
  const ending: Prefer['ending'] = (executions, world) => {
    const found = executions.map((execution) => endingIn(execution, world))
    const [first = NEVER] = sortedIn(order, found)
    return found.indexOf(first)
  }
  const beginning = new Turns(seen, order)
  const timers = new InTurn([...toldOf(seen, TIMED), ...(order.containersToo ? containersOutOfTime(seen) : [])])
  const timer = (executions: readonly Execution[]): number => {
    const told = executions.map((execution) => timers.of(execution))
    const at = firstOf(told)
    timers.take(told[at])
    return at
  }
  const placeOf = (at: number): number => (at < 0 ? NEVER_TOLD : at)
  const placeOfEnd = (one: Execution): number => endings.find(({ name }) => name === nameOf(one))?.place ?? NEVER_TOLD
  const placesOf = ({ begin, call, hear }: ComingNext): Places => ({
    begin: begin.length === 0 ? undefined : beginning.placeOf(begin),
    call: call && placeOf(seen.findIndex(({ run }) => run === pathOfChild(call))),
    hear: hear.length === 0 ? undefined : Math.min(...hear.map(placeOfEnd)),
  })
  const placeOfTimer = (due: readonly Execution[]): number =>
    Math.min(...due.map((execution) => timers.of(execution)?.place ?? NEVER_TOLD))
  const placeOfEnding = (execution: Execution, world: World): number => {
    const { place, rank } = endingIn(execution, world)
    return rank === NEVER.rank ? NEVER_TOLD : place
  }
  const firstOfComing = (coming: ComingNext): number =>
    Math.min(...Object.values(placesOf(coming)).map((place) => place ?? NEVER_TOLD))
  const told: Partial<Prefer> = {
    next: (coming) => earliest(placesOf(coming)),
    timerBeforeEnding: (due, execution, world) => placeOfTimer(due) < placeOfEnding(execution, world),
    timerBefore: (due, coming) => placeOfTimer(due) < firstOfComing(coming),
    ...(order.alsoBeforeEndings && {
      comesBeforeEnding: (coming, execution, world) => firstOfComing(coming) < placeOfEnding(execution, world),
    }),
  }
  return {
    ending,
    begin: (coming) => beginning.next(coming),
    timer,
    timersTogether: order.timersTogether === true,
    ...(order.asTold && told),
    acknowledgesLate: order.late === true,
    keepsQueues: order.keepsQueues === true,
  }
}
