/** Reads what a form needs out of a JSON Schema (2020-12) as the kinds' descriptors carry it. */
import { isJsonObject, type Json } from '#shared/json.ts'

export interface FieldSchema {
  readonly name: string
  readonly title: string
  readonly description: string | undefined
  readonly placeholder: string | undefined
  readonly widget: string
  readonly required: boolean
  /** What counts where the file says nothing. */
  readonly otherwise: Json | undefined
  /** The values of a choice. */
  readonly options: readonly string[]
  /** Of a list of objects: the fields of one of them. */
  readonly item: readonly FieldSchema[] | undefined
  /** `{{ secrets.NAME }}` may stand in it. */
  readonly secrets: boolean
  /** It is evaluated for each event that comes, with `event` in scope. */
  readonly hearsEvent: boolean
  /** It counts only while the field beside it has one of these values. */
  readonly usedWith: { readonly field: string; readonly is: readonly Json[] } | undefined
}

type Schema = { readonly [key: string]: Json }

/** The fields of an object, in the order that its schema names them, unless it says otherwise of one. */
export function fieldsOf(schema: Schema): readonly FieldSchema[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const properties = isJsonObject(schema.properties) ? schema.properties : {}
  const schemas = new Map(
    Object.entries(properties).map(([name, property]) => [name, isJsonObject(property) ? property : {}]),
  )
  return inShownOrder(schemas).map(([name, property]) => fieldOf(name, property, required.has(name)))
}

function inShownOrder(schemas: ReadonlyMap<string, Schema>): readonly (readonly [string, Schema])[] {
  const placed = (schema: Schema) => typeof schema.shownAfter === 'string' && schemas.has(schema.shownAfter)
  const behind = (name: string): readonly (readonly [string, Schema])[] =>
    [...schemas].filter(([, schema]) => schema.shownAfter === name).flatMap((entry) => [entry, ...behind(entry[0])])
  return [...schemas].flatMap((entry) => (placed(entry[1]) ? [] : [entry, ...behind(entry[0])]))
}

function fieldOf(name: string, schema: Schema, required: boolean): FieldSchema {
  const item = itemOf(schema)
  const options = optionsOf(schema)
  return {
    name,
    title: textOf(schema.title) ?? titleOf(name),
    description: textOf(schema.description),
    placeholder: textOf(schema.placeholder),
    widget: textOf(schema.widget) ?? guessedWidget(schema, options, item),
    required,
    otherwise: schema.otherwise,
    options,
    item,
    secrets: schema.secrets === true,
    hearsEvent: schema.hearsEvent === true,
    usedWith: usedWithOf(schema.usedWith),
  }
}

function usedWithOf(given: Json | undefined): FieldSchema['usedWith'] {
  if (!isJsonObject(given) || typeof given.field !== 'string' || !Array.isArray(given.is)) return undefined
  return { field: given.field, is: given.is }
}

/** The fields that count for an object as it stands. What says something is never hidden, so that nothing is kept unseen. */
export function usedFields(
  fields: readonly FieldSchema[],
  values: Readonly<Record<string, Json>>,
): readonly FieldSchema[] {
  return fields.filter(({ name, usedWith }) => {
    if (!usedWith || values[name] !== undefined) return true
    const other = values[usedWith.field] ?? fields.find((field) => field.name === usedWith.field)?.otherwise
    return other !== undefined && usedWith.is.includes(other)
  })
}

/** Of `{{ … }} or a list`, the list counts: the other is written as an expression. */
function itemOf(schema: Schema): readonly FieldSchema[] | undefined {
  const list = [schema, ...alternatives(schema)].find((each) => each.type === 'array')
  const items = list?.items
  return isJsonObject(items) && isJsonObject(items.properties) ? fieldsOf(items) : undefined
}

function optionsOf(schema: Schema): readonly string[] {
  const found = [schema, ...alternatives(schema)].find((each) => Array.isArray(each.enum))?.enum
  return Array.isArray(found) ? found.filter((option) => typeof option === 'string') : []
}

const alternatives = (schema: Schema): readonly Schema[] =>
  Array.isArray(schema.anyOf) ? schema.anyOf.filter(isJsonObject) : []

function guessedWidget(schema: Schema, options: readonly string[], item: readonly FieldSchema[] | undefined): string {
  if (options.length > 0) return 'choice'
  if (item) return 'list'
  switch (schema.type) {
    case 'boolean':
      return 'switch'
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return 'list'
    case 'string':
      return 'text'
    default:
      return 'json'
  }
}

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

function titleOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
