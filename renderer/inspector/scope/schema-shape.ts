/** Between a JSON Schema and the shape that completion and pins look at. */
import { isJsonObject, type Json } from '#shared/json.ts'
import { ANY, type Shape, type TypeWord } from './known.ts'

const TYPES: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'array', 'object', 'null'])
/** A schema may lead back to itself. */
const DEEPEST = 8

export function schemaShape(schema: Json, depth = 0): Shape {
  if (!isJsonObject(schema) || depth > DEEPEST) return ANY
  const type = typeWord(schema.type)
  const properties = isJsonObject(schema.properties) ? schema.properties : undefined
  return {
    type: type ?? (properties ? 'object' : 'any'),
    ...(typeof schema.description === 'string' && { note: schema.description }),
    ...(properties && {
      fields: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, schemaShape(property, depth + 1)]),
      ),
    }),
    ...(schema.items !== undefined && { item: schemaShape(schema.items, depth + 1) }),
  }
}

function typeWord(type: Json | undefined): TypeWord | undefined {
  const word = Array.isArray(type) ? type.find((each) => each !== 'null') : type
  if (word === 'integer') return 'number'
  return typeof word === 'string' && TYPES.has(word) ? (word as TypeWord) : undefined // one of the set
}
