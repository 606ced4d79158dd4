/**
 * What one call of a built-in may cost. The time limit is looked at between calls, so a single call that runs away would
 * stop everything: such calls are refused before they begin.
 */
import type jsonata from 'jsonata'
import { ExpressionError } from './expression-error.ts'
import { isSafePattern } from './safe-pattern.ts'

/** Far beyond what anybody lines up in text. */
const WIDEST_PAD = 100_000

/** Refuses a repeat inside a repeat, such as `(a+)+`, which takes for ever on the wrong text. */
export class BoundedRegExp extends RegExp {
  constructor(pattern: RegExp | string, flags?: string) {
    if (!isSafePattern(pattern))
      throw new ExpressionError(
        `The pattern /${pattern instanceof RegExp ? pattern.source : pattern}/ repeats a part that repeats itself, which can take for ever. Write it without a repeat inside a repeat.`,
      )
    super(pattern, flags)
  }
}

export function boundedFunctions(expression: jsonata.Expression): jsonata.Expression {
  expression.registerFunction('pad', pad, '<s-ns?:s>')
  return expression
}

/** As JSONata's: a negative width pads in front. Counts code points. */
function pad(text: string | undefined, width: number, filler = ' '): string | undefined {
  if (text === undefined) return undefined
  if (Math.abs(width) > WIDEST_PAD)
    throw new ExpressionError(`$pad to ${width} characters is too wide: ${WIDEST_PAD} is the limit.`)
  const missing = Math.abs(width) - [...text].length
  if (missing <= 0) return text
  const fill = [...(filler === '' ? ' ' : filler).repeat(missing)].slice(0, missing).join('')
  return width > 0 ? text + fill : fill + text
}
