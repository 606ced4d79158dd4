/** Answers to a form: whether they can be taken, and what the node then gives on. */
import { assertNever } from '#shared/assert-never.ts'
import type { FormField } from '#shared/events/form-field.ts'
import type { Json } from '#shared/json.ts'

type Answers = Readonly<Record<string, Json>>

/** A field may be called as what every object has, such as `constructor`. */
const givenFor = (field: FormField, values: Answers): Json | undefined =>
  Object.hasOwn(values, field.name) ? values[field.name] : undefined

/** A field without a default must be filled in, unless it says otherwise; as with parameters. */
const isRequired = (field: FormField): boolean => field.required ?? field.default === undefined

const labelOf = (field: FormField): string => field.title ?? field.name

/** The first thing that is wrong, in a sentence; null where the answers can be taken. */
export function checkAnswers(fields: readonly FormField[], values: Answers): string | null {
  const known = new Set(fields.map((field) => field.name))
  const unknown = Object.keys(values).find((name) => !known.has(name))
  if (unknown !== undefined) return `There is no field “${unknown}” in this form: it has ${[...known].join(', ')}.`
  return fields.map((field) => checkAnswer(field, givenFor(field, values))).find((problem) => problem !== null) ?? null
}

function checkAnswer(field: FormField, value: Json | undefined): string | null {
  if (value === undefined || value === null || value === '') {
    return isRequired(field) ? `“${labelOf(field)}” must be filled in.` : null
  }
  const wanted = wantedInstead(field, value)
  return wanted === null ? null : `“${labelOf(field)}” must be ${wanted}.`
}

function wantedInstead(field: FormField, value: Json): string | null {
  switch (field.type) {
    case 'string':
    case 'text':
      return typeof value === 'string' ? null : 'text'
    case 'file':
    case 'directory':
      return typeof value === 'string' ? null : 'a path'
    case 'number':
      return typeof value === 'number' ? null : 'a number'
    case 'boolean':
      return typeof value === 'boolean' ? null : 'true or false'
    case 'enum':
      return field.options?.some((option) => option === value) ? null : `one of ${(field.options ?? []).join(', ')}`
    case 'json':
      return null
    default:
      return assertNever(field.type, 'field type')
  }
}

/** The answers with the defaults of what was left empty. */
export function takeAnswers(fields: readonly FormField[], values: Answers): Record<string, Json> {
  const taken: [string, Json][] = []
  for (const field of fields) {
    const given = givenFor(field, values)
    const value = given === undefined || given === null || given === '' ? (field.default ?? given) : given
    if (value !== undefined) taken.push([field.name, value])
  }
  // Not by assignment: a field may be called `__proto__`.
  return Object.fromEntries(taken)
}
