/** `run` takes options of its own and arguments of the command, so a misspelt option looks like an argument. */
import type { Command } from 'commander'
import { CallError } from '#shared/ipc/call-error.ts'
import { closest } from '#shared/workflow/did-you-mean.ts'

/** The error, with the option that may have been meant where it is about an argument that the command does not have. */
export function withOptionMeant(error: unknown, words: readonly string[], { options }: Command): unknown {
  if (!(error instanceof CallError) || error.code !== 'arguments.invalid') return error
  const known = options.flatMap(({ long }) => (long ? [long.slice(2)] : []))
  for (const problem of error.problems) {
    const written = words.find((word) => word.startsWith('--') && problem.message.includes(`"${nameIn(word)}"`))
    const meant = written && problem.code === 'argument.unknown' ? closest(nameIn(written), known) : undefined
    if (meant) return new CallError(error.code, `${error.message} Did you mean the option --${meant}?`)
  }
  return error
}

const nameIn = (word: string): string => word.slice(2).split('=')[0] ?? ''
