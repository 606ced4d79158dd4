/** Waits for the first of several events of the bus, or until a time is over (`wait`). */
import type { NodeState } from '#shared/state/run-state.ts'
import { evaluateValue, isTruthy } from '#shared/workflow/evaluate.ts'
import { prepareValue } from '#shared/workflow/prepared-value.ts'
import { hasEdge } from '../compile/routing-table.ts'
import type { AwaitedEvent } from '../kind.ts'
import { NodeError } from '../node-error.ts'
import type { Activity } from './activity.ts'
import { asNodeError } from './as-node-error.ts'
import type { Emission } from './emissions.ts'
import { expressionLimits, expressionScope } from './evaluate-execution.ts'
import type { Execution } from './execution.ts'
import { TIMEOUT_PORT } from './questions.ts'

export class WaitActivity implements Activity {
  readonly #execution: Execution
  #forget: (() => void) | undefined
  /** Events are looked at one after the other, however long a condition takes. */
  #looking: Promise<void> = Promise.resolve()
  #isOver = false

  constructor(execution: Execution) {
    this.#execution = execution
  }

  get #behaviour() {
    const { behaviour } = this.#execution.node.kind
    if (behaviour.family !== 'wait') throw new Error(`${this.#execution.node.id} waits for no event`)
    return behaviour
  }

  begin(): void {
    const { run, input } = this.#execution
    const { events, timeoutMs, sinceRun } = this.#behaviour.request(input)
    if (events.length === 0)
      return this.#execution.send({
        type: 'failed',
        error: new NodeError('wait.no-events', `${this.#execution.node.title} names no event to wait for.`, {
          retryable: false,
        }),
      })
    const named = events.map(({ port, event }) => ({ port, event }))
    const begun = this.#execution.emit('event.awaited', { events: named, sinceRun })
    if (timeoutMs !== undefined) {
      const at = run.clock.now() + timeoutMs
      this.#execution.emit('timer.set', { dueAt: new Date(at).toISOString() })
      this.#execution.resources.armTimer(at, () => this.#expired())
    }
    // The position is known once it is stored.
    run.afterCommit(() => this.#listen(begun.position))
  }

  restore({ waitingFor }: NodeState): void {
    if (waitingFor?.since === undefined) return this.begin()
    const { since, until, setAt } = waitingFor
    if (until !== undefined) this.#execution.resources.armDeadline(Date.parse(until), setAt, () => this.#expired())
    this.#execution.run.afterCommit(() => this.#listen(since))
  }

  #listen(position: number): void {
    if (this.#isOver) return
    const { run, input } = this.#execution
    const { events, sinceRun } = this.#behaviour.request(input)
    const names = new Set(events.map(({ event }) => event))
    this.#forget = run.emissions.listen(names, sinceRun ? run.startedAtPosition : position, (emission) => {
      this.#looking = this.#looking.then(() => this.#consider(events, emission))
    })
    if (this.#isOver) this.#forget()
  }

  async #consider(events: readonly AwaitedEvent[], emission: Emission): Promise<void> {
    const { run } = this.#execution
    try {
      for (const awaited of events) {
        if (this.#isOver || awaited.event !== emission.name || !(await this.#holds(awaited, emission))) continue
        return run.step(this.#execution, () => this.#heard(awaited.port, emission))
      }
    } catch (error) {
      const failed = asNodeError(error)
      run.step(this.#execution, () => this.#end(() => this.#execution.send({ type: 'failed', error: failed })))
    }
  }

  async #holds({ when }: AwaitedEvent, { data }: Emission): Promise<boolean> {
    if (when === undefined) return true
    const scope = { ...expressionScope(this.#execution), event: data }
    const limits = expressionLimits(this.#execution)
    try {
      return isTruthy(await evaluateValue(prepareValue(when), scope, { limits, field: 'events.when' }))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw new NodeError('expression.failed', message, { retryable: false, detail: { field: 'events.when' } })
    }
  }

  #heard(port: string, emission: Emission): void {
    this.#end(() => {
      // The chain of causes crosses from the run that published to this one.
      this.#execution.cause = emission.id
      this.#execution.send({ type: 'completed', leaving: this.#behaviour.leave(port, emission.data) })
    })
  }

  #expired(): void {
    const { node, input } = this.#execution
    this.#end(() => {
      this.#execution.emit('timer.fired', {})
      if (hasEdge(node.level.table, node.index, TIMEOUT_PORT))
        return this.#execution.send({ type: 'completed', leaving: this.#behaviour.expired(input) })
      this.#execution.send({
        type: 'failed',
        error: new NodeError(
          'node.unanswered',
          `None of the events that ${node.title} waits for came in time, and its port timeout leads nowhere.`,
          { retryable: false },
        ),
      })
    })
  }

  #end(then: () => void): void {
    if (this.#isOver) return
    this.#stopListening()
    then()
  }

  #stopListening(): void {
    this.#isOver = true
    this.#forget?.()
    this.#execution.resources.disarmTimer()
  }

  abort(): void {
    this.#stopListening()
    this.#execution.send({ type: 'settled' })
  }

  release(): undefined {
    this.#stopListening()
  }

  receipt(): undefined {}
}
