import type { FormField } from '#shared/events/form-field.ts'
import type { Json } from '#shared/json.ts'
import { UsageError } from '../exit-codes.ts'

/** What was typed, as the field's type wants it. Throws UsageError in a sentence that names the field. */
export function fieldValue(field: Pick<FormField, 'name' | 'type' | 'options'>, typed: string): Json {
  switch (field.type) {
    case 'number': {
      const number = Number(typed)
      if (typed.trim() === '' || !Number.isFinite(number))
        throw new UsageError(`${field.name} must be a number, not "${typed}"`)
      return number
    }
    case 'boolean':
      return truth(field.name, typed)
    case 'json':
      return json(field.name, typed)
    case 'enum':
      if (field.options && !field.options.includes(typed))
        throw new UsageError(`${field.name} must be one of ${field.options.join(', ')}, not "${typed}"`)
      return typed
    default:
      return typed
  }
}

export function json(name: string, typed: string): Json {
  try {
    return JSON.parse(typed)
  } catch (error) {
    throw new UsageError(`${name} must be JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function truth(name: string, typed: string): boolean {
  const word = typed.trim().toLowerCase()
  if (['true', 'yes', 'y', '1'].includes(word)) return true
  if (['false', 'no', 'n', '0'].includes(word)) return false
  throw new UsageError(`${name} must be yes or no, not "${typed}"`)
}
