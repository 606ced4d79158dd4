/** Rule 3: who has its lock and a place begins; an attempt of a container begins its items, one of a call a child run. */
import { openItems } from './containers.ts'
import { askForLock, findsLockFree, hasAsked, holdsLock } from './locks.ts'
import type { Placed } from './moves.ts'
import type { Beginning, Prefer } from './prefer.ts'
import type { Execution } from './state.ts'
import { goTo, isContainer, onceLocked, setTimer } from './steps.ts'
import { resumeCalled } from './waking.ts'
import { awake, awakeWorlds, childOf, openWorld, type World } from './world.ts'

/** Only running work takes a place. */
const needsPlace = ({ node }: Execution): boolean => node.kind === 'work' || node.kind === 'effect'

/** Reading R26: a free place is for those who have waited for one the longest. */
const mayBegin = (world: World): Placed[] => {
  if (world.status === 'running' && world.paused) return []
  const active = awake(world)
  const isFull = active.filter(({ doing }) => doing === 'working').length >= world.limit
  const ready = active.filter(({ doing }) => doing === 'ready')
  const longest = Math.min(...ready.filter(needsPlace).map(({ readyIn = 0 }) => readyIn))
  const hasPlace = (execution: Execution): boolean => !isFull && execution.readyIn === longest
  return ready
    .filter((execution) => !needsPlace(execution) || hasPlace(execution))
    .map((execution) => ({ world, execution }))
}

/** Those that come to their lock, and those whose turn it is. */
const atLock = (world: World): Placed[] =>
  awake(world)
    .filter((one) => one.doing === 'locking' && (!hasAsked(world, one) || holdsLock(world, one)))
    .map((execution) => ({ world, execution }))

/** What can begin, or take its lock or a place in the queue for that. */
export const comingUp = (top: World): (Placed & Beginning)[] =>
  awakeWorlds(top)
    .flatMap((world) => [...mayBegin(world), ...atLock(world)])
    .map((placed) => {
      const { world, execution } = placed
      const isItsTurn = execution.doing === 'locking' && hasAsked(world, execution)
      return { ...placed, findsLockFree: findsLockFree(world, execution), isItsTurn }
    })

/** One goes on: it begins, where there is a place for it, or takes its lock or a place in the queue for that. */
export const beginNext = (top: World, prefer: Prefer): boolean => {
  const coming = comingUp(top)
  const next = coming[coming.length > 0 ? prefer.begin(coming) : 0]
  if (next === undefined) return false
  if (next.execution.doing === 'locking') lock(next)
  else begin(next.world, next.execution)
  return true
}

const lock = ({ world, execution }: Placed): void => {
  askForLock(world, execution)
  if (!holdsLock(world, execution)) return
  const { afterLock } = execution
  delete execution.afterLock
  goTo(world, execution, afterLock ?? onceLocked(execution.node))
  if (afterLock !== undefined) resumeCalled(world)
}

const begin = (world: World, execution: Execution): void => {
  const { node } = execution
  execution.attempts += 1
  delete execution.makesAgain
  world.time.begun += 1
  execution.begunAs = world.time.begun
  if (isContainer(node)) {
    execution.doing = 'containing'
    openItems(execution)
  } else if (node.kind === 'call') execution.doing = 'calling'
  else if (node.kind === 'wait') execution.doing = 'waiting'
  else if (node.kind === 'delay') execution.doing = 'sleeping'
  else execution.doing = 'working'
  const time = node.kind === 'wait' || node.kind === 'delay' ? node.time : node.timeout
  if (time !== undefined && node.kind !== 'call') setTimer(world, execution, time)
}

/** Child runs are found in the order in which their nodes began, over all runs. */
export const callable = (top: World): Placed | undefined => {
  const calling = awakeWorlds(top).flatMap((world) =>
    awake(world)
      .filter((one) => one.doing === 'calling' && childOf(world, one) === undefined)
      .map((execution): Placed => ({ world, execution })),
  )
  return calling.sort((one, other) => (one.execution.begunAs ?? 0) - (other.execution.begunAs ?? 0))[0]
}

/** A child run is found before it begins, so whatever else can begin in the step does so before it. */
export const openCall = (top: World): boolean => {
  const first = callable(top)
  if (first === undefined) return false
  const { world, execution } = first
  const flow = world.flow.commands?.[execution.node.calls ?? '']
  if (flow === undefined) throw new Error(`There is no command "${execution.node.calls}".`)
  const { script, limit } = world
  const child = openWorld(flow, script, { fired: 'start', limit, caller: { world, execution } })
  world.children.push({ of: execution, attempt: execution.attempts, world: child })
  if (execution.node.timeout !== undefined) setTimer(world, execution, execution.node.timeout)
  return true
}
