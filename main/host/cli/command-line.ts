/** What stands behind `slashflow run`: a name, a file or a whole line, and its arguments. */
import { existsSync } from 'node:fs'
import { isAbsolute, resolve, sep } from 'node:path'
import { quoteValue } from '#shared/workflow/slash-words.ts'

export interface CommandWords {
  /** Absolute path of a file, where one was named. */
  readonly file: string | undefined
  /** The line as typed in the app, `/name …`; for a file the name is left out. */
  readonly line: string
}

/** `words` as the shell split them. A whole line (`'/name a=b'`) may come as one of them. */
export function commandWords(words: readonly string[], folder: string): CommandWords {
  const [first = '', ...rest] = words
  const file = isFile(first, folder) ? resolve(folder, first) : undefined
  const head = file !== undefined ? '/' : first.startsWith('/') ? first : `/${first}`
  return { file, line: [head, ...rest.map(quoted)].join(' ') }
}

function isFile(word: string, folder: string): boolean {
  if (word.endsWith('.json')) return true
  const looksLikePath = isAbsolute(word) || word.includes('/') || word.includes(sep)
  return looksLikePath && !/\s/.test(word) && existsSync(resolve(folder, word))
}

/** As the line's grammar keeps it in one piece: the shell has taken the person's quotes away. */
function quoted(word: string): string {
  const [pair, key = '', value = ''] = /^((?:--)?[A-Za-z][\w-]*=)([\s\S]*)$/.exec(word) ?? []
  return pair === undefined ? quoteValue(word) : `${key}${quoteValue(value)}`
}
