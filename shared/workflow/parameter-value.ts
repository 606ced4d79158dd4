/** What a parameter's type says of a value. */
import type { Json } from '../json.ts'
import type { Parameter } from './workflow.ts'

const WORDS: Readonly<Record<Parameter['type'], string>> = {
  string: 'text on one line',
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  enum: 'one of its options',
  file: 'the path of a file',
  directory: 'the path of a folder',
  json: 'JSON',
}

/** `a number`, for a sentence. */
export function typeInWords({ type, options }: Pick<Parameter, 'type' | 'options'>): string {
  return type === 'enum' && options ? `one of ${options.join(', ')}` : WORDS[type]
}

export function fitsType(value: Json, { type, options }: Pick<Parameter, 'type' | 'options'>): boolean {
  switch (type) {
    case 'json':
      return true
    case 'number':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'enum':
      return typeof value === 'string' && (options ?? []).includes(value)
    default:
      return typeof value === 'string'
  }
}

export function isRequired(parameter: Parameter): boolean {
  return parameter.required ?? parameter.default === undefined
}
