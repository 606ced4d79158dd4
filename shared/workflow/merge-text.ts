/**
 * Two versions of a text that grew out of a third, as one: each side's lines where they do not touch. The file holds a prompt
 * in one line, so git cannot do that for it.
 */
import { diffLines } from '../line-diff.ts'

/** Lines of the base that a side has put others for; none where it only added some. */
interface Change {
  readonly from: number
  /** Behind the last of them. */
  readonly to: number
  readonly lines: readonly string[]
}

/** Undefined where both changed the same lines, or lines that stand side by side, and differently. */
export function mergeTexts(base: string, mine: string, theirs: string): string | undefined {
  const own = changesOf(base, mine)
  const others = changesOf(base, theirs).filter((change) => !own.some((each) => isSame(each, change)))
  if (own.some((each) => others.some((other) => touch(each, other)))) return undefined
  const old = base.split('\n')
  const merged: string[] = []
  let at = 0
  for (const { from, to, lines } of [...own, ...others].sort((one, other) => one.from - other.from)) {
    merged.push(...old.slice(at, from), ...lines)
    at = to
  }
  return [...merged, ...old.slice(at)].join('\n')
}

function changesOf(base: string, side: string): readonly Change[] {
  const changes: Change[] = []
  let at = 0
  let open: { from: number; lines: string[] } | undefined
  const close = () => {
    if (open) changes.push({ ...open, to: at })
    open = undefined
  }
  for (const { type, text } of diffLines(base, side)) {
    if (type === 'same') close()
    else open ??= { from: at, lines: [] }
    if (type === 'added') open?.lines.push(text)
    else at += 1
  }
  close()
  return changes
}

const touch = (one: Change, other: Change): boolean => one.from <= other.to && other.from <= one.to

/** An empty line put for another is not a line removed, though joined they are the same text. */
const isSame = (one: Change, other: Change): boolean =>
  one.from === other.from &&
  one.to === other.to &&
  one.lines.length === other.lines.length &&
  one.lines.every((line, index) => line === other.lines[index])
