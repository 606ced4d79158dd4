/**
 * The levels of a run under way and what follows in them: activations, skips, withdrawals, and the end of a level.
 *
 *   V1. What follows from an ending is listed and worked off in the order of StepQueue.
 *   V2. A level is called ended only when nothing that was reached is still to be carried out.
 */
import type { EventDraft } from '#shared/events/event.ts'
import type { LoopScope } from '#shared/events/node-events.ts'
import type { KeyedList } from '#shared/state/keyed-list.ts'
import { activationKey, type RunState } from '#shared/state/run-state.ts'
import type { CompiledNode, CompiledWorkflow } from '../compile/compiled-workflow.ts'
import type { RoutingAction } from '../compile/routing-worklist.ts'
import type { Leaving } from '../kind.ts'
import type { Compensation } from './compensation.ts'
import type { Ending } from './ending.ts'
import { Execution } from './execution.ts'
import { type LevelPlace, LevelRun } from './level-run.ts'
import type { ExecutionPlace } from './logged-execution.ts'
import type { Pausing } from './pausing.ts'
import type { RunContext } from './run-context.ts'
import { leaveRecorded } from './settling.ts'
import { Lane, type StepHost, StepQueue } from './step-queue.ts'
import { isSwitchedOff, pinned } from './switched-off.ts'

export interface LevelledRun extends RunContext {
  readonly compiled: CompiledWorkflow
  readonly executions: KeyedList<Execution>
  readonly compensation: Compensation
  readonly ending: Ending
  readonly pausing: Pausing
  /** Endings taken over from an earlier run, by activation key. */
  readonly recorded: ReadonlyMap<string, Leaving>
  wholeLoop(loop: LoopScope): LoopScope
  /** The top level has nothing left to do. */
  finished(): void
  /** With the rest of a step that was put off. */
  goOn(): void
}

/** What routing has answered, to be carried out in its turn. */
interface Following {
  readonly level: LevelRun
  readonly action: RoutingAction
  readonly cause: string | null
}

/** What begins in its turn: a node that was reached, or what a pause held. */
type Starting = Execution | (() => void)

export class Levels implements StepHost<Starting, Following> {
  readonly top: LevelRun
  readonly queue: StepQueue<Starting, Following>
  readonly #run: LevelledRun
  /** In the order they were touched, each once. */
  readonly touched = new Lane<LevelRun>()
  #isPutOff = false

  constructor(run: LevelledRun, compiled: CompiledWorkflow, state: RunState) {
    this.#run = run
    this.queue = new StepQueue(this)
    this.top = new LevelRun({ path: '', level: compiled.top }, state)
  }

  enter(entry: number, cause: string): void {
    this.route(this.top, this.top.routing.begin(entry), cause)
    this.touch(this.top)
    this.drain()
  }

