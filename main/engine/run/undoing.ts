/**
 * Undoes what a run did, one completed node after the other (DESIGN 4.8).
 *
 *   D1. What is still active is withdrawn for good before anything is undone.
 *   D2. One compensator at a time: the next begins when nothing of the one before is active.
 */
import type { EventData, EventDraft } from '#shared/events/event.ts'
import type { LoopScope } from '#shared/events/node-events.ts'
import type { KeyedList } from '#shared/state/keyed-list.ts'
import type { RunState } from '#shared/state/run-state.ts'
import type { Compensation } from './compensation.ts'
import type { Execution } from './execution.ts'

export interface UndoneRun {
  readonly state: RunState
  readonly executions: KeyedList<Execution>
  readonly compensation: Compensation
  emit(draft: EventDraft, durable: boolean): unknown
  afterStep(action: () => void): void
  wholeLoop(loop: LoopScope): LoopScope
}

/** How the end of the run hears of it. */
export interface UndoingHost {
  goesOn(): boolean
  /** Nothing is left to undo. */
  isDone(): void
  /** A compensator has ended where nothing more is undone. */
  isQuiet(): void
}

export class Undoing {
  readonly #run: UndoneRun
  readonly #host: UndoingHost
  /** In this process. */
  hasBegun = false

  constructor(run: UndoneRun, host: UndoingHost) {
    this.#run = run
    this.#host = host
  }

  /** `data` is said once, also where another owner had begun with it. */
  begin(data: EventData<'run.compensating'>): void {
    this.hasBegun = true
    if (!this.#run.state.compensating) {
      // D1: what was only stopped would otherwise wait to go on.
      for (const execution of [...this.#run.executions.values()]) this.#letGo(execution)
      this.#run.emit({ type: 'run.compensating', data }, true)
    }
    this.#run.afterStep(() => this.#next())
  }

  #letGo(execution: Execution): void {
    this.#run.executions.delete(execution.key)
    execution.level.remove(execution)
    execution.emit('node.interrupted', { reason: 'What the run did had to be undone' })
  }

  #next(): void {
    if (!this.#host.goesOn() || this.#run.executions.size > 0) return
    const undoing = this.#run.compensation.next()
    if (!undoing) return this.#host.isDone()
    this.#run.executions.set(undoing.key, undoing)
    const { compensates, loop } = undoing
    undoing.emit('node.activated', { loop: this.#run.wholeLoop(loop), ...(compensates && { compensates }) })
    undoing.start()
  }

  /** A compensator has ended, well or not. */
  ended(execution: Execution, error: { readonly code: string; readonly message: string } | undefined): void {
    this.#run.compensation.ended(execution, error)
    this.#run.afterStep(() => {
      if (this.#host.goesOn()) this.#next()
      else this.#host.isQuiet()
    })
  }
}
