/** Problems in words: one where its node, and perhaps its field, is seen anyway, and what errors do to Run. */
import { counted } from '#shared/counted.ts'
import type { Problem } from '#shared/workflow/problem.ts'

/** Its sentence without the place. An edge is known by its nodes: only in the file does it have a number. */
export function sentenceOf({ message }: Problem): string {
  const bare = message
    .replace(/^Node "[^"]*"(?:, field "[^"]*")?: /, '')
    .replace(/^Edge \d+ \(([^ ]+ → [^ ]+)\)/, 'The edge $1')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

/** `1 error blocks Run`, `2 errors block Run`. */
export const blockedRun = (errors: number): string =>
  `${counted(errors, 'error')} ${errors === 1 ? 'blocks' : 'block'} Run`
