/** The questions of a run that stand open, and what a person answers. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { Json } from '#shared/json.ts'
import { KeyedList } from '#shared/state/keyed-list.ts'
import type { DecisionInput } from './decision.ts'
import type { Execution } from './execution.ts'
import type { RunContext } from './run-context.ts'

export class OpenQuestions {
  readonly #run: RunContext
  readonly #askedBy = new KeyedList<Execution>()

  constructor(run: RunContext) {
    this.#run = run
  }

  add(waitId: string, execution: Execution): void {
    this.#askedBy.set(waitId, execution)
  }

  delete(waitId: string): void {
    this.#askedBy.delete(waitId)
  }

  /** Throws CallError `approval.not-open` or `approval.invalid-value`. */
  decide(approvalId: string, input: DecisionInput): void {
    const execution = this.#required(approvalId, 'approval.not-open')
    this.#run.act(() => execution.questions.decide(input))
  }

  /** Throws CallError `input.not-open` or `input.invalid`. */
  answer(inputId: string, values: Readonly<Record<string, Json>>, by: string): void {
    const execution = this.#required(inputId, 'input.not-open')
    this.#run.act(() => execution.questions.answer(values, by))
  }

  #required(waitId: string, code: string): Execution {
    const execution = this.#askedBy.get(waitId)
    if (execution && !execution.isSuspended) return execution
    throw new CallError(
      code,
      'It is not open any more: it was answered, has expired, or its run was stopped or has ended.',
    )
  }
}
