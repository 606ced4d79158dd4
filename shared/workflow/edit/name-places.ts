/** Where a name such as `nodes.diff` or `args.base` stands in the expressions of a text, as a whole name. */
import { expressionSpans } from './expression-spans.ts'

export interface NamePlace {
  readonly start: number
  /** Behind its last letter. */
  readonly end: number
}

export function placesOfName(text: string, name: string): readonly NamePlace[] {
  const pattern = new RegExp(`(?<![\\w$"']|(?<!\\.)\\.)${escaped(name)}(?!\\w)`, 'g')
  return expressionSpans(text).flatMap((span) =>
    [...text.slice(span.start, span.end).matchAll(pattern)].map(({ index }) => ({
      start: span.start + index,
      end: span.start + index + name.length,
    })),
  )
}

/** The text with another name there; the same where the name does not stand in it. */
export function withName(text: string, from: string, to: string): string {
  let result = ''
  let at = 0
  for (const { start, end } of placesOfName(text, from)) {
    result += text.slice(at, start) + to
    at = end
  }
  return result + text.slice(at)
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
