import { ScrollBox } from './scroll-box.tsx'

/** A unified diff, line by line. The sign stays in the text, so it reads without colour. */
const KEPT_LINES = 400

export function DiffView({ text }: { readonly text: string }) {
  const lines = text.replace(/\n$/, '').split('\n')
  const shown = lines.slice(0, KEPT_LINES)
  return (
    <ScrollBox className="diff" label={`Diff, ${lines.length} lines`}>
      {shown.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a diff never changes under its reader, so a line is its place
        <div key={index} className={lineClass(line)}>
          {line || ' '}
        </div>
      ))}
      {lines.length > shown.length && <div className="hunk">{lines.length - shown.length} more lines</div>}
    </ScrollBox>
  )
}

export function looksLikeDiff(text: string): boolean {
  return /^(?:diff --git |--- .+\n\+\+\+ |@@ -\d)/m.test(text.slice(0, 2_000))
}

function lineClass(line: string): string | undefined {
  if (/^(?:diff |index |--- |\+\+\+ |@@)/.test(line)) return 'hunk'
  if (line.startsWith('+')) return 'added'
  return line.startsWith('-') ? 'removed' : undefined
}
