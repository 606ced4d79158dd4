/**
 * The items of a container (`each`, `group`), some at a time (DESIGN 4.5).
 *
 *   C1. Items begin in order; each has a level of its own, with its own routing.
 *   C2. It has ended when no item is active and none is left to begin.
 *   C3. A failure with `stop` withdraws the other items at once, and whatever that fails in turn; the container has failed
 *       when all are quiet. With `collect` it stands in the item's place.
 */
import type { EventOf } from '#shared/events/event.ts'
import { itemPath } from '#shared/state/run-state.ts'
import { errorOfFailure, failureData, type NodeError } from '../node-error.ts'
import type { AbortCause, Activity } from './activity.ts'
import { asNodeError } from './as-node-error.ts'
import { ContainerItems } from './container-items.ts'
import type { Execution } from './execution.ts'
import type { EarlierOutputs, LevelOwner, LevelRun } from './level-run.ts'
import { armTimeLimit, ranOutOfTime } from './time-limit.ts'

export class ContainerActivity implements Activity, LevelOwner {
  readonly execution: Execution
  readonly #levels = new Map<number, LevelRun>()
  #items = new ContainerItems([])
  #failure: NodeError | undefined
  /** The item that the failure is of. */
  #failed: LevelRun | undefined
  #aborting: AbortCause | undefined
  #isWaitingForCommit = false
  /** Its attempt has ended: nothing of it begins any more, also where that was held back by a pause or a commit. */
  #isOver = false
  #forgetResume: (() => void) | undefined

  constructor(execution: Execution) {
    this.execution = execution
  }

