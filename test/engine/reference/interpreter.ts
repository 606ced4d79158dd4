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
import { CLOCK, dueNow, fire, make, momentOf, movesOf, runAgain } from './moves.ts'
import type { Script } from './script.ts'
import { activeIn, type Execution, passOf, type Scope } from './state.ts'
import { closeScope, skipNode, startByJoin, takeLoop } from './steps.ts'
import { activeOf, awake, liveScopes, openWorld, type World } from './world.ts'

/** Picks where the rules leave an order open. */
export interface Prefer {
  /** Which of several executions that end at once does so first. */
  ending(executions: readonly Execution[], world: World): number
  /** Which of those that wait for a place takes the next one. */
  place(executions: readonly Execution[]): number
  /** Which of the timers that are due at one moment fires first. */
  timer(executions: readonly Execution[]): number
  /** Whether those fire together, before anything follows from one of them. */
  readonly timersTogether?: boolean
}

const FIRST: Prefer = { ending: () => 0, place: () => 0, timer: () => 0 }

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

/** Rule 3: who waits for a place takes one, as long as there are any. */
const takePlaces = (world: World, prefer: Prefer): void => {
  const doing = (what: Execution['doing']): Execution[] => awake(world).filter((execution) => execution.doing === what)
  for (let ready = doing('ready'); ready.length > 0; ready = doing('ready')) {
    const next = ready[prefer.place(ready)]
    if (next === undefined || doing('working').length >= world.limit) return
    next.doing = 'working'
    next.attempts += 1
  }
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

export class Reference {
  readonly world: World
  /** May be set before each step. */
  prefer: Prefer

  constructor(flow: Flow, script: Script, { fired = 'start', limit = 8, prefer = FIRST }: ReferenceOptions = {}) {
    this.world = openWorld(flow, script, fired, limit)
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
    this.world.step += 1
    if (label !== CLOCK) make(this.world, label)
    else {
      this.world.now += this.untilDue
      for (let due = dueNow(this.world); due.length > 0; due = dueNow(this.world)) {
        const next = due[this.prefer.timer(due)]
        if (next !== undefined) fire(this.world, next)
        if (this.prefer.timersTogether !== true) this.#settle()
      }
    }
    this.#settle()
  }

  /** Rule 10: the active stay active. `undo` compensates, and such a run is not resumed. */
  stop({ undo = false } = {}): void {
    if (this.world.status !== 'running') throw new Error(`A run that is ${this.world.status} cannot be stopped.`)
    this.world.step += 1
    this.world.status = 'interrupted'
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
    this.world.status = 'running'
    this.#wakeUp()
  }

  /** Rule 9, whatever the run was about. */
  crash(): void {
    this.#wakeUp()
  }

  #wakeUp(): void {
    this.world.step += 1
    for (const execution of activeOf(this.world)) {
      const { node, doing } = execution
      if (doing !== 'working') continue
      if (node.kind === 'effect' && node.idempotent !== true) execution.doing = 'recovering'
      else runAgain(execution)
    }
    this.#settle()
  }

  #settle(): void {
    while (followUp(this.world, this.prefer));
    takePlaces(this.world, this.prefer)
  }
}
