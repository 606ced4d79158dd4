/** Rule 3: nodes that share a lock never run at once, across runs too; first come, first served. */
import type { Execution, Scope } from './state.ts'
import type { World } from './world.ts'

/** By lock, who has asked for it and has not given it back. The first has it. */
export type LockQueues = Map<string, Execution[]>

const queueOf = ({ locks }: World, lock: string): Execution[] => {
  const queue = locks.get(lock) ?? []
  locks.set(lock, queue)
  return queue
}

const heldAround = (scope: Scope, lock: string): boolean =>
  scope.container !== undefined && (scope.container.node.lock === lock || heldAround(scope.container.scope, lock))

const heldByCaller = ({ caller }: World, lock: string): boolean =>
  caller !== undefined &&
  (caller.execution.node.lock === lock || heldAround(caller.execution.scope, lock) || heldByCaller(caller.world, lock))

/** A container's or child run's own nodes may re-enter its lock. */
const mayReenter = (world: World, { scope }: Execution, lock: string): boolean =>
  heldAround(scope, lock) || heldByCaller(world, lock)

export const holdsLock = (world: World, execution: Execution): boolean => {
  const { lock } = execution.node
  return lock === undefined || mayReenter(world, execution, lock) || queueOf(world, lock)[0] === execution
}

/** Whether it has its lock, or would have it by asking now. */
export const findsLockFree = (world: World, execution: Execution): boolean =>
  holdsLock(world, execution) || queueOf(world, execution.node.lock ?? '').length === 0

/** Takes its place in the queue, once. */
export const askForLock = (world: World, execution: Execution): void => {
  const { lock } = execution.node
  if (lock === undefined || mayReenter(world, execution, lock)) return
  const queue = queueOf(world, lock)
  if (!queue.includes(execution)) queue.push(execution)
}

export const hasAsked = (world: World, execution: Execution): boolean =>
  holdsLock(world, execution) || queueOf(world, execution.node.lock ?? '').includes(execution)

/** Gives the lock, or the place in the queue, back. */
export const leaveLock = (world: World, execution: Execution): void => {
  const { lock } = execution.node
  if (lock === undefined) return
  const queue = queueOf(world, lock)
  const at = queue.indexOf(execution)
  if (at >= 0) queue.splice(at, 1)
}
