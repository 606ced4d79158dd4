/** Rules 9 and 10: how what a crash or a stop has ended goes on. */
import { leaveLock } from './locks.ts'
import { runAgain } from './moves.ts'
import type { Execution } from './state.ts'
import { beginNode, goTo, onceAllowed } from './steps.ts'
import { activeOf, awake, childOf, type World } from './world.ts'

/** `keepsQueues`: who waited for a lock comes to it in the order of before. */
export const wakeUp = (world: World, keepsQueues = false): void => {
  for (const execution of activeOf(world))
    if (!keepsQueues || execution.doing === 'retrying') leaveLock(world, execution)
  for (const execution of activeOf(world)) wake(world, execution)
}

/** What its process did not live to end, or what a stop has ended, goes on; with a lock once it has that again. */
const wake = (world: World, execution: Execution): void => {
  const { node, doing } = execution
  delete execution.isOutOfTime
  if (doing === 'starting') {
    if (!world.paused) beginNode(world, execution)
  } else if (doing === 'working') {
    delete execution.due
    if (node.kind === 'effect' && node.idempotent !== true) execution.doing = 'recovering'
    else runAgain(world, execution)
  } else if (doing === 'ready') goTo(world, execution, onceAllowed(node))
  else if (node.lock !== undefined && UNDER_LOCK.includes(doing) && node.kind !== 'effect') {
    execution.doing = 'locking'
    execution.afterLock = doing
  }
}

const UNDER_LOCK: readonly Execution['doing'][] = ['asking', 'waiting', 'sleeping', 'containing', 'calling']

/** A run that was stopped, and those that it calls: one whose caller waits for its lock first goes on with that. */
export const resumeRun = (world: World): void => {
  if (world.status === 'interrupted') world.status = world.undoing === undefined ? 'running' : 'compensating'
  wakeUp(world)
  resumeCalled(world)
}

export const resumeCalled = (world: World): void => {
  for (const execution of awake(world)) {
    const child = execution.doing === 'calling' ? childOf(world, execution) : undefined
    if (child?.status === 'interrupted') resumeRun(child)
  }
}
