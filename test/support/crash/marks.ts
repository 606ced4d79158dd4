/** The lines that effects have written, in the order of the file. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const MARKS_FILE = 'marks.log'

export interface Mark {
  readonly what: 'begin' | 'end'
  /** `run/path/node/iteration`. */
  readonly delivery: string
  readonly attempt: number
  readonly pid: number
  /** In ms since 1970. */
  readonly at: number
}

export function marksIn(workspace: string): readonly Mark[] {
  const file = join(workspace, MARKS_FILE)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Mark => {
      const [what, delivery = '', attempt, pid, at] = line.split(' ')
      if ((what !== 'begin' && what !== 'end') || at === undefined) throw new Error(`A mark that is none: ${line}`)
      return { what, delivery, attempt: Number(attempt), pid: Number(pid), at: Number(at) }
    })
}