  get #behaviour() {
    const { behaviour } = this.execution.node.kind
    if (behaviour.family !== 'container') throw new Error(`${this.execution.node.id} holds no items`)
    return behaviour
  }

  begin(): void {
    try {
      this.#take()
    } catch (error) {
      return this.execution.send({ type: 'failed', error: asNodeError(error) })
    }
    const apart = this.#apart
    this.execution.emit('items.started', { total: this.#items.total, ...(apart !== undefined && { apart }) })
    armTimeLimit(this.execution, () => this.#timeOut())
    this.#pump()
  }

  /** Reads the items of the input. Called once an attempt, also when the log is read again. */
  #take(): void {
    this.#items = new ContainerItems(this.#behaviour.items(this.execution.input))
  }

  /** While the log is read again: the attempt began. */
  replayStarted(): void {
    this.#take()
  }

  replayItem({ data: { index } }: EventOf<'item.started'>): LevelRun {
    this.#items.hasBegun(index)
    return this.#open(index, null, true)
  }

  /** Returns the item's level. */
  replayItemEnded({ data }: EventOf<'item.ended'>): LevelRun | undefined {
    const level = this.#levels.get(data.index)
    if (level) level.hasEnded = true
    this.#levels.delete(data.index)
    this.#items.keep(data.index, data.result ?? null, data.error)
    if (data.error && this.#behaviour.onError(this.execution.input) === 'stop')
      this.#failure ??= errorOfFailure(data.error)
    return level
  }

  get levels(): Iterable<LevelRun> {
    return this.#levels.values()
  }

  restore(): void {
    armTimeLimit(this.execution, () => this.#timeOut())
    for (const level of this.#levels.values()) if (level.outcome?.type === 'failed') this.levelFails(level)
    if (this.#failure) this.#closeLevels('Another item failed')
    for (const level of this.#levels.values()) this.execution.run.levels.touch(level)
    this.#pump()
  }

  /** `mayBegin`: one item, though the run is paused. */
  #pump(mayBegin = false): void {
    const { run, node } = this.execution
    if (this.#isOver) return
    if (this.#failure || this.#aborting) return this.#endWhenQuiet()
    const concurrency = this.#behaviour.concurrency(this.execution.input) ?? run.concurrency
    while (this.#levels.size < concurrency && !this.#items.areAllBegun) {
      if (run.isPaused && !mayBegin) {
        this.#forgetResume ??= run.whenGoing(this.execution, () => this.#resumed())
        return
      }
      // A million items are no single step: what they have done so far is stored first, and others are heard.
      if (run.isBusy) return this.#pumpAfterCommit()
      mayBegin = false
      const index = this.#items.next()
      const begun = this.execution.emitBeside('item.started', { index })
      this.#open(index, begun.id)
    }
    if (this.#levels.size === 0 && this.#items.areAllBegun) {
      const leaving = this.#behaviour.leave(this.#items.results, this.execution.input)
      this.execution.send({ type: 'completed', leaving })
    } else if (!node.inside || node.inside.nodes.length === 0) {
      for (const level of this.#levels.values()) run.levels.touch(level)
    }
  }

  #resumed(): void {
    this.#forgetResume = undefined
    this.execution.run.step(this.execution, () => this.#pump(true))
  }

  #pumpAfterCommit(): void {
    if (this.#isWaitingForCommit) return
    this.#isWaitingForCommit = true
    const { run } = this.execution
    run.afterCommit(() => run.pace.putOff(() => run.step(this.execution, () => this.#pumpOn())))
  }

  #pumpOn(): void {
    this.#isWaitingForCommit = false
    this.#pump()
  }

  /** Several executions of it may run at once: their items' paths tell them apart. */
  get #apart(): number | undefined {
    const { node, iteration } = this.execution
    return node.definition.join === 'each' && iteration > 0 ? iteration : undefined
  }

  /** A group is part of the item around it; the items of an `each` that runs again begin with nothing (DESIGN 4.5). */
  get #before(): EarlierOutputs | undefined {
    const { iteration, attempt, level } = this.execution
    const runsAgain = !this.#items.isGroup && (iteration > 0 || attempt > 1)
    return runsAgain ? new Map() : level.before
  }

  #open(index: number, cause: string | null, again = false): LevelRun {
    const { run, node, level, path, loop } = this.execution
    if (!node.inside) throw new Error(`${node.id} has no inside`)
    const scope = this.#items.scopeOf(index, level.scope)
    const before = this.#before
    const opened = run.levels.open(
      {
        path: itemPath(path, node.id, index, this.#apart),
        level: node.inside,
        parent: level,
        owner: this,
        index,
        loop,
        ...(scope && { scope }),
        ...(before && { before }),
      },
      cause,
      again,
    )
    this.#levels.set(index, opened)
    return opened
  }

  levelFails(level: LevelRun): void {
    const { outcome } = level
    if (this.#aborting || this.#failure || outcome?.type !== 'failed') return
    if (this.#behaviour.onError(this.execution.input) === 'collect') return
    this.#failure = errorOfFailure(outcome)
    this.#failed = level
    this.#closeLevels('Another item failed')
    this.execution.failing(this.#failure)
  }

  levelEnded(level: LevelRun): void {
    const { index, outcome } = level
    this.#levels.delete(index)
    if (this.#aborting || (this.#failure && level !== this.#failed)) return this.#endWhenQuiet()
    if (outcome?.type !== 'failed') {
      const result = this.execution.run.whole(outcome ? outcome.result : level.lastOutput)
      this.execution.emitBeside('item.ended', { index, result })
      this.#items.keep(index, result, undefined)
      return this.#pump()
    }
    const error = failureData(outcome)
    this.execution.emitBeside('item.ended', { index, error })
    this.#items.keep(index, null, error)
    this.#pump()
  }

  #closeLevels(reason: string): void {
    this.#forgetResume?.()
    this.#forgetResume = undefined
    for (const level of [...this.#levels.values()]) {
      level.close(reason)
      this.execution.run.levels.touch(level)
    }
  }

  #endWhenQuiet(): void {
    if (this.#levels.size > 0) return
    this.#isOver = true
    const failure = this.#failure
    this.#failure = undefined
    if (failure && !this.#aborting) this.execution.send({ type: 'failed', error: failure })
    this.execution.send({ type: 'settled' })
  }

  #timeOut(): void {
    const failure = this.#failure ?? ranOutOfTime(this.execution.node)
    this.#failure = failure
    this.#closeLevels('Its container ran out of time')
    this.execution.failing(failure)
    this.#endWhenQuiet()
  }

  /** A stop reaches each node of the items by itself. */
  abort(cause: AbortCause): void {
    this.#aborting = cause
    this.#forgetResume?.()
    if (cause === 'stop') return this.execution.send({ type: 'settled' })
    this.#closeLevels(cause === 'interrupt' ? 'Its container was stopped' : 'Its container was withdrawn')
    this.#endWhenQuiet()
  }

  release(): undefined {
    this.#forgetResume?.()
  }

  receipt(): readonly [] {
    return []
  }
}
