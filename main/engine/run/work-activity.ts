/** One attempt of work: a model call, a program, a file. Begins when its intent is stored, where it changes the world. */
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import type { Activity } from './activity.ts'
import type { Execution } from './execution.ts'
import { performWork } from './perform-work.ts'
import { Work, type WorkEnd } from './work.ts'

export class WorkActivity implements Activity {
  readonly #execution: Execution
  readonly #work = new Work()

  constructor(execution: Execution) {
    this.#execution = execution
  }

  begin(): void {
    const { run, isEffect } = this.#execution
    const perform = () => performWork(this.#execution, this.#work, (end) => this.#settled(end))
    // Without an effect nothing is lost where the process dies before the commit: it runs again (DESIGN 4.9).
    if (isEffect || run.isBusy) run.afterCommit(perform)
    else run.afterStep(perform)
  }

  /** Work does not outlive its process: it is asked for again by the execution. */
  restore(): void {
    throw new Error(`${this.#execution.node.id}: work is never restored in the middle`)
  }

  #settled(end: WorkEnd): void {
    const { run } = this.#execution
    run.step(this.#execution, () => {
      this.#execution.freePlace()
      if (end.type === 'completed') this.#execution.send(end)
      else if (end.type === 'failed') this.#execution.send(end)
      // A machine that asked for the abort, or one whose work ended before it could: both are quiet now.
      this.#execution.send({ type: 'settled' })
    })
  }

  abort(): void {
    this.#work.abort()
  }

  release(): Promise<void> {
    this.#work.abort()
    return this.#work.ended
  }

  receipt(ms: number): readonly ReceiptEntry[] {
    const { node } = this.#execution
    const { held } = this.#work
    if (held.length === 0) return [{ what: node.title, how: 'ended', ms, nodeId: node.id }]
    return held.map(({ what, how }) => ({ what, how: how ?? 'ended', ms, nodeId: node.id }))
  }
}
