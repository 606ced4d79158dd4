/**
 * The steps of a run: a node starts, is skipped or withdrawn, settles; what a scope or a run does when it closes. How a node
 * ends is in endings.ts, what a token over a loop edge does in loop-steps.ts. What follows by way of edges and joins is in
 * none of them: the interpreter asks for that anew after every step.
 */
import { type FlowNode, INSTANT } from './flow.ts'
import { freeToken } from './joins.ts'
import { leaveLock } from './locks.ts'
import { innermostOf } from './loops.ts'
import { activeIn, type Execution, passOf, type Scope, turnsOf } from './state.ts'
import { activeOf, childOf, nameIn, nameOf, type World } from './world.ts'

/** Reading R20: what no loop of its own item holds is in the loop that its container is in. */
const loopStateOf = (scope: Scope, id: string): Execution['loop'] => {
  const loop = innermostOf(scope.loops, id)
  if (loop === undefined) return scope.container?.loop ?? { iteration: 0 }
  const { iteration, feedback } = turnsOf(scope, loop)
  return feedback === undefined ? { iteration } : { iteration, feedback }
}

export const isContainer = (node: FlowNode): boolean => node.kind === 'each' || node.kind === 'group'

/** What a node waits for once it is active. */
const firstDoing = (node: FlowNode, undoes: boolean): Execution['doing'] => {
  if (node.disabled === true || INSTANT.includes(node.kind)) return 'instant'
  if (node.kind === 'effect' && node.asks === true && !undoes) return 'asking'
  return onceAllowed(node)
}

/** What it does when nobody needs to be asked any more. */
export const onceAllowed = (node: FlowNode): Execution['doing'] =>
  node.lock === undefined ? onceLocked(node) : 'locking'

export const onceLocked = (node: FlowNode): Execution['doing'] => (node.kind === 'approval' ? 'asking' : 'ready')

export const startNode = (world: World, scope: Scope, node: FlowNode, undoes?: Execution): Execution => {
  const earlier = world.started.filter((other) => other.scope.path === scope.path && other.node.id === node.id)
  const execution: Execution = {
    node,
    scope,
    iteration: earlier.length,
    // A compensator sees what the node saw that it takes back (reading R21).
    loop: undoes?.loop ?? loopStateOf(scope, node.id),
    ...(undoes === undefined ? {} : { undoes }),
    startedIn: world.step,
    status: 'active',
    doing: 'starting',
    attempts: 0,
    items: [],
    results: [],
  }
  world.started.push(execution)
  world.trace.push(`${nameOf(execution)} starts`)
  if (undoes === undefined) passOf(scope, node.id).executions.push(execution)
  if (undoes !== undefined || !world.paused) beginNode(world, execution)
  return execution
}

/** It begins, now that nothing holds it back. */
export const beginNode = (world: World, execution: Execution): void => {
  goTo(world, execution, firstDoing(execution.node, execution.undoes !== undefined))
}

/** The time of an approval runs from the moment in which it is asked. */
export const goTo = (world: World, execution: Execution, doing: Execution['doing']): void => {
  const { node } = execution
  execution.doing = doing
  if (doing === 'ready') execution.readyIn = world.step
  if (doing === 'asking' && node.kind === 'approval' && node.time !== undefined && execution.due === undefined)
    setTimer(world, execution, node.time)
}

/** Starts a node whose join is met; an `each` join takes one token for it (rule 1). */
export const startByJoin = (world: World, scope: Scope, node: FlowNode): void => {
  const edge = freeToken(scope, node)
  const { taken } = passOf(scope, node.id)
  if (node.join === 'each' && edge !== undefined) taken.set(edge, (taken.get(edge) ?? 0) + 1)
  startNode(world, scope, node)
}

export const skipNode = (world: World, scope: Scope, node: FlowNode): void => {
  const name = nameIn(scope, node.id)
  passOf(scope, node.id).skipped = true
  world.skips.push({ name, step: world.step, undone: false })
  world.trace.push(`${name} is skipped`)
}

export const setTimer = (world: World, execution: Execution, wait: number): void => {
  execution.due = world.now + wait
  world.timers.push(execution)
}

export const settle = (world: World, execution: Execution, status: Execution['status'], how: string): void => {
  execution.status = status
  execution.endedIn = world.step
  delete execution.due
  leaveLock(world, execution)
  world.ended.push(execution)
  world.trace.push(`${nameOf(execution)} ${how}`)
}

/** Rule 11: withdrawn is interrupted, and its edges are dead; the items of a container go with it. */
export const withdraw = (world: World, execution: Execution): void => {
  if (execution.status !== 'active') return
  if (execution.doing === 'working') world.time.acknowledging.add(execution)
  settle(world, execution, 'interrupted', 'is withdrawn')
  endInside(world, execution)
}

/** What goes on inside an execution ends: the items of a container, a child run. */
export const endInside = (world: World, execution: Execution): void => {
  for (const item of execution.items) if (item !== undefined) closeScope(world, item)
  const child = childOf(world, execution)
  if (child !== undefined) stopRun(child)
}

/** Rule 10: what is active stays active, here and in its child runs, but holds no lock. */
export const stopRun = (world: World): void => {
  if (world.status === 'running' || world.status === 'compensating') world.status = 'interrupted'
  for (const execution of activeOf(world)) {
    leaveLock(world, execution)
    const child = childOf(world, execution)
    if (child !== undefined) stopRun(child)
  }
}

export const closeScope = (world: World, scope: Scope): void => {
  scope.over = true
  if (scope === world.root) world.closedIn ??= world.step
  for (const execution of activeIn(scope)) withdraw(world, execution)
}
