/**
 * One level of a run under way: the run itself at the top, or one item of a container. It holds its routing and the
 * executions that are active in it.
 */
import type { LoopScope } from '#shared/events/node-events.ts'
import type { Json } from '#shared/json.ts'
import { executionKey, type RunState } from '#shared/state/run-state.ts'
import type { CompiledLevel } from '../compile/compiled-workflow.ts'
import { Routing } from '../compile/routing.ts'
import type { Outcome } from '../machines/run-machine.ts'
import type { Execution } from './execution.ts'

/** The item that a level stands for; its children see it as `item` and `index`. */
export interface ItemScope {
  readonly index: number
  readonly item: Json
}

/** Who is told when a level has ended: the container's activity. */
export interface LevelOwner {
  readonly execution: Execution
  /** It will end as failed: what is active in it is being withdrawn. */
  levelFails(level: LevelRun): void
  levelEnded(level: LevelRun): void
}

export interface LevelPlace {
  readonly path: string
  readonly level: CompiledLevel
  readonly parent?: LevelRun
  readonly owner?: LevelOwner
  /** Position among the container's items. */
  readonly index?: number
  /** The innermost item around it; a group passes on the one that is around itself. */
  readonly scope?: ItemScope
  readonly loop?: LoopScope
  /** What stood at the item's paths when it began; without it nothing did. */
  readonly before?: EarlierOutputs
}

/** The last iteration at a place (`executionKey`) before the innermost item around it began: its outputs are another item's. */
export type EarlierOutputs = Map<string, number>

/** Never added to: mostly one is active at a time, and the first makes a list as long as that. */
const NO_EXECUTIONS: Execution[] = []

export class LevelRun {
  readonly path: string
  readonly level: CompiledLevel
  readonly parent: LevelRun | undefined
  readonly owner: LevelOwner | undefined
  readonly index: number
  readonly scope: ItemScope | undefined
  readonly before: EarlierOutputs | undefined
  readonly routing: Routing
  /** In the order of their activation. */
  executions: Execution[] = NO_EXECUTIONS
  /** What the last child that completed gave. */
  lastOutput: Json = null
  /** Decided before everything in it has ended: a failure, or a child's `end`. */
  outcome: Outcome | undefined
  /** Nothing follows any more from what ends in it. */
  isClosing = false
  /** Listed by Levels, to be looked at. */
  isTouched = false
  /** Its owner was told. */
  hasEnded = false

  constructor(place: LevelPlace, state: RunState) {
    this.path = place.path
    this.level = place.level
    this.parent = place.parent
    this.owner = place.owner
    this.index = place.index ?? 0
    this.scope = place.scope
    this.before = place.before
    const last = place.owner ? (id: string) => this.#lastIteration(state, id) : undefined
    this.routing = new Routing(place.level.table, {
      ...(place.loop && { loop: place.loop }),
      ...(last && { lastIteration: (node) => last(node.id) }),
    })
  }

  #lastIteration(state: RunState, id: string): number {
    const key = executionKey(this.path, id)
    const last = state.nodes.get(key)?.iteration ?? -1
    if (this.before && !this.before.has(key)) this.before.set(key, last)
    return last
  }

  /** What a node has put out in this item. */
  outputOf(state: RunState, id: string): { readonly output?: Json | undefined } | undefined {
    const node = state.nodes.get(executionKey(this.path, id))
    if (!node) return undefined
    if (!this.before) return node
    this.#lastIteration(state, id)
    const earlier = this.before.get(executionKey(this.path, id)) ?? -1
    return { output: (node.outputOf ?? -1) > earlier ? node.output : undefined }
  }

  get isQuiet(): boolean {
    return this.executions.length === 0 && (this.isClosing || this.routing.isSettled)
  }

  add(execution: Execution): void {
    if (this.executions === NO_EXECUTIONS) this.executions = [execution]
    else this.executions.push(execution)
  }

  remove(execution: Execution): void {
    const at = this.executions.indexOf(execution)
    if (at < 0) return
    if (at === this.executions.length - 1) this.executions.pop()
    else this.executions.splice(at, 1)
  }

  /** The first outcome wins. What is still active is withdrawn, and the level has ended when that has. */
  conclude(outcome: Outcome): void {
    this.outcome = outcome
    this.close(outcome.type === 'failed' ? 'Another node of this item failed' : 'The item ended')
  }

  /** Withdraws what is active; nothing more starts. */
  close(reason: string): void {
    this.isClosing = true
    for (const execution of [...this.executions]) execution.withdraw(reason)
  }
}
