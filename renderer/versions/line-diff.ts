/** Two texts line by line: what stays, what went, what came. */
import { counted } from '#shared/counted.ts'

export interface DiffLine {
  readonly key: string
  readonly type: 'same' | 'removed' | 'added' | 'folded'
  readonly text: string
}

/** Beyond this many pairs of lines, what differs is shown as one block. */
const MOST_PAIRS = 1_000_000

export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1
  let end = 0
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1
  const lines = [
    ...old.slice(0, start).map((text) => ['same', text] as const),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map((text) => ['same', text] as const),
  ]
  return lines.map(([type, text], index) => ({ key: `${index} ${type}`, type, text }))
}

/** Without the lines that are more than `CONTEXT` away from any change; their number stands instead. */
export function foldedLines(lines: readonly DiffLine[]): readonly DiffLine[] {
  const near = new Set<number>()
  for (const [index, { type }] of lines.entries())
    if (type !== 'same') for (let at = index - CONTEXT; at <= index + CONTEXT; at += 1) near.add(at)
  const folded: DiffLine[] = []
  let hidden = 0
  for (const [index, line] of [...lines, undefined].entries()) {
    if (line && !near.has(index)) {
      hidden += 1
      continue
    }
    if (hidden > 0) folded.push({ key: `folded ${index}`, type: 'folded', text: counted(hidden, 'line') })
    hidden = 0
    if (line) folded.push(line)
  }
  return folded
}

const CONTEXT = 2

type Line = readonly [DiffLine['type'], string]

/** By the longest common subsequence. */
function middle(old: readonly string[], now: readonly string[]): readonly Line[] {
  const block = [...old.map((text): Line => ['removed', text]), ...now.map((text): Line => ['added', text])]
  if (old.length * now.length > MOST_PAIRS) return block
  const common = lengths(old, now)
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      lines.push(['same', old[i] ?? ''])
      i += 1
      j += 1
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) lines.push(['removed', old[i++] ?? ''])
    else lines.push(['added', now[j++] ?? ''])
  }
  return [
    ...lines,
    ...old.slice(i).map((text): Line => ['removed', text]),
    ...now.slice(j).map((text): Line => ['added', text]),
  ]
}

/** Of the longest common subsequence of what is left from `i` and `j` on. */
function lengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0))
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const [row, below] = [table[i], table[i + 1]]
      if (row && below) row[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}
