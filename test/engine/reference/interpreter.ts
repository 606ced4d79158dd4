/**
 * Section 4 of the design, interpreted as slowly and plainly as possible: the measure of the real engine.
 *
 *   I1. After every step it asks of every node in every live scope whether it starts or is skipped now, from the state
 *       of all edges, which is itself worked out anew. There is no routing table and no count that is carried along.
 *   I2. It does nothing by itself but what follows at once. All else is a move, and a chooser makes it: same flow, same
 *       script, same moves, same run.
 *   I3. Where several things that follow at once may come in any order, `prefer` picks; the rules allow each of them.
 */

import { compensateAll } from './compensation.ts'
import type { Flow } from './flow.ts'
import { CLOCK, interrupt, make, momentOf, movesOf, stoppableIn } from './moves.ts'
import { FIRST, type Prefer } from './prefer.ts'
import type { Script } from './script.ts'
import { settle } from './settle.ts'
import { beginNode, closeScope, goTo, stopRun } from './steps.ts'
import { resumeRun, wakeUp } from './waking.ts'
import { activeOf, openWorld, openWorlds, type World } from './world.ts'

export interface ReferenceOptions {
  /** The entry that fired; the others are dead (rule 1). */
  readonly fired?: string
  readonly limit?: number
  readonly prefer?: Prefer
}

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
    const isClock = label === CLOCK
    this.world.time.step += 1
    if (isClock) this.world.time.now += this.untilDue
    else make(this.world, label)
    this.#settle(isClock)
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
    for (const world of openWorlds(this.world)) world.paused = false
    resumeRun(this.world)
    this.#settle()
  }

  /** Rule 9, whatever the run was about. */
  crash(): void {
    this.world.time.step += 1
    for (const world of openWorlds(this.world)) wakeUp(world, this.prefer.keepsQueues)
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

  #settle(areTimersDue = false): void {
    settle(this.world, this.prefer, areTimersDue)
  }
}
