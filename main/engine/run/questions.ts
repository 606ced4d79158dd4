/** What an execution asks a person: about an effect, an approval, a form, or what became of an effect in a crash. */
import type { RunEvent } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { Json } from '#shared/json.ts'
import type { Wait } from '#shared/state/run-state.ts'
import { clipped } from '../clipped.ts'
import { hasEdge } from '../compile/routing-table.ts'
import type { ApprovalAnswer, ApprovalRequest, FormRequest } from '../kind.ts'
import type { NodeSignal } from '../machines/node-host.ts'
import { NodeError } from '../node-error.ts'
import { checkValue, type DecisionInput, refused } from './decision.ts'
import type { Execution } from './execution.ts'
import { recoveryAnswer, recoveryQuestion } from './recovery-question.ts'

export const TIMEOUT_PORT = 'timeout'

type Prepared =
  | { readonly type: 'approval'; readonly request: ApprovalRequest }
  | { readonly type: 'form'; readonly request: FormRequest }

export class Questions {
  readonly #execution: Execution
  #prepared: Prepared | undefined
  #open: Wait | undefined
  wasAsked = false

  constructor(execution: Execution) {
    this.#execution = execution
  }

  get isPrepared(): boolean {
    return this.#prepared !== undefined
  }

  prepare(input: unknown): void {
    const { behaviour } = this.#execution.node.kind
    if (behaviour.family === 'approval') this.#prepared = { type: 'approval', request: behaviour.request(input) }
    if (behaviour.family !== 'form') return
    const request = behaviour.request(input, this.#execution.run.state.checkpointRequested)
    this.#prepared = request ? { type: 'form', request } : undefined
  }

  /** An open question in words, for the receipt of a stop. */
  description(): string | undefined {
    return this.#open && `${this.#open.type === 'approval' ? 'approval' : 'question'} “${this.#open.request.title}”`
  }

  ask(): void {
    const { proposal, recorded } = this.#execution.given
    if (proposal) {
      const { title, message, payload, schema } = proposal
      return this.#askApproval({ purpose: 'effect', title, message, payload, schema, input: recorded }, undefined)
    }
    if (!this.#prepared) return
    this.#execution.emit('node.started', { input: recorded })
    const { request } = this.#prepared
    if (this.#prepared.type === 'approval') {
      const { title, message, payload, schema } = this.#prepared.request
      return this.#askApproval({ purpose: 'approval', title, message, payload, schema }, request.timeoutMs)
    }
    const { purpose, title, message, fields } = this.#prepared.request
    this.#askInput({ purpose, title, message, fields: [...fields] }, request.timeoutMs)
  }

  askRecovery(): void {
    this.#askInput(recoveryQuestion(this.#execution.node), undefined)
  }

  #askApproval(
    request: {
      purpose: 'approval' | 'effect'
      title: string
      message: string | undefined
      payload: Json
      schema: Json | undefined
      input?: Json
    },
    timeoutMs: number | undefined,
  ): void {
    const approvalId = this.#execution.run.ids.next()
    const dueAt = this.#dueAt(timeoutMs)
    const event = this.#execution.emit(
      'approval.requested',
      { approvalId, ...defined({ ...told(request), dueAt }) },
      true,
    )
    if (event.type === 'approval.requested')
      this.#opened({ type: 'approval', request: event.data, ...this.#place(approvalId, event, dueAt) })
  }

