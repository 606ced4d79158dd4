/** Exit statuses, and the error that carries one. Nothing else ends a command. */
export const EXIT = {
  succeeded: 0,
  failed: 1,
  /** Bad usage, an invalid workflow, or a decision that is not open. */
  usage: 2,
  /** Waits for a person. */
  waiting: 3,
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Bad usage, said in a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
