/** Makes a small value that a JSON Schema accepts, for the demo model. Covers what schemas for answers use, `$ref` included. */
import { isJsonObject, type Json } from '#shared/json.ts'

type Schema = { readonly [key: string]: Json }

/** Items for an array with these item schema, or null to let the generator make the fewest allowed. */
type FillList = (items: Json) => Json[] | null

const DEEPEST = 12

export function minimalInstance(schema: Json, fill: FillList): Json {
  return make(schema, { root: schema, fill, depth: 0 })
}

interface Place {
  readonly root: Json
  readonly fill: FillList
  readonly depth: number
}

function make(given: Json, place: Place): Json {
  const schema = resolved(given, place.root)
  if (!isJsonObject(schema) || place.depth > DEEPEST) return null
  const deeper = { ...place, depth: place.depth + 1 }
  if ('const' in schema) return schema.const ?? null
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null
  if ('default' in schema) return schema.default ?? null
  for (const key of ['anyOf', 'oneOf'] as const) {
    const choices = schema[key]
    if (Array.isArray(choices) && choices.length > 0)
      return make(merged(schema, [choices[0] ?? {}], key, place.root), deeper)
  }
  if (Array.isArray(schema.allOf)) return make(merged(schema, schema.allOf, 'allOf', place.root), deeper)
  switch (typeOf(schema)) {
    case 'object':
      return makeObject(schema, deeper)
    case 'array':
      return makeArray(schema, deeper)
    case 'string':
      return makeString(schema)
    case 'integer':
    case 'number':
      return makeNumber(schema)
    case 'boolean':
      return true
    default:
      return null
  }
}

function resolved(schema: Json, root: Json): Json {
  let at = schema
  for (let hops = 0; hops < DEEPEST && isJsonObject(at) && typeof at.$ref === 'string'; hops++) {
    const path = at.$ref
      .replace(/^#\/?/, '')
      .split('/')
      .filter((part) => part !== '')
    at = path.reduce<Json>(
      (value, part) => (isJsonObject(value) ? (value[part.replaceAll('~1', '/').replaceAll('~0', '~')] ?? {}) : {}),
      root,
    )
  }
  return at
}

function merged(schema: Schema, parts: readonly Json[], without: string, root: Json): Json {
  const all = [schema, ...parts.map((part) => asObject(resolved(part, root)))]
  const properties = Object.assign({}, ...all.map((one) => asObject(one.properties)))
  const required = all.flatMap((one) => asList(one.required))
  const { [without]: _, ...rest } = schema
  return Object.assign(
    {},
    rest,
    ...all.slice(1),
    Object.keys(properties).length > 0 && { properties },
    required.length > 0 && { required },
  )
}

const asObject = (value: Json | undefined): Schema => (isJsonObject(value) ? value : {})
const asList = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])

function typeOf(schema: Schema): string {
  const named = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (typeof named === 'string') return named
  if ('properties' in schema || 'required' in schema) return 'object'
  if ('items' in schema || 'prefixItems' in schema) return 'array'
  return 'string'
}

/** All named properties, not only the required ones: an empty object would show nothing. */
function makeObject(schema: Schema, place: Place): Json {
  const properties = asObject(schema.properties)
  const required = asList(schema.required).flatMap((name) =>
    typeof name === 'string' && !(name in properties) ? [name] : [],
  )
  const entries = Object.entries(properties).filter(
    ([name]) => place.depth < 6 || asList(schema.required).includes(name),
  )
  return Object.fromEntries([
    ...entries.map(([name, of]) => [name, make(of, place)]),
    ...required.map((name) => [name, 'Demo']),
  ])
}

function makeArray(schema: Schema, place: Place): Json {
  const first = asList(schema.prefixItems).map((item) => make(item, place))
  const items = resolved(schema.items ?? {}, place.root)
  const least = Number(schema.minItems ?? 0)
  const most = Number(schema.maxItems ?? Number.POSITIVE_INFINITY)
  const list = [...first, ...(place.fill(items) ?? [])].slice(0, most)
  while (list.length < least) list.push(make(items, place))
  return list
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2025-01-01',
  'date-time': '2025-01-01T00:00:00Z',
  time: '00:00:00Z',
  email: 'demo@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

function makeString(schema: Schema): string {
  const known = FORMATS[String(schema.format ?? '')]
  if (known) return known
  const text = 'Demo'.padEnd(Number(schema.minLength ?? 0), '.')
  return text.slice(0, Number(schema.maxLength ?? Number.POSITIVE_INFINITY))
}

function makeNumber(schema: Schema): number {
  const step = Number(schema.multipleOf ?? 1)
  const least = Number(schema.minimum ?? Number.NEGATIVE_INFINITY)
  const above = Number(schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY)
  const most = Math.min(
    Number(schema.maximum ?? Number.POSITIVE_INFINITY),
    Number(schema.exclusiveMaximum ?? Number.POSITIVE_INFINITY) - Number('exclusiveMaximum' in schema),
  )
  let value = Math.min(Math.max(0, least), most)
  if (value <= above) value = above + step
  return Math.ceil(value / step) * step
}
