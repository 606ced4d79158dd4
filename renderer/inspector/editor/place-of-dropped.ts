/** Where a dropped reference goes in a text: what stood there can still be read with it, wherever it fell. */
import { expressionSpans } from '#shared/workflow/edit/expression-spans.ts'
import type { EditorLanguage } from './editor-language.ts'

export interface TextChange {
  readonly from: number
  readonly to: number
  readonly insert: string
}

const NAME = /[\w$.`]/

/** Between expressions one of its own, inside of one bare. On a name it takes its place, unless that name is the whole expression. */
export function placeOfDropped(text: string, at: number, reference: string, language: EditorLanguage): TextChange {
  if (language === 'expression') return bare(text, at, reference, 0, text.length)
  const span = expressionSpans(text).find(({ start, end }) => at > start && at < end)
  if (!span) return own(at, reference)
  const { start, end, closed } = span
  const [from, to] = [start + 2, closed ? end - 2 : end]
  const change = bare(text, at, reference, from, to)
  const isWhole = change.to > change.from && text.slice(from, to).trim() === text.slice(change.from, change.to)
  // Half way into its braces, or instead of the one name in them, would cost what was written.
  return at < from || at > to || isWhole ? own(at - start < end - at ? start : end, reference) : change
}

const own = (at: number, reference: string): TextChange => ({ from: at, to: at, insert: `{{ ${reference} }}` })

function bare(text: string, at: number, insert: string, least: number, most: number): TextChange {
  let [from, to] = [at, at]
  while (from > least && NAME.test(text[from - 1] ?? '')) from -= 1
  while (to < most && NAME.test(text[to] ?? '')) to += 1
  const called = text[to] === '('
  return called ? { from: at, to: at, insert } : { from, to, insert }
}
