/** Markdown as it is drawn by a library that is half of the window's code: until that is here, the text as it was written. */
import { type ComponentType, lazy, Suspense } from 'react'
import type { MarkdownProps } from './drawn-markdown.tsx'

/** Where it cannot be had, as after an update under an open window, a text stays as it was written. */
const library = (): Promise<{ default: ComponentType<MarkdownProps> }> =>
  import('./drawn-markdown.tsx').then(
    ({ DrawnMarkdown: drawn }) => ({ default: drawn }),
    () => ({ default: AsWritten }),
  )
const DrawnMarkdown = lazy(library)

/** So that the first text of a run need not wait. */
export function fetchMarkdown(): void {
  void library()
}

export function Markdown(props: MarkdownProps) {
  return (
    <Suspense fallback={<AsWritten {...props} />}>
      <DrawnMarkdown {...props} />
    </Suspense>
  )
}

function AsWritten({ text }: MarkdownProps) {
  return <div className="prose as-written">{text}</div>
}
