/**
 * A value of a config with its texts parsed, for who evaluates it more than once. What is remembered by text is bounded: a
 * run of ten thousand nodes would ask for each of its texts only after it was forgotten.
 */
import { isJsonObject, type Json } from '../json.ts'
import { ExpressionError } from './expression-error.ts'
import { parseTemplate, type Template } from './template.ts'

export type PreparedValue =
  /** Nothing in it is evaluated. */
  | { readonly type: 'plain'; readonly value: Json }
  | { readonly type: 'text'; readonly template: Template }
  /** A text with an expression that cannot be read: to evaluate it fails. */
  | { readonly type: 'broken'; readonly error: ExpressionError }
  | { readonly type: 'list'; readonly items: readonly PreparedValue[] }
  | { readonly type: 'object'; readonly entries: readonly (readonly [string, PreparedValue])[] }

export function prepareValue(value: Json): PreparedValue {
  if (typeof value === 'string') return value.includes('{{') ? preparedText(value) : { type: 'plain', value }
  if (typeof value !== 'object' || value === null) return { type: 'plain', value }
  if (Array.isArray(value)) {
    const items = value.map(prepareValue)
    return items.every(isPlain) ? { type: 'plain', value } : { type: 'list', items }
  }
  const entries = Object.entries(value).map(([key, item]) => [key, prepareValue(item)] as const)
  return entries.every(([, item]) => isPlain(item)) ? { type: 'plain', value } : { type: 'object', entries }
}

const isPlain = ({ type }: PreparedValue): boolean => type === 'plain'

const NOTHING: PreparedValue = { type: 'plain', value: null }

/** An element or a field of it; null where there is none. */
export function partOf(prepared: PreparedValue, step: number | string): PreparedValue {
  switch (prepared.type) {
    case 'list':
      return (typeof step === 'number' && prepared.items[step]) || NOTHING
    case 'object':
      return prepared.entries.find(([key]) => key === step)?.[1] ?? NOTHING
    case 'plain':
      return partOfPlain(prepared.value, step)
    default:
      return NOTHING
  }
}

function partOfPlain(value: Json, step: number | string): PreparedValue {
  const part = Array.isArray(value) ? value[Number(step)] : isJsonObject(value) ? value[step] : undefined
  return part === undefined ? NOTHING : { type: 'plain', value: part }
}

function preparedText(text: string): PreparedValue {
  try {
    return { type: 'text', template: parseTemplate(text) }
  } catch (error) {
    if (error instanceof ExpressionError) return { type: 'broken', error }
    throw error
  }
}
