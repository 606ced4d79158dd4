/**
 * Section 4 of the design, interpreted as slowly and plainly as possible: the measure of the real engine.
 *
 *   I1. After every step it asks of every node in every live scope whether it starts or is skipped now, from the state
 *       of all edges, which is itself worked out anew. There is no routing table and no count that is carried along.
 *   I2. It does nothing by itself but what follows at once. All else is a move, and a chooser makes it: same flow, same
 *       script, same moves, same run.
 *   I3. Where several things that follow at once may come in any order, `prefer` picks; the rules allow each of them.
 */

import { compensateAll, goOnUndoing } from './compensation.ts'
import { endItem, tendContainers } from './containers.ts'
import { isLive } from './edges.ts'
import type { Flow } from './flow.ts'
import { completeInstant } from './instant.ts'
import { judge } from './joins.ts'
import { leaveLock } from './locks.ts'
import { CLOCK, dueNow, fire, interrupt, make, momentOf, movesOf, runAgain, stoppableIn } from './moves.ts'
import { Next } from './next.ts'
import { FIRST, type Prefer } from './prefer.ts'
import type { Script } from './script.ts'
import { activeIn, type Execution, passOf, type Scope } from './state.ts'
import { beginNode, closeScope, goTo, onceAllowed, skipNode, startByJoin, stopRun, takeLoop } from './steps.ts'
import { activeOf, awake, awakeWorlds, liveScopes, openWorld, openWorlds, type World } from './world.ts'

export interface ReferenceOptions {
  /** The entry that fired; the others are dead (rule 1). */
  readonly fired?: string
  readonly limit?: number
  readonly prefer?: Prefer
}

const startsAndSkips = (world: World, scope: Scope): boolean => {
  for (const node of scope.nodes) {
    const verdict = judge(scope, node, world.fired)
    if (verdict === 'wait') continue
    if (verdict === 'start') startByJoin(world, scope, node)
    else skipNode(world, scope, node)
    return true
  }
  return false
}

/** Rule 11: the output of the one completed node with no live edge after it, else an object by node id. */
const resultOf = (scope: Scope): unknown => {
  const last = scope.nodes.filter(({ id }) => {
    const completed = passOf(scope, id).executions.some(({ status }) => status === 'completed')
    return (
      completed && !scope.flow.edges.some((edge) => edge.from === id && edge.max === undefined && isLive(scope, edge))
    )
  })
  const outputs = last.map(({ id }): [string, unknown] => [id, scope.outputs.get(id)])
  return outputs.length === 1 ? outputs[0]?.[1] : outputs.length === 0 ? null : Object.fromEntries(outputs)
}

/** Edges, joins and items: what follows before anything else does. False when nothing does. */
const followEdges = (world: World): boolean => {
  if (world.error !== undefined) {
    compensateAll(world, 'failed')
    return true
  }
  const scopes = (): Scope[] => liveScopes(world)
  return (
    tendContainers(world) ||
    // Rule 4: a token over a loop edge ends the pass before anything else comes of it.
    scopes().some((scope) => takeLoop(world, scope)) ||
    scopes().some((scope) => startsAndSkips(world, scope)) ||
    endItem(world)
  )
}

/** One consequence of what has happened; false when there is none left. */
const followUp = (world: World, prefer: Prefer): boolean => {
  if (prefer.acknowledgesLate !== true) world.time.acknowledging.clear()
  if (world.status === 'running' ? followEdges(world) : goOnUndoing(world)) return true
  const instant = awake(world).filter(({ doing }) => doing === 'instant')
  const picked = instant[instant.length > 1 ? prefer.ending(instant, world) : 0]
  if (picked !== undefined) {
    completeInstant(world, picked)
    return true
  }
  if (world.status !== 'running' || activeIn(world.root).length > 0) return false
  world.status = 'succeeded'
  world.result = resultOf(world.root)
  return true
}

