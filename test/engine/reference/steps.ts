/**
 * The steps of a run: a node starts, completes, fails or is withdrawn, and what follows from that at once. What follows
 * by way of edges and joins is not here: the interpreter asks for that anew after every step.
 */

import { delivered } from './edges.ts'
import { type FlowEdge, type FlowNode, INSTANT } from './flow.ts'
import { freeToken } from './joins.ts'
import { leaveLock } from './locks.ts'
import { innermostOf, isInner, type Loop } from './loops.ts'
import {
  activeIn,
  type Execution,
  executionsIn,
  type Failure,
  freshPass,
  freshTurns,
  passOf,
  type Scope,
  turnsOf,
  visibleFrom,
} from './state.ts'
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

const settle = (world: World, execution: Execution, status: Execution['status'], how: string): void => {
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

const loopEdgesFrom = (scope: Scope, id: string, port: string): FlowEdge[] =>
  scope.flow.edges.filter((edge) => edge.from === id && edge.port === port && edge.max !== undefined)

const loopWith = (scope: Scope, edge: FlowEdge): Loop => {
  const loop = scope.loops.find((candidate) => candidate.edges.includes(edge))
  if (loop === undefined) throw new Error(`No loop has the edge from "${edge.from}" to "${edge.to}".`)
  return loop
}

/** Rule 4: `max: n` allows n tokens over the edge; the next one fails its source. */
const isExhausted = (scope: Scope, edge: FlowEdge): boolean =>
  (turnsOf(scope, loopWith(scope, edge)).through.get(edge) ?? 0) >= (edge.max ?? 0)

/** Rule 4: what is active in the body is withdrawn, status and inner loops are reset, outputs never. */
const resetBody = (world: World, scope: Scope, loop: Loop): void => {
  for (const id of loop.body) {
    const pass = passOf(scope, id)
    for (const execution of pass.executions) withdraw(world, execution)
    for (const skip of world.skips) {
      if (skip.name === nameIn(scope, id) && skip.step === world.step) skip.undone = true
    }
    // Reading R3: a token from outside the body, once taken by an `each` join, does not start it again.
    const kept = [...pass.taken].filter(([edge]) => !loop.body.includes(edge.from))
    scope.passes.set(id, { ...freshPass(), taken: new Map(kept) })
  }
  // A loop that overlaps this one has its pass in nodes outside of the body: what they had from it comes anew.
  for (const { taken } of scope.passes.values())
    for (const edge of taken.keys()) if (loop.body.includes(edge.from)) taken.delete(edge)
  for (const inner of scope.loops.filter((candidate) => isInner(candidate, loop))) scope.turns.set(inner, freshTurns())
}

/** Rule 4: the source's `output.feedback`, else its output. */
const feedbackOf = (output: unknown): unknown =>
  typeof output === 'object' && output !== null && 'feedback' in output ? output.feedback : output

/** Reading R4: the tokens of one completion are taken together: first every pass ends, then the targets start. */
const takeLoops = (world: World, execution: Execution): boolean => {
  const { scope, node, port } = execution
  const edges = loopEdgesFrom(scope, node.id, port ?? '').filter((edge) => delivered(scope, edge) > 0)
  for (const edge of edges) {
    const loop = loopWith(scope, edge)
    const turns = turnsOf(scope, loop)
    resetBody(world, scope, loop)
    turns.through.set(edge, (turns.through.get(edge) ?? 0) + 1)
    turns.iteration += 1
    turns.feedback = feedbackOf(execution.output)
  }
  for (const target of new Set(edges.map((edge) => edge.to))) {
    const again = scope.nodes.find(({ id }) => id === target)
    if (again !== undefined) startNode(world, scope, again)
  }
  return edges.length > 0
}

/** Takes one token over a loop edge, where there is one. */
export const takeLoop = (world: World, scope: Scope): boolean =>
  executionsIn(scope).some((execution) => execution.status !== 'active' && takeLoops(world, execution))

/** Reading R18: the latest output is that of the latest execution, also where an earlier one ends after it. */
export const keepOutput = (world: World, { scope, node, iteration, output }: Execution): void => {
  const isLater = (other: Execution): boolean =>
    other.scope.path === scope.path && other.node === node && other.iteration > iteration && other.output !== undefined
  if (!world.ended.some(isLater)) scope.outputs.set(node.id, output)
}

export const complete = (world: World, execution: Execution, port: string, output: unknown): void => {
  const { scope, node, undoes } = execution
  const edges = undoes === undefined ? loopEdgesFrom(scope, node.id, port) : []
  if (edges.some((edge) => isExhausted(scope, edge))) {
    fail(world, execution, { code: 'loop.exhausted', message: 'loop.exhausted' }, true)
    return
  }
  execution.port = port
  execution.output = output
  settle(world, execution, 'completed', `completes by ${port}`)
  if (undoes !== undefined) return
  keepOutput(world, execution)
  scope.last = output
  if (node.compensate !== undefined) execution.seen = visibleFrom(scope)
}

const attemptsOf = ({ node, undoes }: Execution): number => node.attempts ?? (undoes === undefined ? 1 : 3)

const RETRY_DELAY = 1_000
const RETRY_MOST = 60_000

/** Rules 6 and 7: another attempt, else by `error`, else whatever holds the node fails. */
export const fail = (world: World, execution: Execution, failure: Failure, final: boolean): void => {
  const { scope, node } = execution
  if (!final && execution.attempts < attemptsOf(execution)) {
    execution.doing = 'retrying'
    world.trace.push(`${nameOf(execution)} fails with ${failure.code} and will try again`)
    setTimer(world, execution, Math.min(RETRY_DELAY * 2 ** (execution.attempts - 1), RETRY_MOST))
    return
  }
  execution.failure = failure
  settle(world, execution, 'failed', `fails with ${failure.code}`)
  if (execution.undoes !== undefined) return
  execution.output = { error: failure }
  keepOutput(world, execution)
  const edges = scope.flow.edges.filter((edge) => edge.from === node.id && edge.port === 'error')
  // Reading R6: an `error` port whose loop is exhausted is no way out.
  const isWayOut = edges.length > 0 && !loopEdgesFrom(scope, node.id, 'error').some((edge) => isExhausted(scope, edge))
  if (isWayOut) execution.port = 'error'
  else scopeFails(world, execution, { ...failure, final })
}

/** Rule 6 for a run, rule 5 for an item: what holds the scope hears of it next. */
const scopeFails = (world: World, { scope, node }: Execution, failure: NonNullable<Scope['failure']>): void => {
  closeScope(world, scope)
  if (scope.container === undefined) world.error = { ...failure, node: node.id }
  else scope.failure = failure
}
