/**
 * What turns one JSON value into another, as small as the difference: steps of undo are kept so on disk. A value that both
 * share is recognized by identity first, so a delta between a workflow and its edit costs what the edit touched.
 */
import { isJsonObject, type Json } from './json.ts'
import { sameJson } from './same-json.ts'

export type Delta =
  | { readonly type: 'same' }
  | { readonly type: 'value'; readonly value: Json }
  /** By key; null takes the key away. */
  | { readonly type: 'fields'; readonly fields: { readonly [key: string]: Delta | null } }
  /** Takes `remove` items away from `at` on, and puts `items` there. */
  | { readonly type: 'splice'; readonly at: number; readonly remove: number; readonly items: readonly Json[] }
  /** Items that changed where they stand. */
  | { readonly type: 'items'; readonly items: readonly (readonly [index: number, delta: Delta])[] }

const SAME: Delta = { type: 'same' }

/**
 * The order of fields is seen where a person wrote it, as in a config; the places of a graph's nodes have none, and are so many
 * that they are not written once more for it.
 */
const MOST_ORDERED = 100

export function deltaOf(from: Json, to: Json): Delta {
  if (from === to) return SAME
  if (Array.isArray(from) && Array.isArray(to)) return listDelta(from, to)
  if (isJsonObject(from) && isJsonObject(to)) return fieldsDelta(from, to)
  return sameJson(from, to) ? SAME : { type: 'value', value: to }
}

/** Throws a TypeError where the delta was made for another value. */
export function applyDelta(from: Json, delta: Delta): Json {
  switch (delta.type) {
    case 'same':
      return from
    case 'value':
      return delta.value
    case 'fields': {
      if (!isJsonObject(from)) throw new TypeError('A difference of fields was given for something else')
      const fields = new Map(Object.entries(from))
      for (const [key, change] of Object.entries(delta.fields)) {
        if (change === null) fields.delete(key)
        else fields.set(key, applyDelta(fields.get(key) ?? null, change))
      }
      return Object.fromEntries(fields)
    }
    case 'splice':
      return listOf(from).toSpliced(delta.at, delta.remove, ...delta.items)
    case 'items': {
      const items = [...listOf(from)]
      for (const [index, change] of delta.items) items[index] = applyDelta(items[index] ?? null, change)
      return items
    }
  }
}

function listOf(value: Json): Json[] {
  if (Array.isArray(value)) return value
  throw new TypeError('A difference of items was given for something else')
}

function fieldsDelta(from: { [key: string]: Json }, to: { [key: string]: Json }): Delta {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)])
  if (keys.size <= MOST_ORDERED && !isInOrder([...keys], to)) return { type: 'value', value: to }
  const fields: [string, Delta | null][] = []
  for (const key of keys) {
    const old = Object.hasOwn(from, key) ? from[key] : undefined
    const now = Object.hasOwn(to, key) ? to[key] : undefined
    if (old === now) continue
    if (now === undefined) fields.push([key, null])
    else if (old === undefined) fields.push([key, { type: 'value', value: now }])
    else {
      const delta = deltaOf(old, now)
      if (delta.type !== 'same') fields.push([key, delta])
    }
  }
  return fields.length === 0 ? SAME : { type: 'fields', fields: Object.fromEntries(fields) }
}

/** Whether the fields come in the order of `to` when those that are new are put behind those that stay. */
function isInOrder(keys: readonly string[], to: { [key: string]: Json }): boolean {
  const wanted = Object.keys(to)
  return keys.filter((key) => Object.hasOwn(to, key)).every((key, index) => key === wanted[index])
}

function listDelta(from: readonly Json[], to: readonly Json[]): Delta {
  if (from.length === to.length) {
    const items = to.flatMap((item, index): readonly (readonly [number, Delta])[] => {
      const delta = deltaOf(from[index] as Json, item) // as long as `to`
      return delta.type === 'same' ? [] : [[index, delta]]
    })
    return items.length === 0 ? SAME : { type: 'items', items }
  }
  const shorter = Math.min(from.length, to.length)
  let at = 0
  while (at < shorter && sameJson(from[at], to[at])) at += 1
  let end = 0
  while (end < shorter - at && sameJson(from[from.length - 1 - end], to[to.length - 1 - end])) end += 1
  return { type: 'splice', at, remove: from.length - end - at, items: to.slice(at, to.length - end) }
}
