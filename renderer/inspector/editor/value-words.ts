import { isBlobRef } from '#shared/events/blob.ts'
import type { Json } from '#shared/json.ts'
import { bytesWords } from '../../glyphs/time.ts'

/** How large a value is, in two words: `6.1 kB`, `3 items`, `empty`. */
export function sizeText(value: Json): string {
  if (value === null) return 'nothing'
  if (isBlobRef(value)) return bytesWords(value.bytes)
  if (typeof value === 'string') return value === '' ? 'empty' : bytesWords(new TextEncoder().encode(value).length)
  if (Array.isArray(value)) return `${value.length} items`
  return typeof value === 'object' ? '' : String(value)
}
