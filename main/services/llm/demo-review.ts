/** Reads a unified diff out of a prompt and finds something true to say about its added lines, by rules. */

export interface DiffRemark {
  readonly file: string
  readonly line: number
  readonly remark: string
}

interface DiffFile {
  readonly path: string
  /** Added lines with their numbers in the new file. */
  readonly added: readonly { readonly line: number; readonly text: string }[]
  readonly removed: number
}

export interface ReadDiff {
  readonly files: readonly DiffFile[]
  readonly added: number
  readonly removed: number
  /** What stands around the diff. */
  readonly prose: string
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/
const HEADER =
  /^(diff --git |index |--- |\+\+\+ |new file |deleted file |old mode |new mode |similarity |rename |copy |Binary files |\\ No newline)/

/** Follows the line counts of each hunk, so that prose behind the diff is not taken for context lines. */
export function readDiff(prompt: string): ReadDiff {
  const files: { path: string; added: { line: number; text: string }[]; removed: number }[] = []
  const prose: string[] = []
  let oldLeft = 0
  let newLeft = 0
  let line = 0
  for (const text of prompt.split(/\r?\n/)) {
    const file = files.at(-1)
    if (file && (oldLeft > 0 || newLeft > 0) && /^[ +\\-]|^$/.test(text)) {
      const mark = text[0] ?? ' '
      if (mark === '\\') continue
      if (mark === '+') file.added.push({ line, text: text.slice(1) })
      if (mark === '-') file.removed += 1
      if (mark !== '+') oldLeft -= 1
      if (mark !== '-') newLeft -= 1
      if (mark !== '-') line += 1
      continue
    }
    const hunk = HUNK.exec(text)
    if (hunk && file) {
      oldLeft = Number(hunk[1] ?? 1)
      line = Number(hunk[2])
      newLeft = Number(hunk[3] ?? 1)
    } else if (text.startsWith('+++ ')) {
      files.push({ path: pathOf(text), added: [], removed: 0 })
    } else if (!HEADER.test(text)) {
      oldLeft = 0
      newLeft = 0
      prose.push(text)
    }
  }
  const named = files.filter((file) => file.path !== '/dev/null')
  return {
    files: named,
    added: named.reduce((sum, file) => sum + file.added.length, 0),
    removed: files.reduce((sum, file) => sum + file.removed, 0),
    prose: prose.join('\n'),
  }
}

function pathOf(header: string): string {
  const path = header.slice(4).split('\t', 1)[0] ?? ''
  return path.replace(/^"(.*)"$/, '$1').replace(/^b\//, '')
}

const RULES: readonly { readonly when: RegExp; readonly remark: string }[] = [
  {
    when: /(password|secret|api_?key|token)\s*[:=]\s*['"]/i,
    remark: 'A credential seems to be written into the code; keep it out of the repository.',
  },
  {
    when: /\beval\s*\(|innerHTML\s*=|shell\s*=\s*True/,
    remark: 'This runs or inserts text as code; make sure that it can never come from outside.',
  },
  {
    when: /catch\s*(\([^)]*\))?\s*\{\s*\}|except\s*:\s*(pass)?\s*$/,
    remark: 'An error is swallowed here; log it or let it pass on.',
  },
  {
    when: /\b(console\.(log|debug)|print(ln)?!?\(|fmt\.Print|dbg!\()/,
    remark: 'This looks like output for debugging; is it meant to stay?',
  },
  { when: /\b(TODO|FIXME|XXX|HACK)\b/, remark: 'An open point is left in the code; settle it or file it.' },
  { when: /:\s*any\b|\bas any\b/, remark: '`any` turns the type check off here; name the type.' },
  { when: /[\w)\]] \/ [\w(]/, remark: 'A division: what happens when the divisor is zero?' },
  { when: /.{121,}/, remark: 'This line is long; it may read better when it is split.' },
  { when: /\b(function|def|fn|func|class)\b|=>\s*\{?$/, remark: 'New behaviour begins here; is there a test for it?' },
]

/** Those with a rule first, then the first added line of each file; in the order of the diff. */
export function remarksOn(diff: ReadDiff, most: number): readonly DiffRemark[] {
  const lines = diff.files
    .flatMap((file) => file.added.map((added) => ({ file: file.path, ...added })))
    .filter((line) => line.text.trim() !== '')
  const ruled = lines.flatMap(({ file, line, text }) => {
    const rule = RULES.findIndex((entry) => entry.when.test(text))
    const found = RULES[rule]
    return found ? [{ file, line, remark: found.remark, rank: rule }] : []
  })
  const plain = diff.files.flatMap((file) => {
    const first = file.added.find((added) => added.text.trim() !== '')
    if (!first || ruled.some((remark) => remark.file === file.path)) return []
    return [
      {
        file: file.path,
        line: first.line,
        remark: `Added: \`${excerpt(first.text)}\`. Check that a test or a reader covers it.`,
        rank: RULES.length,
      },
    ]
  })
  const chosen = new Set([...ruled, ...plain].sort((a, b) => a.rank - b.rank).slice(0, most))
  const order = new Map(diff.files.map((file, index) => [file.path, index]))
  return [...chosen]
    .sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line)
    .map(({ file, line, remark }) => ({ file, line, remark }))
}

function excerpt(text: string): string {
  const plain = text.trim().replaceAll('`', "'")
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain
}

/** `path:line`, in backticks or bare with a folder or an ending. */
const MENTION =
  /(?:`([^`:\n]+):(\d+)`|([\w@~][\w./@~-]*\.[A-Za-z]\w*|[\w@~][\w.@~-]*\/[\w./@~-]+):(\d+))[:\s–—-]*([^\n]*)/g

/** Wherever a text names a place, with the words that follow. */
export function mentionsIn(text: string): readonly DiffRemark[] {
  return [...text.matchAll(MENTION)].map(([, quoted, quotedLine, bare, bareLine, remark = '']) => ({
    file: quoted ?? bare ?? '',
    line: Number(quotedLine ?? bareLine),
    remark: remark.trim() || 'See this line.',
  }))
}
