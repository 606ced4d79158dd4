/**
 * How a run comes to its end: by its outcome, by a stop, with or without undoing what it did (undoing.ts). The run machine
 * decides, this does what it asks for.
 *
 *   N1. The first outcome wins; a stop that comes later stops nothing but the undoing.
 *   N2. Whoever asked for a stop is answered when everything has acknowledged and the last event is stored.
 */
import type { EventData } from '#shared/events/event.ts'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import {
  type Outcome,
  type RunHost,
  type RunMachineContext,
  type RunSignal,
  runMachine,
  withdrawalReason,
} from '../machines/run-machine.ts'
import { stateTable } from '../machines/state-table.ts'
import { StateWalker } from '../machines/state-walker.ts'
import { failureData } from '../node-error.ts'
import { Undoing, type UndoneRun } from './undoing.ts'

export interface EndingRun extends UndoneRun {
  act(action: () => void): void
  afterCommit(action: () => void): void
  /** Its last event is staged; these are answered when it is stored. */
  over(answers: readonly (() => void)[]): void
  /** A trigger's delivery came to nothing: it is put aside. */
  bury(error: { readonly code: string; readonly message: string }): void
}

const RUN_TABLE = stateTable(runMachine)

export class Ending implements RunHost {
  readonly #run: EndingRun
  readonly #machine: StateWalker<RunMachineContext, RunSignal>
  #outcome: Outcome | undefined
  #receipt: ReceiptEntry[] = []
  #stopped: ((receipt: readonly ReceiptEntry[]) => void)[] = []
  readonly undoing: Undoing

  constructor(run: EndingRun) {
    this.#run = run
    this.undoing = new Undoing(run, {
      // Stopped, before its turn came: not any more.
      goesOn: () => this.#machine.state === 'compensating',
      isDone: () => this.#machine.send({ type: 'quiet' }),
      isQuiet: () => this.checkQuiet(),
    })
    this.#machine = new StateWalker(RUN_TABLE, { host: this })
    this.#machine.start()
  }

  /** Where the run stands in its machine. */
  get machineState(): string {
    return this.#machine.state
  }

  get isRunning(): boolean {
    return this.#machine.state === 'running'
  }

  /** What would start now holds until somebody resumes the run. */
  get isStopping(): boolean {
    return this.#machine.state === 'stopping'
  }

  /** Nothing follows any more from what ends. */
  get isClosing(): boolean {
    const { state } = this.#machine
    return state !== 'running' && state !== 'stopping'
  }

  /** What is withdrawn now is to be undone, also in child runs. An `end` undoes nothing. */
  get undoes(): boolean {
    return this.#run.state.undoing || (this.#outcome?.type === 'failed' && !this.#outcome.byEnd)
  }

  /** What it did is being undone because of a stop. A stop that asks for that once more stops nothing of it. */
  get isUndoing(): boolean {
    return this.#run.state.undoing && this.#run.state.compensating !== undefined
  }

  conclude(outcome: Outcome): void {
    if (!this.isRunning) return
    this.#outcome = outcome
    this.#machine.send({ type: 'outcome' })
  }

