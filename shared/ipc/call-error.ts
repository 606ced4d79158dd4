/** An expected refusal, as it crosses the bridge: a code for the program, a sentence for the person. */
import { z } from 'zod'
import { Problem } from '../workflow/problem.ts'

export const CallErrorData = z.object({
  code: z.string(),
  message: z.string(),
  /** Where a workflow or its arguments were refused: one entry a place. */
  problems: z.array(Problem).optional(),
  /** What these are in, where it is a file: its full path. */
  file: z.string().optional(),
})
export type CallErrorData = z.infer<typeof CallErrorData>

export class CallError extends Error {
  override readonly name = 'CallError'
  readonly code: string
  readonly problems: readonly Problem[]
  readonly file: string | undefined

  constructor(code: string, message: string, problems: readonly Problem[] = [], file?: string) {
    super(message)
    this.code = code
    this.problems = problems
    this.file = file
  }

  toData(): CallErrorData {
    const { code, message, problems, file } = this
    return {
      code,
      message,
      ...(problems.length > 0 && { problems: [...problems] }),
      ...(file !== undefined && { file }),
    }
  }

  static from(data: CallErrorData): CallError {
    return new CallError(data.code, data.message, data.problems, data.file)
  }
}
