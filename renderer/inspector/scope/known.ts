/**
 * Something that an expression can name, as far as it is known before the run: what shape it has by its kind, and what it
 * was in the run whose data counts. Either may be missing.
 */
import { type BlobRef, isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'

export type TypeWord = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null' | 'any'

export interface Shape {
  readonly type: TypeWord
  /** Beside its name: a node's title, a parameter's meaning. */
  readonly note?: string
  readonly fields?: Readonly<Record<string, Shape>>
  /** Of each item of a list. */
  readonly item?: Shape
}

export interface Known {
  readonly shape: Shape
  /** Undefined: it had none in that run, or there is no run. Large parts stand as references. */
  readonly value: Json | undefined
}

export interface NamedKnown extends Known {
  readonly name: string
}

export type Step = string | number

/** Gives the whole of a large value where it has been read already. */
export type Whole = (blob: BlobRef) => Json | undefined

export const ANY: Shape = { type: 'any' }
/** Items of a list that are looked at for the fields they have. */
const ITEMS_LOOKED_AT = 20

const notRead: Whole = () => undefined

/** What a value is, also where it stands as a reference. */
export function typeOfValue(value: Json): TypeWord {
  if (value === null) return 'null'
  if (isBlobRef(value)) return value.of
  if (Array.isArray(value)) return 'array'
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value as TypeWord // one of the three above
    default:
      return 'object'
  }
}

export const typeOf = ({ shape, value }: Known): TypeWord => (value === undefined ? shape.type : typeOfValue(value))

/** The fields of an object, first those that its kind names, then what the value has besides. */
export function fieldsOfKnown({ shape, value }: Known, whole: Whole = notRead): readonly NamedKnown[] {
  const seen = wholeOf(value, whole)
  const own = isJsonObject(seen) && !isBlobRef(seen) ? seen : {}
  const names = new Set([...Object.keys(shape.fields ?? {}), ...Object.keys(own)])
  return [...names].map((name) => ({ name, shape: shape.fields?.[name] ?? ANY, value: own[name] }))
}

/** One item of a list. */
export function itemOfKnown({ shape, value }: Known, index: number, whole: Whole = notRead): Known {
  const seen = wholeOf(value, whole)
  return { shape: shape.item ?? ANY, value: Array.isArray(seen) ? seen[index] : undefined }
}

/** What stands behind a path; undefined where nothing of it is known. JSONata looks through lists, so a name behind one means that field of its items. */
export function knownAt(root: Known, path: readonly Step[], whole: Whole = notRead): Known | undefined {
  let here: Known | undefined = root
  for (const step of path) {
    if (!here) return undefined
    here =
      typeof step === 'number'
        ? itemOfKnown(here, step, whole)
        : fieldsOfKnown(throughList(here, whole), whole).find(({ name }) => name === step)
  }
  return here
}

/** Of a list, an item that has every field that its first items have; anything else as it is. */
export function throughList(known: Known, whole: Whole = notRead): Known {
  const seen = wholeOf(known.value, whole)
  if (!Array.isArray(seen))
    return known.shape.type === 'array' ? { shape: known.shape.item ?? ANY, value: undefined } : known
  const items = seen.slice(0, ITEMS_LOOKED_AT).filter((item) => isJsonObject(item) && !isBlobRef(item))
  const merged: Record<string, Json> = {}
  for (const item of items.toReversed()) Object.assign(merged, item)
  return { shape: known.shape.item ?? ANY, value: items.length === 0 ? undefined : merged }
}

export function wholeOf(value: Json | undefined, whole: Whole): Json | undefined {
  return isBlobRef(value) ? (whole(value) ?? value) : value
}
