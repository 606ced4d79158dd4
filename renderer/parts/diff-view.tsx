import { diffLines } from './diff-lines.ts'
import { ScrollBox } from './scroll-box.tsx'

/** A unified diff, line by line. The sign stays in the text, so it reads without colour. */
const KEPT_LINES = 400

export interface DiffViewProps {
  readonly text: string
  /** Its one file is named above it. */
  readonly named?: boolean
}

export function DiffView({ text, named = false }: DiffViewProps) {
  const lines = diffLines(text, named)
  const shown = lines.slice(0, KEPT_LINES)
  return (
    <ScrollBox className="diff" label={`Diff, ${lines.length} lines`}>
      {shown.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a diff never changes under its reader, so a line is its place
        <div key={index} className={line.kind}>
          {line.kind !== 'hunk' && <span className="sign">{line.sign || ' '}</span>}
          {line.text || ' '}
        </div>
      ))}
      {lines.length > shown.length && <div className="hunk">{lines.length - shown.length} more lines</div>}
    </ScrollBox>
  )
}

export function looksLikeDiff(text: string): boolean {
  return /^(?:diff --git |--- .+\n\+\+\+ |@@ -\d)/m.test(text.slice(0, 2_000))
}
