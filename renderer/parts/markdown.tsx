/** Markdown as it is drawn by a library that is half of the window's code: until that is here, the text as it was written. */
import { lazy, Suspense } from 'react'
import type { MarkdownProps } from './drawn-markdown.tsx'

const library = async () => ({ default: (await import('./drawn-markdown.tsx')).DrawnMarkdown })
const DrawnMarkdown = lazy(library)

/** So that the first text of a run need not wait. */
export function fetchMarkdown(): void {
  void library()
}

export function Markdown(props: MarkdownProps) {
  return (
    <Suspense fallback={<div className="prose as-written">{props.text}</div>}>
      <DrawnMarkdown {...props} />
    </Suspense>
  )
}
