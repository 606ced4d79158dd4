/**
 * How an execution ends from outside: a stop of its run, a withdrawal by what happened elsewhere, a person who stops it
 * alone. What is under way is ended first; the machine says when that is done.
 */
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { hasEdge } from '../compile/routing-table.ts'
import { NodeError } from '../node-error.ts'
import type { AbortCause } from './activity.ts'
import type { Execution } from './execution.ts'

/** Leaves by it when it is stopped on its own. */
const INTERRUPTED_PORT = 'interrupted'

export class LettingGo {
  readonly #execution: Execution
  #stopAskedAt: number | undefined
  #reason = ''

  constructor(execution: Execution) {
    this.#execution = execution
  }

  /** Why its activity is being ended. */
  get cause(): AbortCause {
    if (this.#stopAskedAt !== undefined) return 'stop'
    return this.#execution.machineState === 'interrupting' ? 'interrupt' : 'withdraw'
  }

  /** The machine answers by `suspended`, at once or when its work has ended. */
  stop(): void {
    this.#stopAskedAt = this.#execution.run.clock.monotonic()
    if (this.#execution.isActive) this.#execution.send({ type: 'stop' })
    else this.#execution.suspended()
  }

  withdraw(reason: string): void {
    const execution = this.#execution
    this.#reason ||= reason
    if (execution.machineState === '') return this.withdrawn()
    if (execution.activity && execution.machineState !== 'withdrawing')
      execution.emitBeside('node.withdrawing', { reason })
    execution.send({ type: 'withdraw' })
  }

  interrupt(reason: string): void {
    this.#reason ||= reason
    if (this.#execution.machineState === '') this.interrupted()
    else this.#execution.send({ type: 'interrupt' })
  }

  withdrawn(): void {
    this.#execution.freeAll()
    this.#execution.emit('node.interrupted', { reason: this.#reason })
    this.#execution.end(null, null)
  }

  /** What it had so far leaves by `interrupted`, where that leads somewhere. */
  interrupted(): void {
    const execution = this.#execution
    const { level, index, title } = execution.node
    if (!hasEdge(level.table, index, INTERRUPTED_PORT))
      return execution.fail(
        new NodeError('node.interrupted', `${title} was stopped: ${this.#reason}`, { retryable: false }),
      )
    const streams = execution.run.state.active.get(execution.key)?.streams ?? {}
    execution.complete({ port: INTERRUPTED_PORT, output: { text: streams.text ?? '', interrupted: true } })
  }

  /** What a stop has reached. `asked`: the open question, in words. */
  receipt(asked: string | undefined): readonly ReceiptEntry[] {
    const { run, activity, node } = this.#execution
    const now = run.clock.monotonic()
    const ms = Math.round(now - (this.#stopAskedAt ?? now))
    const own = activity?.receipt(ms)
    return own ?? [{ what: asked ?? node.title, how: 'kept', ms, nodeId: node.id }]
  }
}