  #askInput(
    request: {
      purpose: 'ask' | 'show' | 'checkpoint' | 'recovery'
      title: string
      message: string | undefined
      fields: FormRequest['fields'][number][]
    },
    timeoutMs: number | undefined,
  ): void {
    const inputId = this.#execution.run.ids.next()
    const dueAt = this.#dueAt(timeoutMs)
    const event = this.#execution.emit('input.requested', { inputId, ...defined({ ...told(request), dueAt }) }, true)
    if (event.type === 'input.requested')
      this.#opened({ type: 'input', request: event.data, ...this.#place(inputId, event, dueAt) })
  }

  #place(id: string, { id: askedBy, at: since }: RunEvent, dueAt: string | undefined) {
    const { node, path, iteration } = this.#execution
    return { id, nodeId: node.id, path, iteration, askedBy, since, ...(dueAt !== undefined && { dueAt }) }
  }

  #dueAt(timeoutMs: number | undefined): string | undefined {
    return timeoutMs === undefined ? undefined : new Date(this.#execution.run.clock.now() + timeoutMs).toISOString()
  }

  /** Takes up a question that the log says is open. */
  restore(wait: Wait): void {
    this.#opened(wait)
  }

  #opened(wait: Wait): void {
    this.#open = wait
    this.wasAsked = true
    this.#execution.run.openQuestions.add(wait.id, this.#execution)
    if (wait.dueAt !== undefined)
      this.#execution.resources.armDeadline(Date.parse(wait.dueAt), wait.since, () =>
        this.#execution.send({ type: 'expired' }),
      )
  }

  forget(): void {
    if (this.#open) this.#execution.run.openQuestions.delete(this.#open.id)
    this.#open = undefined
  }

  /** Throws CallError `approval.invalid-value`; the question stays open then. */
  decide({ decision, value, feedback, by }: DecisionInput): void {
    const wait = this.#open
    if (wait?.type !== 'approval') throw new CallError('approval.not-open', 'This approval is not open any more.')
    const payload = value ?? this.#execution.run.whole(wait.request.payload)
    if (decision === 'approved') checkValue(this.#execution, wait.request.purpose, payload)
    this.#execution.cause = wait.askedBy
    // In the order of the canonical text, which then need not be sorted.
    const said = feedback === undefined ? { by, decision } : { by, decision, feedback }
    this.#execution.emit('approval.decided', { approvalId: wait.id, ...said, value: payload }, true)
    this.#close()
    const answer: ApprovalAnswer = { ...said, value: payload }
    if (wait.request.purpose === 'approval') return this.#leaveBy(answer)
    if (decision === 'approved') return this.#execution.send({ type: 'approved', answer })
    this.#execution.send({ type: 'refused', error: refused(this.#execution, feedback) })
  }

  #leaveBy(answer: ApprovalAnswer): void {
    const { behaviour } = this.#execution.node.kind
    if (behaviour.family === 'approval') this.#execution.send({ type: 'answered', leaving: behaviour.leave(answer) })
  }

  /** Throws CallError `input.invalid`; the question stays open then. */
  answer(values: Readonly<Record<string, Json>>, by: string): void {
    const wait = this.#open
    if (wait?.type !== 'input') throw new CallError('input.not-open', 'This question is not open any more.')
    const signal =
      wait.request.purpose === 'recovery' ? recoveryAnswer(this.#execution.node, values) : this.#formAnswer(values)
    this.#execution.cause = wait.askedBy
    this.#execution.emit('input.received', { inputId: wait.id, values: { ...values }, by }, true)
    this.#close()
    this.#execution.send(signal)
  }

  #formAnswer(values: Readonly<Record<string, Json>>): NodeSignal {
    const { node, input } = this.#execution
    const { behaviour } = node.kind
    if (behaviour.family !== 'form') throw new CallError('input.not-open', 'This node asks nothing.')
    const wrong = behaviour.validate(values, input)
    if (wrong) throw new CallError('input.invalid', wrong)
    return { type: 'answered', leaving: behaviour.leave(values, input) }
  }

  #close(): void {
    this.#execution.resources.disarmTimer()
    this.forget()
  }

  /** Leaves by `timeout` where that port leads somewhere; else the node fails. */
  expired(): void {
    const wait = this.#open
    if (!wait) return
    const { node, input } = this.#execution
    this.#execution.emit(
      wait.type === 'approval' ? 'approval.expired' : 'input.expired',
      wait.type === 'approval' ? { approvalId: wait.id } : { inputId: wait.id },
      true,
    )
    this.#close()
    const { behaviour } = node.kind
    if (
      (behaviour.family === 'approval' || behaviour.family === 'form') &&
      hasEdge(node.level.table, node.index, TIMEOUT_PORT)
    ) {
      return this.#execution.send({ type: 'answered', leaving: behaviour.expired(input) })
    }
    this.#execution.send({
      type: 'failed',
      error: new NodeError(
        'node.unanswered',
        `Nobody answered ${node.title} in time, and its port timeout leads nowhere.`,
        { retryable: false },
      ),
    })
  }
}

const LONGEST_TITLE = 500
const LONGEST_MESSAGE = 16_000

/** A question may hold a whole diff; what is decided on is its payload, which stays whole. */
function told<T extends { readonly title: string; readonly message: string | undefined }>(request: T): T {
  const { title, message } = request
  return {
    ...request,
    title: clipped(title, LONGEST_TITLE),
    message: message === undefined ? undefined : clipped(message, LONGEST_MESSAGE),
  }
}

/** Leaves out what is undefined, so that an event holds JSON only. */
function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  } // optional keys are absent instead of undefined
}
