/** A pin against what its kind says of its output: told, never forbidden, since a try may want what a kind would not give. */
import type { Json } from '#shared/json.ts'
import { checkValue } from '#shared/json-schema/check-value.ts'
import type { Shape } from '../scope/known.ts'

export function schemaOfShape({ type, fields, item }: Shape): { readonly [key: string]: Json } {
  return {
    ...(type !== 'any' && { type }),
    ...(fields && {
      properties: Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, schemaOfShape(shape)])),
    }),
    ...(item && { items: schemaOfShape(item) }),
  }
}

/** Sentences, one a place; fields that are missing are left to whoever reads them. */
export const pinMismatches = (shape: Shape, pinned: Json): readonly string[] => checkValue(schemaOfShape(shape), pinned)

const EMPTY: Readonly<Record<Shape['type'], Json>> = {
  string: '',
  number: 0,
  boolean: false,
  array: [],
  object: {},
  null: null,
  any: null,
}

/** Where nothing was recorded: every field that the kind names, empty. */
export function emptyOutput({ type, fields }: Shape): Json {
  if (!fields) return EMPTY[type]
  return Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, emptyOutput(shape)]))
}
