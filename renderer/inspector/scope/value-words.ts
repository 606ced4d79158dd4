import { counted } from '#shared/counted.ts'
import { isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { bytesWords } from '../../glyphs/time.ts'
import type { TypeWord } from './known.ts'

/** How large a value is, in two words: `6.1 kB`, `3 items`, `empty`. Looks at no more than its outside. */
export function sizeText(value: Json): string {
  if (value === null) return 'nothing'
  if (isBlobRef(value)) return bytesWords(value.bytes)
  if (typeof value === 'string') return value === '' ? 'empty' : bytesWords(new TextEncoder().encode(value).length)
  if (Array.isArray(value)) return counted(value.length, 'item')
  if (!isJsonObject(value)) return String(value)
  const fields = Object.keys(value).length
  return fields === 0 ? 'empty' : counted(fields, 'field')
}

const LETTERS: Readonly<Record<TypeWord, string>> = {
  string: 'T',
  number: '#',
  boolean: '?',
  array: '[]',
  object: '{}',
  null: '–',
  any: '·',
}

/** What a value is, at a glance, in the width of a letter. */
export const typeLetter = (type: TypeWord): string => LETTERS[type]

/** The beginning of a value in one line. */
export function lineOf(value: Json, most = 160): string {
  if (isBlobRef(value)) return oneLine(value.preview, most)
  return oneLine(typeof value === 'string' ? value : shortJson(value, most), most)
}

function oneLine(text: string, most: number): string {
  const line = text
    .slice(0, most * 2)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > most || text.length > most * 2 ? `${line.slice(0, most)}…` : line
}

/** JSON text of a value's beginning: a list of a million items is not written out to show ten. */
export function shortJson(value: Json, most: number, indent?: number): string {
  const text = JSON.stringify(cutTo(value, { left: most }), null, indent)
  return text ?? ''
}

interface Room {
  left: number
}

function cutTo(value: Json, room: Room): Json {
  if (isBlobRef(value)) return cutTo(value.preview, room)
  if (typeof value === 'string') {
    const text = value.length > room.left + 1 ? `${value.slice(0, Math.max(0, room.left))}…` : value
    room.left -= text.length
    return text
  }
  if (typeof value !== 'object' || value === null) {
    room.left -= 4
    return value
  }
  if (Array.isArray(value)) {
    const items: Json[] = []
    for (const item of value) {
      if (room.left <= 0) break
      items.push(cutTo(item, room))
    }
    return items
  }
  const entries: [string, Json][] = []
  for (const [name, item] of Object.entries(value)) {
    if (room.left <= 0) break
    room.left -= name.length
    entries.push([name, cutTo(item, room)])
  }
  return Object.fromEntries(entries)
}
