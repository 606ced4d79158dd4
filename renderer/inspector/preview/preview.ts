/**
 * The value of an expression, or of a text with expressions in it, on the data of a run. Pure: the worker runs it, tests too.
 *
 *   V1. It gives what the engine would, by the same reader and evaluator and within the same limits.
 *   V2. What it gives is small, however large the value: the screen shows a beginning, its type and its size.
 */
import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { expressionSpans } from '#shared/workflow/edit/expression-spans.ts'
import { type CompiledExpression, compileExpression } from '#shared/workflow/expression.ts'
import { ExpressionError } from '#shared/workflow/expression-error.ts'
import { parseTemplate } from '#shared/workflow/template.ts'
import { type TypeWord, typeOfValue } from '../scope/known.ts'
import { shortJson, sizeText } from '../scope/value-words.ts'

export interface PreviewQuestion {
  readonly text: string
  /** A template holds `{{ … }}`; an expression is one as a whole. */
  readonly as: 'template' | 'expression'
  readonly scope: { readonly [key: string]: Json }
}

export type Preview =
  | {
      readonly state: 'value'
      readonly text: string
      readonly cut: boolean
      readonly type: TypeWord
      readonly size: string
    }
  | { readonly state: 'nothing' }
  /** `from` and `to` count characters of the text. */
  | { readonly state: 'error'; readonly message: string; readonly from?: number; readonly to?: number }

const MOST_SHOWN = 4_000

export async function previewOf({ text, as, scope }: PreviewQuestion, now: () => number): Promise<Preview> {
  try {
    const value =
      as === 'expression'
        ? await evaluated(compileExpression(text), scope, now, [0, text.length])
        : await filled(text, scope, now)
    return value === undefined ? { state: 'nothing' } : shown(value)
  } catch (error) {
    if (error instanceof PlacedError) return { state: 'error', message: error.message, from: error.from, to: error.to }
    if (error instanceof ExpressionError)
      return { state: 'error', message: error.message, ...placeOf(text, error.position) }
    throw error
  }
}

class PlacedError extends Error {
  readonly from: number
  readonly to: number

  constructor(message: string, [from, to]: readonly [number, number]) {
    super(message)
    this.from = from
    this.to = to
  }
}

type Scope = PreviewQuestion['scope']

async function filled(text: string, scope: Scope, now: () => number): Promise<Json | undefined> {
  const { parts, sole } = parseTemplate(text)
  const spans = expressionSpans(text)
  let result = ''
  let place = 0
  for (const part of parts) {
    if (typeof part === 'string') {
      result += part
      continue
    }
    const { start = 0, end = text.length } = spans[place] ?? {}
    place += 1
    const value = await evaluated(part, scope, now, [start + 2, Math.max(start + 2, end - 2)])
    if (sole) return value
    result += asText(value ?? null)
  }
  return result
}

/** What fails is told at its place in the whole text. */
async function evaluated(
  expression: CompiledExpression,
  scope: Scope,
  now: () => number,
  [from, to]: readonly [number, number],
): Promise<Json | undefined> {
  try {
    return (await expression.evaluate({ ...scope }, { now })) as Json | undefined // `evaluate` gives plain JSON
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    if (error.position === undefined) throw new PlacedError(error.message, [from, to])
    // What a function refuses is told behind its bracket; the function is what a person looks for.
    const call = /\$\w+\($/.exec(expression.source.slice(0, error.position))
    const at = call?.index ?? Math.min(error.position, expression.source.length)
    throw new PlacedError(error.message, [from + at, from + endOfWord(expression.source, at)])
  }
}

function placeOf(text: string, position: number | undefined): { readonly from?: number; readonly to?: number } {
  if (position === undefined) return {}
  const from = Math.min(position, Math.max(0, text.length - 1))
  return { from, to: Math.max(from + 1, Math.min(text.length, endOfWord(text, from))) }
}

function endOfWord(text: string, from: number): number {
  const word = /^[\w$]+/.exec(text.slice(from))?.[0].length ?? 1
  return Math.min(text.length, from + word)
}

function shown(value: Json): Preview {
  const text = typeof value === 'string' ? value.slice(0, MOST_SHOWN) : shortJson(value, MOST_SHOWN, 2)
  const cut = typeof value === 'string' ? value.length > MOST_SHOWN : text.length >= MOST_SHOWN
  return { state: 'value', text, cut, type: typeOfValue(value), size: sizeText(value) }
}
