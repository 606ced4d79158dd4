export interface TextChange {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** What has to change for one text to become the other, and no more, so that caret and scroll stay where they can. Undefined: nothing. */
export function smallestChange(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined
  const shortest = Math.min(before.length, after.length)
  let from = 0
  while (from < shortest && before[from] === after[from]) from += 1
  let same = 0
  while (same < shortest - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) }
}
