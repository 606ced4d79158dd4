/** A value too large for an event stands in it as a reference; expressions see the whole value. */
import { isJsonObject, type Json } from '../json.ts'

/** Largest canonical text of one event's data, in bytes. */
export const MAX_EVENT_BYTES = 64 * 1024

export interface BlobRef {
  /** Hex SHA-256 of the value's JSON text. */
  readonly $blob: string
  readonly bytes: number
  /** The beginning, for the screen. */
  readonly preview: string
  /** What the whole value is, so that a preview can be shown as such. */
  readonly of: 'string' | 'array' | 'object'
}

/** User data can never look like this: a value with a `$blob` key of its own is always stored whole by hash. */
export function isBlobRef(value: unknown): value is BlobRef & { [key: string]: Json } {
  return isJsonObject(value) && typeof value.$blob === 'string' && typeof value.bytes === 'number'
}
