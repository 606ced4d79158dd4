/** What was typed into a form, as the answers that the run gets. */
import type { FormField } from '#shared/events/form-field.ts'
import type { Json } from '#shared/json.ts'
import { parseJson, payloadText } from './payload.ts'

export type Answers = Readonly<Record<string, Json>>

export const fieldTitle = (field: FormField): string => field.title ?? field.name

/** Where a field stands before anyone touches it. */
export function fieldStart(field: FormField): Json {
  if (field.default !== undefined) return field.type === 'json' ? payloadText(field.default) : field.default
  return field.type === 'boolean' ? false : ''
}

/** Empty optional fields are left out; `wrong` is the first text that cannot be an answer. */
export function answersOf(
  fields: readonly FormField[],
  given: Answers,
): { readonly values: Answers; readonly wrong?: string } {
  const values: Record<string, Json> = {}
  for (const field of fields) {
    const value = given[field.name] ?? fieldStart(field)
    if (field.type === 'boolean') values[field.name] = value === true
    else if (value === '') continue
    else if (field.type === 'number') {
      const number = typeof value === 'number' ? value : Number(value)
      if (!Number.isFinite(number)) return { values, wrong: `${fieldTitle(field)} is not a number.` }
      values[field.name] = number
    } else if (field.type === 'json' && typeof value === 'string') {
      const parsed = parseJson(value)
      if ('wrong' in parsed) return { values, wrong: `${fieldTitle(field)}: ${parsed.wrong}` }
      values[field.name] = parsed.value
    } else values[field.name] = value
  }
  return { values }
}

/** The title of the first required field without an answer. A field is required unless it says otherwise or has a default. */
export function missingField(fields: readonly FormField[], values: Answers): string | undefined {
  const missing = fields.find(
    (field) => (field.required ?? field.default === undefined) && values[field.name] === undefined,
  )
  return missing && fieldTitle(missing)
}
