/**
 * A run of another command, started for a node (`workflow`). Arguments go in, the result or the error comes out, and a
 * stop passes through. The child's id is in the parent's log in the same commit as the child's own beginning.
 */
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import type { NodeState } from '#shared/state/run-state.ts'
import { errorOfFailure, NodeError } from '../node-error.ts'
import type { FoundWorkflow } from '../ports/workflow-source.ts'
import type { AbortCause, Activity } from './activity.ts'
import { asNodeError } from './as-node-error.ts'
import { type ChildEnd, PARENT } from './children.ts'
import type { Execution } from './execution.ts'
import { armTimeLimit, ranOutOfTime } from './time-limit.ts'

/** Commands that call themselves without an end are stopped here; deeper than any procedure that a person draws. */
export const MOST_CHILD_LEVELS = 25

export class ChildActivity implements Activity {
  readonly #execution: Execution
  #runId: string | undefined
  #aborting: AbortCause | undefined
  #failure: NodeError | undefined
  #forget: (() => void) | undefined
  #receipt: readonly ReceiptEntry[] = []

  constructor(execution: Execution) {
    this.#execution = execution
  }

  get childRunId(): string | undefined {
    return this.#runId
  }

  get #behaviour() {
    const { behaviour } = this.#execution.node.kind
    if (behaviour.family !== 'child') throw new Error(`${this.#execution.node.id} starts no run`)
    return behaviour
  }

  begin(): void {
    this.#look(this.#execution.run.isPaused)
  }

  /** `isLet`: by a single step, though the run is paused. */
  #look(isLet: boolean): void {
    const { run, input } = this.#execution
    if (this.#depth > MOST_CHILD_LEVELS)
      return this.#execution.send({
        type: 'failed',
        error: new NodeError(
          'workflow.too-deep',
          `Commands call one another ${MOST_CHILD_LEVELS} deep here. Look for one that calls itself without an end.`,
          { retryable: false },
        ),
      })
    const { name, args } = this.#behaviour.request(input)
    const found = async (workflow: FoundWorkflow) => {
      const start = () => run.step(this.#execution, () => this.#found(workflow, isLet))
      const preparing = run.children.prepare(workflow.workflow)
      return preparing ? preparing.then(start) : start()
    }
    // Also of one that is found and cannot begin.
    run.adapters.workflows
      .find(name, args, run.workspace)
      .then(found)
      .catch((error: unknown) => run.step(this.#execution, () => this.#notFound(asNodeError(error))))
  }

  get #depth(): number {
    return (this.#execution.run.state.parent?.depth ?? 0) + 1
  }

  #notFound(error: NodeError): void {
    if (!this.#aborting) this.#execution.send({ type: 'failed', error })
  }

  /** The run may have been paused while it was looked for. */
  #found(found: FoundWorkflow, isLet: boolean): void {
    if (this.#aborting) return
    if (isLet) return this.#start(found)
    const takeBack = this.#execution.run.whenGoing(this.#execution, () => this.#start(found))
    if (this.#runId === undefined) this.#forget = takeBack
  }

  #start(found: FoundWorkflow): void {
    const { run, node, path, iteration, input } = this.#execution
    const { name, wait } = this.#behaviour.request(input)
    const runId = run.children.start({
      ...found,
      parent: { runId: run.runId, nodeId: node.id, path, iteration, depth: this.#depth },
      correlationId: run.correlationId,
      workspace: run.workspace,
      by: `run ${run.runId}`,
      test: run.state.test,
      isToHold: run.state.checkpointRequested,
    })
    this.#runId = runId
    this.#execution.emit('child.started', { runId, workflow: name })
    if (!wait) return this.#execution.send({ type: 'completed', leaving: this.#behaviour.started(runId) })
    armTimeLimit(this.#execution, () => this.#timeOut())
    this.#listen(runId)
  }

  hold({ childRunId }: NodeState): void {
    this.#runId = childRunId
  }

  restore({ childRunId }: NodeState): void {
    if (childRunId === undefined) return this.#look(false)
    const { run } = this.#execution
    this.#runId = childRunId
    armTimeLimit(this.#execution, () => this.#timeOut())
    const end = run.children.endOf(childRunId)
    if (end && (end.type !== 'interrupted' || end.undone)) return run.afterStep(() => this.#ended(end))
    this.#listen(childRunId)
    const { isResumed, isPaused } = run
    run.children
      .goOn(childRunId, { isResumed, isPaused })
      .catch((error: unknown) => run.step(this.#execution, () => this.#lost(error)))
  }

  #lost(error: unknown): void {
    this.#execution.send({ type: 'failed', error: asNodeError(error) })
  }

  #listen(runId: string): void {
    const { run } = this.#execution
    this.#forget = run.children.onEnd(runId, (end) => run.step(this.#execution, () => this.#ended(end)))
  }

  #ended(end: ChildEnd): void {
    if (end.type === 'interrupted') return this.#interrupted(end.undone)
    this.#unlisten()
    if (end.type === 'succeeded')
      return this.#execution.send({ type: 'completed', leaving: this.#behaviour.leave(end.result) })
    this.#execution.send({ type: 'failed', error: errorOfFailure(end) })
  }

  /** Stopped by itself: where it can go on this node still waits for it. */
  #interrupted(undone: boolean): void {
    if (!undone || this.#failure || this.#aborting) return
    this.#unlisten()
    const message = `${this.#execution.node.title} was stopped and what it had done was undone, so it cannot go on.`
    this.#execution.send({ type: 'failed', error: new NodeError('workflow.undone', message, { retryable: false }) })
  }

  #unlisten(): void {
    this.#forget?.()
    this.#forget = undefined
  }

  #timeOut(): void {
    this.#failure = ranOutOfTime(this.#execution.node)
    this.#stop(true)
  }

  abort(cause: AbortCause): void {
    this.#aborting = cause
    this.#stop(this.#execution.run.undoes)
  }

  #stop(undo: boolean): void {
    if (this.#runId === undefined) return this.#quiet([])
    const { run } = this.#execution
    const answered = (receipt: readonly ReceiptEntry[]) => run.step(this.#execution, () => this.#quiet(receipt))
    run.children.stop(this.#runId, PARENT, undo).then(answered, () => answered([]))
  }

  #quiet(receipt: readonly ReceiptEntry[]): void {
    const { node } = this.#execution
    this.#receipt = receipt.map(({ what, how, ms }) => ({ what: `${node.title}: ${what}`, how, ms, nodeId: node.id }))
    this.#unlisten()
    if (this.#failure && !this.#aborting) this.#execution.send({ type: 'failed', error: this.#failure })
    this.#execution.send({ type: 'settled' })
  }

  release(): undefined {
    this.#unlisten()
  }

  receipt(): readonly ReceiptEntry[] | undefined {
    return this.#receipt.length > 0 ? this.#receipt : undefined
  }
}
