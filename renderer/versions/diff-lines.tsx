import { diffLines } from '#shared/line-diff.ts'
import { type FoldedLine, foldedLines } from './folded-lines.ts'

const SIGNS = { same: ' ', removed: '−', added: '+', folded: '⋮' } as const
const WORDS = { same: '', removed: 'removed: ', added: 'added: ', folded: '' } as const

/** Two texts line by line, as a diff shows them; what is far from any change is folded. */
export function DiffLines({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <pre className="diff-lines selectable">
      {foldedLines(diffLines(before, after)).map((line) => (
        <Line key={line.key} line={line} />
      ))}
    </pre>
  )
}

function Line({ line: { type, text } }: { readonly line: FoldedLine }) {
  return (
    <span className={`diff-line ${type}`}>
      <span aria-hidden="true">{SIGNS[type]} </span>
      {WORDS[type] !== '' && <span className="visually-hidden">{WORDS[type]}</span>}
      {text === '' ? ' ' : text}
    </span>
  )
}
