/** An expected refusal, as it crosses the bridge: a code for the program, a sentence for the person. */
import { z } from 'zod'
import { Problem } from '../workflow/problem.ts'

export const CallErrorData = z.object({
  code: z.string(),
  message: z.string(),
  /** Where a workflow or its arguments were refused: one entry a place. */
  problems: z.array(Problem).optional(),
})
export type CallErrorData = z.infer<typeof CallErrorData>

export class CallError extends Error {
  override readonly name = 'CallError'
  readonly code: string
  readonly problems: readonly Problem[]

  constructor(code: string, message: string, problems: readonly Problem[] = []) {
    super(message)
    this.code = code
    this.problems = problems
  }

  toData(): CallErrorData {
    return { code: this.code, message: this.message, ...(this.problems.length > 0 && { problems: [...this.problems] }) }
  }

  static from(data: CallErrorData): CallError {
    return new CallError(data.code, data.message, data.problems)
  }
}
