/** Rule 3: who has its lock and a place begins; an attempt of a container begins its items, one of a call a child run. */
import { openItems } from './containers.ts'
import type { Prefer } from './interpreter.ts'
import { askForLock, hasAsked, holdsLock } from './locks.ts'
import type { Execution } from './state.ts'
import { goTo, isContainer, onceLocked, setTimer } from './steps.ts'
import { awake, awakeWorlds, childOf, openWorld, type World } from './world.ts'

interface Locking {
  readonly world: World
  readonly execution: Execution
}

const lockingIn = (top: World): Locking[] =>
  awakeWorlds(top).flatMap((world) =>
    awake(world)
      .filter(({ doing }) => doing === 'locking')
      .map((execution) => ({ world, execution })),
  )

/** Who has come to its lock joins the queue, one after the other; who is first there goes on. */
export const takeLock = (top: World, prefer: Prefer): boolean => {
  const locking = lockingIn(top)
  const coming = locking.filter(({ world, execution }) => !hasAsked(world, execution))
  const next = coming[coming.length > 0 ? prefer.lock(coming.map(({ execution }) => execution)) : 0]
  if (next !== undefined) askForLock(next.world, next.execution)
  const first = lockingIn(top).find(({ world, execution }) => holdsLock(world, execution))
  if (first === undefined) return next !== undefined
  const { world, execution } = first
  const { afterLock } = execution
  delete execution.afterLock
  goTo(world, execution, afterLock ?? onceLocked(execution.node))
  return true
}

/** Only running work takes a place. */
const needsPlace = ({ node }: Execution): boolean => node.kind === 'work' || node.kind === 'effect'

/** One that is ready begins, where there is a place for it. */
export const beginReady = (world: World, prefer: Prefer): boolean => {
  if (world.status === 'running' && world.paused) return false
  const active = awake(world)
  const isFull = active.filter(({ doing }) => doing === 'working').length >= world.limit
  const ready = active.filter((execution) => execution.doing === 'ready' && !(isFull && needsPlace(execution)))
  const next = ready[ready.length > 0 ? prefer.place(ready) : 0]
  if (next === undefined) return false
  begin(world, next)
  return true
}

const begin = (world: World, execution: Execution): void => {
  const { node } = execution
  execution.attempts += 1
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

/** A child run is found before it begins, so whatever else can begin in the step does so before it. */
export const openCall = (world: World): boolean => {
  const execution = awake(world).find((one) => one.doing === 'calling' && childOf(world, one) === undefined)
  if (execution === undefined) return false
  const flow = world.flow.commands?.[execution.node.calls ?? '']
  if (flow === undefined) throw new Error(`There is no command "${execution.node.calls}".`)
  const { script, limit } = world
  const child = openWorld(flow, script, { fired: 'start', limit, caller: { world, execution } })
  world.children.push({ of: execution, attempt: execution.attempts, world: child })
  if (execution.node.timeout !== undefined) setTimer(world, execution, execution.node.timeout)
  return true
}