/** All that was withdrawn has ended. */
const acknowledge = ({ time: { acknowledging } }: World): boolean => {
  const were = acknowledging.size
  acknowledging.clear()
  return were > 0
}

const wakeUp = (world: World): void => {
  for (const execution of activeOf(world)) leaveLock(world, execution)
  for (const execution of activeOf(world)) wake(world, execution)
}

/** What its process did not live to end, or what a stop has ended, goes on; with a lock once it has that again. */
const wake = (world: World, execution: Execution): void => {
  const { node, doing } = execution
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

export class Reference {
  readonly world: World
  /** May be set before each step. */
  prefer: Prefer

  constructor(flow: Flow, script: Script, { fired = 'start', limit = 8, prefer = FIRST }: ReferenceOptions = {}) {
    this.world = openWorld(flow, script, { fired, limit })
    this.prefer = prefer
    this.#settle()
  }

  get moves(): string[] {
    return movesOf(this.world)
  }

  /** How far the clock turns with the move `clock`. */
  get untilDue(): number {
    return momentOf(this.world) - this.world.now
  }

  move(label: string): void {
    this.world.time.step += 1
    if (label !== CLOCK) make(this.world, label)
    else {
      this.world.time.now += this.untilDue
      for (let due = dueNow(this.world); due.length > 0; due = dueNow(this.world)) {
        const at = this.prefer.timer(due.map(({ execution }) => execution))
        const next = due[at]
        if (next !== undefined) fire(next.world, next.execution)
        if (this.prefer.timersTogether !== true) this.#settle()
      }
    }
    this.#settle()
  }

  /** Rule 10: the active stay active. `undo` compensates, and such a run is not resumed. */
  stop({ undo = false } = {}): void {
    const { status } = this.world
    if (status !== 'running' && status !== 'compensating') throw new Error(`A run that is ${status} cannot be stopped.`)
    this.world.time.step += 1
    stopRun(this.world)
    if (undo) this.#undo()
    this.#settle()
  }

  /** Reading R23: where there is something to take back, nothing will go on, and what is active is withdrawn. */
  #undo(): void {
    compensateAll(this.world, 'interrupted')
    if (this.world.undoing !== undefined) closeScope(this.world, this.world.root)
  }

  /** Rule 10: they run again; effects ask as after a crash. */
  resume(): void {
    this.world.time.step += 1
    const worlds = openWorlds(this.world)
    for (const world of worlds) {
      if (world.status === 'interrupted') world.status = world.undoing === undefined ? 'running' : 'compensating'
      world.paused = false
    }
    for (const world of worlds) wakeUp(world)
    this.#settle()
  }

  /** Rule 9, whatever the run was about. */
  crash(): void {
    this.world.time.step += 1
    for (const world of openWorlds(this.world)) wakeUp(world)
    this.#settle()
  }

  /** Rule 10: nothing new starts, in child runs neither. */
  pause(): void {
    this.world.time.step += 1
    for (const world of openWorlds(this.world)) world.paused = true
    this.#settle()
  }

  goOn(): void {
    this.world.time.step += 1
    const worlds = openWorlds(this.world)
    for (const world of worlds) world.paused = false
    for (const world of worlds)
      for (const execution of activeOf(world)) {
        if (execution.doing === 'starting') beginNode(world, execution)
        else if (execution.doing === 'ready') goTo(world, execution, 'ready')
      }
    this.#settle()
  }

  /** Whom a person can stop alone. */
  get stoppable(): string[] {
    return stoppableIn(this.world).map(({ label }) => label)
  }

  /** Rule 10: it leaves by `interrupted`, or fails. */
  stopOne(label: string): void {
    this.world.time.step += 1
    interrupt(this.world, label)
    this.#settle()
  }

  /** One thing follows after the other; what takes time begins when nothing else follows. */
  #settle(): void {
    const { world: top, prefer } = this
    const next = new Next(top, prefer)
    while (awakeWorlds(top).some((world) => followUp(world, prefer)) || next.come() || acknowledge(top));
  }
}