  /** `again`: the log is read again, so what follows stands in it. */
  open(place: LevelPlace, cause: string | null, again: boolean): LevelRun {
    const level = new LevelRun(place, this.#run.state)
    const actions = level.routing.begin()
    if (again) return level
    this.route(level, actions, cause)
    this.touch(level)
    return level
  }

  /** Looks whether it has ended, when the present step has been worked off. */
  touch(level: LevelRun): void {
    if (level.isTouched) return
    level.isTouched = true
    this.touched.push(level)
  }

  route(level: LevelRun, actions: readonly RoutingAction[], cause: string | null): void {
    for (let at = 0; at < actions.length; at += 1) {
      const action = actions[at]
      if (action) this.queue.add({ level, action, cause })
    }
  }

  drain(): void {
    if (this.queue.isWorking) return
    this.queue.workOff()
    if (!this.queue.isEmpty) return this.#putOff()
    this.#run.ending.checkQuiet()
    if (!this.queue.isEmpty) this.drain()
  }

  /** Returns whether something may follow. */
  endLevels(): boolean {
    const { ending } = this.#run
    let ended = false
    while (this.touched.first !== undefined) {
      // V2: a level that ended completes its container, and what follows it keeps the level around it going.
      if (this.queue.isFollowing) return true
      const level = this.touched.take()
      if (!level) break
      level.isTouched = false
      if (!level.isQuiet || level.hasEnded) continue
      if (level.owner) {
        if (ending.isClosing && !level.isClosing) continue
        level.hasEnded = true
        level.owner.levelEnded(level)
      } else if (ending.isRunning) this.#run.finished()
      else continue
      ended = true
    }
    return ended
  }

  #putOff(): void {
    if (this.#isPutOff) return
    this.#isPutOff = true
    this.#run.pace.putOff(() => {
      this.#isPutOff = false
      this.#run.goOn()
    })
  }

  mustPause(): boolean {
    return this.#run.pace.isSpent()
  }

  follow({ level, action, cause }: Following): void {
    if (level.isClosing || this.#run.ending.isClosing) return
    const node = level.level.nodes[action.node]
    if (!node) return
    const { iteration } = action
    switch (action.type) {
      case 'skip':
        return this.#skip(level, node, iteration, action.reason, cause)
      case 'withdraw':
        return this.#run.executions.get(activationKey(level.path, node.id, iteration))?.withdraw(action.reason)
      default:
        return this.#activate(node, { level, iteration, loop: action.loop }, cause)
    }
  }

  #skip({ path }: LevelRun, { id }: CompiledNode, iteration: number, reason: string, causationId: string | null): void {
    const place = { nodeId: id, ...(path !== '' && { path }), iteration }
    const draft: EventDraft = { type: 'node.skipped', ...place, data: { reason }, causationId }
    this.#run.emit(draft, false)
  }

  #activate(node: CompiledNode, place: ExecutionPlace, cause: string | null): void {
    const run = this.#run
    const execution = new Execution(run, node, place, cause)
    run.executions.set(execution.key, execution)
    place.level.add(execution)
    // Whole, as everything that is logged: a reference given to the log would be kept as somebody's own data (Blobs B3).
    execution.emit('node.activated', { loop: run.wholeLoop(place.loop) })
    if (run.ending.isStopping) {
      execution.isSuspended = true
      return
    }
    this.start(execution)
  }

  /** It starts in its turn, or is held back while the run is paused. */
  start(execution: Execution): void {
    this.queue.start(execution, this.#endsAtOnce(execution))
  }

  #endsAtOnce(execution: Execution): boolean {
    const { node } = execution
    return node.machine.id === 'instant' || isSwitchedOff(node, this.#run) || this.#takenOver(execution) !== undefined
  }

  #takenOver({ key, node }: Execution): Leaving | undefined {
    const { recorded, state } = this.#run
    if (recorded.size === 0 && !state.test) return undefined
    // In a try on the data of an earlier run, what a person pinned since then counts before what that run recorded.
    return (state.test ? pinned(node, this.#run) : undefined) ?? recorded.get(key)
  }

  /** Its turn has come. */
  begin(starting: Starting): void {
    if (typeof starting === 'function') starting()
    else this.#begin(starting)
  }

  #begin(execution: Execution): void {
    const { executions, pausing, state } = this.#run
    if (executions.get(execution.key) !== execution || execution.isSuspended) return
    const recorded = this.#takenOver(execution)
    if (recorded) return leaveRecorded(execution, recorded)
    if (!execution.passedBreakpoint && state.breakpoints.length > 0) pausing.reached(execution.node.id)
    execution.passedBreakpoint = true
    if (execution.hasBegun || !pausing.gate.holds(execution)) return execution.start()
    pausing.gate.whenStarting(execution, this.#endsAtOnce(execution), () => this.#begin(execution))
  }

  /** Withdraws active executions of these nodes, as seen from `by`; answers with the ids of those it found. */
  cancel(by: Execution, nodes: readonly string[]): readonly string[] {
    return nodes.filter((id) => {
      const active = seenFrom(by, id)
      if (active.length > 0) this.#run.next(() => this.#withdraw(active, `Cancelled by ${by.node.title}`))
      return active.length > 0
    })
  }

  /** Those that have not ended meanwhile. */
  #withdraw(executions: readonly Execution[], reason: string): void {
    for (const execution of executions) if (this.#run.executions.has(execution.key)) execution.withdraw(reason)
  }
}

/** Active executions of a node at the level of `by`, or at the nearest level around it that has one. */
function seenFrom(by: Execution, nodeId: string): readonly Execution[] {
  for (let at: LevelRun | undefined = by.level; at; at = at.parent) {
    const active = at.executions.filter((execution) => execution.node.id === nodeId && execution !== by)
    if (active.length > 0) return active
  }
  return []
}
