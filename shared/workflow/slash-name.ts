/** How a command may be called. */
import { NAME_PATTERN } from './workflow.ts'

const LONGEST_NAME = 100

/** Why a name cannot be typed as a command, as a sentence with one that would do; undefined where it can. */
export function slashNameProblem(name: string): string | undefined {
  if (NAME_PATTERN.test(name) && name.length <= LONGEST_NAME) return undefined
  if (name.trim() === '') return 'Give the command a name, such as pr-review.'
  const better = slashName(name)
  const instead = better === '' ? 'pr-review' : better
  return `"${name}" cannot be typed as a command: a name is lower-case words joined by -, such as ${instead}.`
}

/** The nearest name that would do; empty where nothing of the text is left. */
export function slashName(text: string): string {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  return words
    .join('-')
    .replace(/^[0-9-]+/, '')
    .slice(0, 60)
    .replace(/-+$/, '')
}

/** `name`, then `name-2`, `name-3` …: the first that is not taken. */
export function freeSlashName(name: string, taken: ReadonlySet<string>): string {
  const base = slashName(name) || 'command'
  if (!taken.has(base)) return base
  const stem = base.replace(/-\d+$/, '')
  for (let count = 2; ; count += 1) if (!taken.has(`${stem}-${count}`)) return `${stem}-${count}`
}
