/**
 * Where `{{ … }}` stands in a text. An expression ends at the first `}}` outside strings, names in backticks, comments
 * and inner braces, as the engine's reader does; `\{{` is a literal.
 */

export interface ExpressionSpan {
  /** Of the opening `{{`. */
  readonly start: number
  /** Behind the closing `}}`, or the end of the text where it is missing. */
  readonly end: number
  readonly closed: boolean
}

export function expressionSpans(text: string): readonly ExpressionSpan[] {
  const spans: ExpressionSpan[] = []
  let from = 0
  for (;;) {
    const start = text.indexOf('{{', from)
    if (start < 0) return spans
    if (text[start - 1] === '\\') {
      from = start + 2
      continue
    }
    const inner = endOfExpression(text, start + 2)
    const closed = inner >= 0
    const end = closed ? inner + 2 : text.length
    spans.push({ start, end, closed })
    from = end
  }
}

/** The offset of the closing `}}`, or -1. */
function endOfExpression(text: string, from: number): number {
  let depth = 0
  let at = from
  while (at < text.length) {
    const char = text[at]
    if (char === '"' || char === "'" || char === '`') {
      at = endOfQuoted(text, at)
      continue
    }
    if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2)
      at = close < 0 ? text.length : close + 2
      continue
    }
    if (depth === 0 && text.startsWith('}}', at)) return at
    if (char === '{') depth += 1
    if (char === '}') depth -= 1
    at += 1
  }
  return -1
}

/** The offset behind the closing quote; an unclosed quote is taken as a plain character, as in `it's`. */
export function endOfQuoted(text: string, at: number): number {
  const quote = text[at]
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === '\\' && quote !== '`') index += 1
    else if (text[index] === quote) return index + 1
  }
  return at + 1
}

/** A text in pieces, for painting: what is said and what is computed. */
export interface TextPiece {
  readonly text: string
  readonly expression: boolean
  /** Offset in the whole text. */
  readonly at: number
}

export function textPieces(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const span of expressionSpans(text)) {
    if (span.start > from) pieces.push({ text: text.slice(from, span.start), expression: false, at: from })
    pieces.push({ text: text.slice(span.start, span.end), expression: true, at: span.start })
    from = span.end
  }
  if (from < text.length) pieces.push({ text: text.slice(from), expression: false, at: from })
  return pieces
}
