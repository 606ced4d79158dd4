/**
 * What an execution is given: its config as evaluated and as its kind reads it, and whether a person is asked before it
 * counts. Evaluated once; after that it comes from the log.
 */
import { isJsonObject, type Json } from '#shared/json.ts'
import type { ApprovalAnswer, EffectProposal } from '../kind.ts'
import { NodeError } from '../node-error.ts'
import { asNodeError } from './as-node-error.ts'
import type { Execution } from './execution.ts'

export class Given {
  readonly #execution: Execution
  /** Evaluated config, as the kind's schema parsed it. */
  input: unknown
  /** The same as it stands in the log. */
  recorded: Json = null
  /** What it would change in the world; null where it changes nothing. */
  proposal: EffectProposal | null = null
  /** A person has said yes, also to what it undoes. */
  isApproved = false

  constructor(execution: Execution) {
    this.#execution = execution
  }

  /** Returns why it cannot be taken, if so. */
  take(evaluated: Json): NodeError | undefined {
    const { node } = this.#execution
    const parsed = node.kind.input.safeParse(evaluated)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      const field = issue?.path.join('.') ?? ''
      return new NodeError(
        'node.invalid-input',
        `${node.title}: ${field || 'its config'} is not what it must be: ${issue?.message ?? 'invalid'}.`,
        { retryable: false, detail: { field } },
      )
    }
    this.input = parsed.data
    this.recorded = evaluated
    try {
      this.#findQuestion()
      return undefined
    } catch (error) {
      return asNodeError(error)
    }
  }

  #findQuestion(): void {
    const { node, run } = this.#execution
    const { behaviour } = node.kind
    if (behaviour.family === 'work') this.proposal = behaviour.effect?.(this.input, run.workspace) ?? null
    else if (behaviour.family === 'approval' || behaviour.family === 'form')
      this.#execution.questions.prepare(this.input)
  }

  /** Whether the world may have changed once it has begun. */
  get isEffect(): boolean {
    return this.proposal !== null
  }

  get asksFirst(): boolean {
    const { node, run } = this.#execution
    return this.proposal !== null && !this.isApproved && !(node.definition.approve === 'never' && run.trusted)
  }

  /** What a person made of it. */
  adopt({ value }: ApprovalAnswer): void {
    this.isApproved = true
    if (!isJsonObject(value) || !isJsonObject(this.recorded)) return
    this.recorded = { ...this.recorded, ...value }
    this.input = this.#execution.node.kind.input.parse(this.recorded) // checked before the answer was taken
  }

  restore(recorded: Json): void {
    this.input = this.#execution.node.kind.input.parse(recorded) // it was parsed by the same schema before it was logged
    this.recorded = recorded
    this.#findQuestion()
  }
}
