import { isJsonObject } from '#shared/json.ts'

/** The earlier object where the two say the same. For small plain data, most of which is shared with the earlier. */
export function keepEqual<T>(before: T | undefined, next: T): T {
  return before !== undefined && sameValue(before, next) ? before : next
}

function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => sameValue(item, other[index]))
  if (!isJsonObject(one) || !isJsonObject(other)) return false
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => sameValue(one[key], other[key]))
}
