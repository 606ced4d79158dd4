/** Two texts line by line: what stays, what went, what came. */

export interface DiffLine {
  readonly type: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Beyond this many pairs of lines, what differs is one block. */
const MOST_PAIRS = 1_000_000

export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1
  let end = 0
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1
  return [
    ...lines('same', old.slice(0, start)),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...lines('same', old.slice(old.length - end)),
  ]
}

const lines = (type: DiffLine['type'], texts: readonly string[]): readonly DiffLine[] =>
  texts.map((text) => ({ type, text }))

/** By the longest common subsequence. */
function middle(old: readonly string[], now: readonly string[]): readonly DiffLine[] {
  if (old.length * now.length > MOST_PAIRS) return [...lines('removed', old), ...lines('added', now)]
  const common = lengths(old, now)
  const found: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      found.push({ type: 'same', text: old[i] ?? '' })
      i += 1
      j += 1
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))
      found.push({ type: 'removed', text: old[i++] ?? '' })
    else found.push({ type: 'added', text: now[j++] ?? '' })
  }
  return [...found, ...lines('removed', old.slice(i)), ...lines('added', now.slice(j))]
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
