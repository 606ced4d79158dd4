/** Large values that have been read whole, so that what is in them can be named, shown and evaluated. */
import { type BlobRef, isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { bridge } from '../../bridge/bridge.ts'

/** Larger ones stay references: nobody looks at a field of them by hand. */
export const LARGEST_READ = 8_000_000
const SLICE = 4_194_304
const KEPT = 16

const values = new Map<string, Json>()
const reading = new Map<string, Promise<string>>()

/** The whole of it where it has been read. */
export const wholeNow = (blob: BlobRef): Json | undefined => values.get(blob.$blob)

/** Rejects with a CallError where it is not kept any more, and with an Error in plain words where it is too large. */
export async function readWhole(blob: BlobRef): Promise<Json> {
  const known = values.get(blob.$blob)
  if (known !== undefined) return known
  const value = JSON.parse(await readText(blob)) as Json // kept as JSON text
  values.set(blob.$blob, value)
  for (const hash of [...values.keys()].slice(0, -KEPT)) values.delete(hash)
  return value
}

/** Its JSON text, for whoever reads it elsewhere; rejects as `readWhole`. */
export function readText(blob: BlobRef): Promise<string> {
  const under = reading.get(blob.$blob) ?? readSlices(blob).finally(() => reading.delete(blob.$blob))
  reading.set(blob.$blob, under)
  return under
}

async function readSlices(blob: BlobRef): Promise<string> {
  if (blob.bytes > LARGEST_READ)
    throw new Error(`This value is larger than ${LARGEST_READ / 1_000_000} MB, so only its beginning is shown here.`)
  let text = ''
  for (;;) {
    const piece = await bridge.call('blobs.read', { hash: blob.$blob, offset: text.length, length: SLICE })
    text += piece.text
    if (piece.text === '' || text.length >= piece.total) return text
  }
}

/** A value with every reference in it read; rejects as `readWhole`. */
export async function withWhole(value: Json): Promise<Json> {
  if (isBlobRef(value)) return readWhole(value)
  if (Array.isArray(value)) return Promise.all(value.map(withWhole))
  if (!isJsonObject(value)) return value
  const entries = await Promise.all(
    Object.entries(value).map(async ([name, item]) => [name, await withWhole(item)] as const),
  )
  return Object.fromEntries(entries)
}

/** Every reference in a value, so that what was asked for can be read first. */
export function blobsIn(value: Json): readonly BlobRef[] {
  if (isBlobRef(value)) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(blobsIn)
}
