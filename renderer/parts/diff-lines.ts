/** A unified diff as it is read: which file it changes, how much, and the lines without what only programs need. */

export interface DiffFile {
  readonly name: string
  readonly added: number
  readonly removed: number
}

export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'hunk' | 'same'
  readonly sign: string
  readonly text: string
}

const HEADER = /^(?:diff |index |--- |\+\+\+ |(?:new|deleted) file mode |similarity index |rename (?:from|to) )/

/** The one file that a diff changes; undefined where it changes several, or none by name. */
export function diffFile(text: string): DiffFile | undefined {
  const lines = text.split('\n')
  const names = lines.flatMap((line, at) =>
    lines[at + 1]?.startsWith('+++ ') && line.startsWith('--- ') ? [fileName(line, lines[at + 1] ?? '')] : [],
  )
  const [name] = names
  if (name === undefined || names.length > 1 || lines.filter((line) => line.startsWith('diff ')).length > 1)
    return undefined
  const kinds = diffLines(text, true).map(({ kind }) => kind)
  const count = (wanted: DiffLine['kind']) => kinds.filter((kind) => kind === wanted).length
  return { name, added: count('added'), removed: count('removed') }
}

/** `named`: the file stands above, so its headers and the place of its only hunk need not be repeated. */
export function diffLines(text: string, named: boolean): readonly DiffLine[] {
  const lines = text.replace(/\n$/, '').split('\n')
  const hunks = lines.filter((line) => line.startsWith('@@')).length
  // A removed line that begins with two dashes looks like a header, but only above the first hunk is one.
  let inHunk = false
  return lines.flatMap((line): DiffLine[] => {
    if (line.startsWith('diff ')) inHunk = false
    if (line.startsWith('@@')) {
      inHunk = true
      return named && hunks === 1 ? [] : [{ kind: 'hunk', sign: '', text: line }]
    }
    if (!inHunk && HEADER.test(line)) return named ? [] : [{ kind: 'hunk', sign: '', text: line }]
    if (line.startsWith('+')) return [{ kind: 'added', sign: '+', text: line.slice(1) }]
    if (line.startsWith('-')) return [{ kind: 'removed', sign: '-', text: line.slice(1) }]
    return [{ kind: 'same', sign: '', text: line.startsWith(' ') ? line.slice(1) : line }]
  })
}

/** Of a file that went, the name that it had. */
function fileName(from: string, to: string): string {
  const named = to === '+++ /dev/null' ? from : to
  return named
    .slice(4)
    .replace(/^[ab]\//, '')
    .replace(/\t.*$/, '')
}