  /** Resolves with the receipt. */
  stop(by: string, undo: boolean): Promise<readonly ReceiptEntry[]> {
    const { state } = this.#run
    // A second click may come between the last acknowledgement and its commit.
    if (state.status === 'interrupted')
      return new Promise((resolve) => this.#run.afterCommit(() => resolve(state.receipt ?? [])))
    if (RUN_ENDED.has(state.status)) throw new CallError('run.ended', 'The run has ended already.')
    return new Promise((resolve) => {
      this.#stopped.push(resolve)
      if (!this.isRunning && (this.#machine.state !== 'compensating' || (undo && this.isUndoing))) return
      this.#run.act(() => {
        this.#run.emit({ type: 'run.stopping', data: { by, undo } }, true)
        this.#machine.send({ type: 'stop' })
      })
    })
  }

  /** Takes up a stop that the last owner did not live to finish. */
  stopAgain(): void {
    for (const { key, node } of this.#run.executions.values()) {
      const status = this.#run.state.active.get(key)?.status
      const how = status === 'running' || status === 'streaming' ? 'ended with its owner' : 'kept'
      if (!node.inside) this.#receipt.push({ what: node.title, how, ms: 0, nodeId: node.id })
    }
    this.#machine.send({ type: 'stop' })
  }

  /** Of a run that was stopped, and nothing of which is under way: it is undone where it stands. */
  undoStopped(): void {
    this.#machine.send({ type: 'stop' })
  }

  /** Resolves when the run has ended or is stopped, and that is stored. */
  whenOver(): Promise<readonly ReceiptEntry[]> {
    return new Promise((resolve) => this.#stopped.push(resolve))
  }

  /** Goes on with undoing what an owner before has begun to undo. */
  undoAgain(): void {
    const { compensating } = this.#run.state
    this.#outcome = outcomeOf(this.#run.state)
    this.#receipt.push(...(compensating?.receipt ?? []))
    this.#machine.send({ type: 'undo' })
  }

  suspended(receipt: readonly ReceiptEntry[]): void {
    this.#receipt.push(...receipt)
    this.checkQuiet()
  }

  checkQuiet(): void {
    const { state } = this.#machine
    const { executions } = this.#run
    if (state === 'stopping' || state === 'halting') {
      for (const execution of executions.values()) if (!execution.isSuspended) return
      this.#machine.send({ type: 'quiet' })
    } else if (state === 'closing' && executions.size === 0) this.#machine.send({ type: 'quiet' })
  }

  /** Lets go of the run without ending it. */
  release(): void {
    this.#machine.stop()
  }

  // What the run machine asks for.

  stopAll(): void {
    for (const execution of [...this.#run.executions.values()]) if (!execution.isSuspended) execution.stop()
    this.#run.afterStep(() => this.checkQuiet())
  }

  withdrawAll(): void {
    const reason = withdrawalReason(this.#outcome)
    for (const execution of [...this.#run.executions.values()]) execution.withdraw(reason)
    this.#run.afterStep(() => this.checkQuiet())
  }

  get mustCompensate(): boolean {
    return this.undoes && this.#run.compensation.isNeeded
  }

  get isStopped(): boolean {
    return this.#run.state.compensating?.cause === 'stopped'
  }

  compensate(): void {
    const failed = this.#outcome?.type === 'failed' ? this.#outcome : undefined
    const data: EventData<'run.compensating'> = failed
      ? { cause: 'failed', error: errorOf(failed) }
      : { cause: 'stopped', receipt: [...this.#receipt] }
    this.undoing.begin(data)
  }

  interrupted(): void {
    const receipt = this.#receipt
    this.#receipt = []
    const undone = this.isStopped && !this.#run.compensation.isNeeded && this.undoing.hasBegun
    this.#run.emit({ type: 'run.interrupted', data: { receipt, ...(undone && { undone }) } }, true)
    this.#close(receipt)
  }

  finished(): void {
    const outcome = this.#outcome ?? outcomeOf(this.#run.state)
    if (outcome?.type === 'succeeded')
      this.#run.emit({ type: 'run.succeeded', data: { result: outcome.result } }, false)
    else if (outcome) {
      const { code, message } = outcome
      if (this.#run.state.delivery !== undefined) this.#run.bury({ code, message })
      this.#run.emit({ type: 'run.failed', data: errorOf(outcome) }, true)
    }
    this.#close([])
  }

  #close(receipt: readonly ReceiptEntry[]): void {
    const stopped = this.#stopped
    this.#stopped = []
    this.#run.over(stopped.map((resolve) => () => resolve(receipt)))
  }
}

function errorOf(outcome: Outcome & { type: 'failed' }) {
  const { nodeId } = outcome
  return { ...failureData(outcome), ...(nodeId !== undefined && { nodeId }) }
}

function outcomeOf({ compensating }: RunState): Outcome | undefined {
  return compensating?.error && { type: 'failed', ...compensating.error }
}
