/** What stands behind `slashflow run`: a name, a file or a whole line, and its arguments. */
import { existsSync } from 'node:fs'
import { isAbsolute, resolve, sep } from 'node:path'

export interface CommandWords {
  /** Absolute path of a file, where one was named. */
  readonly file: string | undefined
  /** The line as typed in the app, `/name …`; for a file the arguments alone. */
  readonly line: string
}

/** `words` as the shell split them. A whole line (`'/name a=b'`) may come as one of them. */
export function commandWords(words: readonly string[], folder: string): CommandWords {
  const [first = '', ...rest] = words
  const args = rest.map(quoted).join(' ')
  if (isFile(first, folder)) return { file: resolve(folder, first), line: args }
  const head = first.startsWith('/') ? first : `/${first}`
  return { file: undefined, line: args ? `${head} ${args}` : head }
}

function isFile(word: string, folder: string): boolean {
  if (word.endsWith('.json')) return true
  const looksLikePath = isAbsolute(word) || word.includes('/') || word.includes(sep)
  return looksLikePath && !/\s/.test(word) && existsSync(resolve(folder, word))
}

/** As the line's grammar keeps it in one piece: the shell has taken the person's quotes away. */
export function quoted(word: string): string {
  const pair = /^((?:--)?[A-Za-z][\w-]*=)([\s\S]*)$/.exec(word)
  if (pair) return `${pair[1]}${quotedValue(pair[2] ?? '')}`
  return /["'\s]/.test(word) ? quotedValue(word) : word
}

function quotedValue(value: string): string {
  return value !== '' && !/["'\\\s]/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`
}
