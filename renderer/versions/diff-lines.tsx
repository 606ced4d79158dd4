import { type DiffLine, diffLines } from './line-diff.ts'

const SIGNS = { same: ' ', removed: '−', added: '+' } as const
const WORDS = { same: '', removed: 'removed: ', added: 'added: ' } as const

/** Two texts line by line, as a diff shows them. */
export function DiffLines({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <pre className="diff-lines selectable">
      {diffLines(before, after).map((line) => (
        <Line key={line.key} line={line} />
      ))}
    </pre>
  )
}

function Line({ line: { type, text } }: { readonly line: DiffLine }) {
  return (
    <span className={`diff-line ${type}`}>
      <span aria-hidden="true">{SIGNS[type]} </span>
      {type !== 'same' && <span className="visually-hidden">{WORDS[type]}</span>}
      {text === '' ? ' ' : text}
    </span>
  )
}
