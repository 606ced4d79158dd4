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
}

type Schema = { readonly [key: string]: Json }

/** The fields of an object, in the order that its schema names them. */
export function fieldsOf(schema: Schema): readonly FieldSchema[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const properties = isJsonObject(schema.properties) ? schema.properties : {}
  return Object.entries(properties).map(([name, property]) =>
    fieldOf(name, isJsonObject(property) ? property : {}, required.has(name)),
  )
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
  }
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
