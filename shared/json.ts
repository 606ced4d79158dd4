/** Any JSON value, as it crosses the bridge and stands in events. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export function isJsonObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
