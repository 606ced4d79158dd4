/**
 * Undoes what a run did (DESIGN 4.8): each completed node that names a compensator, latest first, once per completion.
 *
 *   S1. A compensator sees the outputs as they were when the node that it undoes completed.
 *   S2. One at a time; one that fails after its attempts is written down, and the rest go on.
 */

import type { ErrorData, ExecutionRef } from '#shared/events/node-events.ts'
import { KeyedList } from '#shared/state/keyed-list.ts'
import { activationKey, executionKey } from '#shared/state/run-state.ts'
import type { CompiledNode, CompiledWorkflow } from '../compile/compiled-workflow.ts'
import { Execution } from './execution.ts'
import type { RunContext } from './run-context.ts'
import { outputsFor, type Snapshot } from './scope.ts'

interface Done {
  readonly what: ExecutionRef
  readonly compensator: CompiledNode
  /** The execution that did it, for its level, its loop and whether it was approved. */
  readonly execution: Execution
  readonly snapshot: Snapshot
}

export class Compensation {
  readonly #run: RunContext
  readonly #compiled: CompiledWorkflow
  /** By activation key, in the order of completion. */
  readonly #done = new KeyedList<Done>()

  constructor(run: RunContext, compiled: CompiledWorkflow) {
    this.#run = run
    this.#compiled = compiled
  }

  get isNeeded(): boolean {
    return this.#done.size > 0
  }

  /** The node has completed; called right after the event was folded. */
  completed(execution: Execution): void {
    const { compensate } = execution.node.definition
    const compensator = compensate === undefined ? undefined : this.#compiled.byId.get(compensate)
    if (!compensator) return
    const { node, path, iteration } = execution
    const outputs = outputsFor(compensator, execution.level, this.#run)
    this.#done.set(execution.key, {
      what: { nodeId: node.id, path, iteration },
      compensator,
      execution,
      snapshot: { outputs },
    })
  }

  /** The compensator of what completed last; undefined when all is undone. It is not started yet. */
  next(): Execution | undefined {
    const done = [...this.#done.values()].at(-1)
    if (!done) return undefined
    const { compensator, execution, what } = done
    const before = this.#run.state.nodes.get(executionKey(what.path, compensator.id))?.iteration ?? -1
    return this.create(what, compensator, before + 1, execution.cause)
  }

  /** Also for one that a restart found under way. */
  create(
    what: ExecutionRef,
    compensator: CompiledNode,
    iteration: number,
    cause: string | null,
  ): Execution | undefined {
    const done = this.#done.get(keyOf(what))
    if (!done) return undefined
    const { level, loop, given } = done.execution
    const undoing = new Execution(this.#run, compensator, { level, iteration, loop, compensates: what }, cause)
    undoing.given.isApproved = given.isApproved
    return undoing
  }

  snapshotFor(what: ExecutionRef): Snapshot | undefined {
    return this.#done.get(keyOf(what))?.snapshot
  }

  /** Writes down what became of it. */
  ended(undoing: Execution, error: ErrorData | undefined): void {
    const { compensates: what, node, cause } = undoing
    if (!what) return
    this.#run.emit(
      {
        type: 'node.compensated',
        nodeId: what.nodeId,
        ...(what.path !== '' && { path: what.path }),
        iteration: what.iteration,
        data: { by: node.id, ...(error && { error }) },
        causationId: cause,
      },
      true,
    )
    this.forget(what)
  }

  forget(what: ExecutionRef): void {
    this.#done.delete(keyOf(what))
  }
}

function keyOf({ path, nodeId, iteration }: ExecutionRef): string {
  return activationKey(path, nodeId, iteration)
}
