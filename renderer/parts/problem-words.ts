/** A problem where its node, and perhaps its field, is seen anyway. */
import type { Problem } from '#shared/workflow/problem.ts'

/** Its sentence without the place. */
export function sentenceOf({ message }: Problem): string {
  const bare = message.replace(/^Node "[^"]*"(?:, field "[^"]*")?: /, '')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}
