/** Waits until a time (`delay`). The deadline is absolute and in the log, so it outlives the process and the machine. */
import type { NodeState } from '#shared/state/run-state.ts'
import type { Activity } from './activity.ts'
import { asNodeError } from './as-node-error.ts'
import type { Execution } from './execution.ts'

export class TimerActivity implements Activity {
  readonly #execution: Execution

  constructor(execution: Execution) {
    this.#execution = execution
  }

  begin(): void {
    const { node, run, input } = this.#execution
    const { behaviour } = node.kind
    if (behaviour.family !== 'timer') throw new Error(`${node.id} has no timer`)
    try {
      const at = behaviour.dueAt(input, run.clock.now())
      const isDate = behaviour.dueAt(input, 0) === at
      this.#execution.emit('timer.set', { dueAt: new Date(at).toISOString(), ...(isDate && { isDate }) })
      this.#arm(at)
    } catch (error) {
      this.#execution.send({ type: 'failed', error: asNodeError(error) })
    }
  }

  restore({ waitingFor }: NodeState): void {
    const at = Date.parse(waitingFor?.until ?? '')
    if (Number.isNaN(at)) this.begin()
    // Also an overdue one: it fires in its turn among those of all runs.
    else this.#execution.resources.armDeadline(at, waitingFor?.setAt, () => this.#fire(at))
  }

  #arm(at: number): void {
    const { run } = this.#execution
    if (at <= run.clock.now()) run.afterStep(() => this.#fire(at))
    else this.#execution.resources.armTimer(at, () => this.#fire(at))
  }

  #fire(at: number): void {
    const { node, run, input } = this.#execution
    const { behaviour } = node.kind
    if (behaviour.family !== 'timer') return
    // A date has not come because the clock was set back; a time has passed all the same.
    const isDate = behaviour.dueAt(input, 0) === at
    if (isDate && run.clock.now() < at) return this.#arm(at)
    this.#execution.emit('timer.fired', {})
    const firedAt = new Date(run.clock.now()).toISOString()
    this.#execution.send({ type: 'completed', leaving: behaviour.leave(firedAt) })
  }

  abort(): void {
    this.#execution.resources.disarmTimer()
    this.#execution.send({ type: 'settled' })
  }

  release(): undefined {
    this.#execution.resources.disarmTimer()
  }

  receipt(): undefined {}
}
