/** The lines of a diff as they are shown: those that are more than `CONTEXT` away from any change are a number of lines, but one alone. */
import { counted } from '#shared/counted.ts'
import type { DiffLine } from '#shared/line-diff.ts'

export interface FoldedLine {
  readonly key: string
  readonly type: DiffLine['type'] | 'folded'
  readonly text: string
}

const CONTEXT = 2

export function foldedLines(lines: readonly DiffLine[]): readonly FoldedLine[] {
  const near = new Set<number>()
  for (const [index, { type }] of lines.entries())
    if (type !== 'same') for (let at = index - CONTEXT; at <= index + CONTEXT; at += 1) near.add(at)
  const folded: FoldedLine[] = []
  let hidden: DiffLine[] = []
  const show = (line: DiffLine, index: number) => folded.push({ ...line, key: `${index} ${line.type}` })
  for (const [index, line] of [...lines, undefined].entries()) {
    if (line && !near.has(index)) {
      hidden.push(line)
      continue
    }
    const [only, ...others] = hidden
    // Its number would take the place that it takes itself.
    if (only && others.length === 0) show(only, index - 1)
    else if (only) folded.push({ key: `folded ${index}`, type: 'folded', text: counted(hidden.length, 'line') })
    hidden = []
    if (line) show(line, index)
  }
  return folded
}
