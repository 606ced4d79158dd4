/**
 * Large values leave the event and are kept once, by hash, beside the log.
 *
 *   B1. What `externalise` returns has at most `limit` bytes of JSON text.
 *   B2. `hydrate(externalise(x))` equals x.
 *   B3. A value that looks like a reference is stored whole, so nobody can forge one.
 */
import { hash as hashOf } from 'node:crypto'
import { type BlobRef, isBlobRef, MAX_EVENT_BYTES } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import type { LargeString } from './large-strings.ts'

const PREVIEW_CHARACTERS = 2_000
/** Below this a value is cheaper in place than as a reference. */
const SMALLEST_BLOB_BYTES = 1_024
/** A longer list of small things is one blob, not ten thousand. */
const MOST_PARTS = 2_000
/** Room for the envelope and the other fields of `data`. */
export const DATA_LIMIT = MAX_EVENT_BYTES - 4_096

export interface BlobSink {
  put(hash: string, body: string): void
  /** A string that was read lately: its text need not be made again. */
  known(value: string): LargeString | undefined
}

export function externalise(value: Json, sink: BlobSink, limit = DATA_LIMIT): Json {
  if (roomAfter(value, limit) >= 0) return value
  return shrink(value, sink, limit).value
}

/** Six characters is what JSON makes of a control character or a lone surrogate; no character has more bytes. */
const MOST_BYTES_A_CHARACTER = 6
const MOST_BYTES_A_NUMBER = 25

/**
 * What is left of `room` after the value, each part taken at its largest; below 0 where it may not fit or holds what
 * looks like a reference. Most values are small: this says so without serialising them, and gives up early on the rest.
 */
export function roomAfter(value: unknown, room: number): number {
  if (typeof value === 'string') return room - 3 - MOST_BYTES_A_CHARACTER * value.length
  if (typeof value !== 'object' || value === null) return room - MOST_BYTES_A_NUMBER
  if (Array.isArray(value)) {
    let left = room - 2
    for (let index = 0; index < value.length && left >= 0; index += 1) left = roomAfter(value[index], left)
    return left
  }
  let left = room - 2
  for (const key in value) {
    if (key === '$blob') return -1
    const part = (value as Record<string, unknown>)[key] // a key of its own
    left -= 4 + MOST_BYTES_A_CHARACTER * key.length
    // Without a call for what most parts are: this is done with each event.
    if (typeof part === 'object' && part !== null) left = roomAfter(part, left)
    else left -= typeof part === 'string' ? 3 + MOST_BYTES_A_CHARACTER * part.length : MOST_BYTES_A_NUMBER
    if (left < 0) return left
  }
  return left
}

type ReadBlob = (reference: BlobRef) => Json

interface Sized {
  readonly value: Json
  readonly bytes: number
}

function shrink(value: Json, sink: BlobSink, limit: number): Sized {
  if (typeof value === 'string') {
    const known = sink.known(value)
    if (known && known.reference.bytes > limit) {
      sink.put(known.reference.$blob, known.body)
      return sized(known.reference)
    }
  }
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value)
    const bytes = Buffer.byteLength(text)
    return bytes > limit ? store(value, text, sink) : { value, bytes }
  }
  if (!Array.isArray(value) && '$blob' in value) return store(value, JSON.stringify(value), sink)
  return shrinkParts(value, sink, limit)
}

/** Parts go out largest first until the rest fits; where even that is too much, the whole goes out. */
function shrinkParts(value: Json[] | { [key: string]: Json }, sink: BlobSink, limit: number): Sized {
  const isArray = Array.isArray(value)
  const keys = Object.keys(value)
  if (keys.length > MOST_PARTS) {
    const text = JSON.stringify(value)
    const bytes = Buffer.byteLength(text)
    return bytes > limit || hasReference(value) ? store(value, text, sink) : { value, bytes }
  }
  const parts = keys.map((key) => ({
    key,
    ...shrink(isArray ? (value[Number(key)] ?? null) : (value[key] ?? null), sink, limit),
  }))
  let total = 2 + parts.reduce((sum, part) => sum + part.bytes + (isArray ? 1 : Buffer.byteLength(part.key) + 4), 0)
  const stored = new Map<string, Json>()
  for (const part of [...parts].sort((a, b) => b.bytes - a.bytes)) {
    if (total <= limit || part.bytes < SMALLEST_BLOB_BYTES || isBlobRef(part.value)) break
    const small = store(part.value, JSON.stringify(part.value), sink)
    stored.set(part.key, small.value)
    total += small.bytes - part.bytes
  }
  const result = rebuilt(
    isArray,
    parts.map((part) => [part.key, stored.get(part.key) ?? part.value] as const),
  )
  return total > limit ? store(result, JSON.stringify(result), sink) : { value: result, bytes: total }
}

function rebuilt(isArray: boolean, entries: readonly (readonly [string, Json])[]): Json {
  return isArray ? entries.map(([, part]) => part) : Object.fromEntries(entries)
}

function hasReference(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasReference)
  for (const key in value) {
    if (key === '$blob') return true
    const part = value[key]
    if (typeof part === 'object' && hasReference(part)) return true
  }
  return false
}

function store(value: Json, text: string, sink: BlobSink): Sized {
  const hash = hashOf('sha256', text, 'hex')
  sink.put(hash, text)
  const preview = typeof value === 'string' ? value.slice(0, PREVIEW_CHARACTERS) : text.slice(0, PREVIEW_CHARACTERS)
  const of = typeof value === 'string' ? 'string' : Array.isArray(value) ? 'array' : 'object'
  const reference: BlobRef = { $blob: hash, bytes: Buffer.byteLength(text), preview, of }
  return sized(reference)
}

function sized(reference: BlobRef): Sized {
  return { value: { ...reference }, bytes: Buffer.byteLength(JSON.stringify(reference)) }
}

/** Puts the whole values back in. `read` gives what was stored; missing ones throw. */
export function hydrate(value: Json, read: ReadBlob): Json {
  // Most values hold no reference: to look costs less than to build them anew.
  return typeof value === 'object' && value !== null && hasReference(value) ? rebuiltWhole(value, read) : value
}

function rebuiltWhole(value: Json[] | { [key: string]: Json }, read: ReadBlob): Json {
  if (isBlobRef(value)) return hydrateStored(read(value), read)
  if (Array.isArray(value)) return value.map((part) => hydrate(part, read))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, hydrate(part, read)]))
}

/** A stored value may hold references itself, but is none: see B3. */
function hydrateStored(value: Json, read: ReadBlob): Json {
  if (isJsonObject(value) && '$blob' in value) return value
  return hydrate(value, read)
}
