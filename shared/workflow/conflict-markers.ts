/** A file in which git left both sides of a merge, line by line, and what the whole file says on each side. */

/** What git's index has of a file in a merge: 1 what both come from, 2 ours, 3 theirs. */
export type MergeStage = 1 | 2 | 3

export interface SideOfConflict {
  /** As git wrote it beside the marker: `HEAD`, a branch, a commit. */
  readonly label: string
  readonly text: string
}

export interface MarkedConflict {
  /** Of the first marker, 1-based. */
  readonly line: number
  readonly ours: SideOfConflict
  readonly theirs: SideOfConflict
  /** What both come from, where each place has it (`merge.conflictStyle` diff3 or zdiff3). */
  readonly base: string | undefined
}

type Part = 'both' | 'ours' | 'base' | 'theirs'

const MARKER = /^(<{7}|\|{7}|={7}|>{7})(?: (.*?))?\r?$/
const NEXT: Readonly<Record<string, { readonly from: readonly Part[]; readonly to: Part }>> = {
  '<': { from: ['both'], to: 'ours' },
  '|': { from: ['ours'], to: 'base' },
  '=': { from: ['ours', 'base'], to: 'theirs' },
  '>': { from: ['theirs'], to: 'both' },
}

/** Undefined where there is no marker, or one is missing: which side a line belongs to is not guessed. */
export function markedConflict(text: string): MarkedConflict | undefined {
  if (!text.includes('<<<<<<<')) return undefined
  const sides: Record<Exclude<Part, 'both'>, string[]> = { ours: [], base: [], theirs: [] }
  const labels = { ours: '', theirs: '' }
  let part: Part = 'both'
  let first = 0
  let places = 0
  let withBase = 0
  for (const [index, line] of text.split('\n').entries()) {
    const [, marker, label = ''] = MARKER.exec(line) ?? []
    if (marker === undefined) {
      for (const side of ['ours', 'base', 'theirs'] as const)
        if (part === 'both' || part === side) sides[side].push(line)
      continue
    }
    const step = NEXT[marker.charAt(0)]
    if (!step?.from.includes(part)) return undefined
    part = step.to
    if (part === 'ours') places += 1
    if (part === 'base') withBase += 1
    if (part === 'ours' && first === 0) first = index + 1
    if (part === 'ours') labels.ours ||= shortLabel(label)
    if (part === 'both') labels.theirs ||= shortLabel(label)
  }
  if (part !== 'both' || places === 0) return undefined
  return {
    line: first,
    ours: { label: labels.ours || 'one side', text: sides.ours.join('\n') },
    theirs: { label: labels.theirs || 'the other', text: sides.theirs.join('\n') },
    base: withBase === places ? sides.base.join('\n') : undefined,
  }
}

const LONGEST_LABEL = 28

/** Without the subject of a commit, which a rebase writes behind it: `4f2c1d0 (Shorter words)`. */
function shortLabel(label: string): string {
  const name = label.replace(/ \(.*$/, '')
  return name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name
}
