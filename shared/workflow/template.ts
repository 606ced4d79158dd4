/** Text with `{{ … }}` in it, split into what stands as it is and what is evaluated. */
import { compiledOnce } from './compiled-once.ts'
import { type CompiledExpression, compileExpression } from './expression.ts'
import { ExpressionError } from './expression-error.ts'

export interface Template {
  readonly parts: readonly (string | CompiledExpression)[]
  /** Set where the text is nothing but one expression, not even a blank beside it: then the value keeps its type. */
  readonly sole: CompiledExpression | undefined
}

const OPEN = '{{'
const CLOSE = '}}'
const CACHE_SIZE = 2_000
/** Each `}}` tried costs a parse, so a text full of them behind a broken expression must not cost their square. */
const MOST_ENDS_TRIED = 200

/** Throws ExpressionError, its position in `text`. An expression ends at the first `}}` that leaves a valid one. */
export const parseTemplate: (text: string) => Template = compiledOnce(CACHE_SIZE, split)

/** Whether anything would be evaluated; true also where the expression is broken. */
export function hasExpressions(text: string): boolean {
  for (let at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, at + OPEN.length)) {
    if (text[at - 1] !== '\\') return true
  }
  return false
}

function split(text: string): Template {
  const parts: (string | CompiledExpression)[] = []
  let literal = ''
  let from = 0
  for (let at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
    if (at > from && text[at - 1] === '\\') {
      literal += text.slice(from, at - 1) + OPEN
      from = at + OPEN.length
      continue
    }
    literal += text.slice(from, at)
    if (literal !== '') parts.push(literal)
    literal = ''
    const found = expressionAt(text, at + OPEN.length)
    parts.push(found.expression)
    from = found.end
  }
  literal += text.slice(from)
  if (literal !== '') parts.push(literal)
  const [first] = parts
  return { parts, sole: parts.length === 1 && typeof first === 'object' ? first : undefined }
}

/** `end` is behind the closing braces. */
function expressionAt(text: string, start: number): { readonly expression: CompiledExpression; readonly end: number } {
  let failure: ExpressionError | undefined
  let close = text.indexOf(CLOSE, start)
  for (let tried = 0; close >= 0 && tried < MOST_ENDS_TRIED; tried += 1) {
    try {
      return { expression: compileExpression(text.slice(start, close)), end: close + CLOSE.length }
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      failure ??= new ExpressionError(error.message, start + (error.position ?? 0))
    }
    close = text.indexOf(CLOSE, close + 1)
  }
  throw (
    failure ??
    new ExpressionError(
      'This {{ has no }} behind it. Close it, or write \\{{ for the two braces themselves',
      start - OPEN.length,
    )
  )
}
