/** The lines of a diff as they are shown: those that are more than `CONTEXT` away from any change are a number of lines. */
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
  let hidden = 0
  for (const [index, line] of [...lines, undefined].entries()) {
    if (line && !near.has(index)) {
      hidden += 1
      continue
    }
    if (hidden > 0) folded.push({ key: `folded ${index}`, type: 'folded', text: counted(hidden, 'line') })
    hidden = 0
    if (line) folded.push({ ...line, key: `${index} ${line.type}` })
  }
  return folded
}
