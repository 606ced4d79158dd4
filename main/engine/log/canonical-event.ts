/**
 * The canonical text of an event (RFC 8785, JCS) without `position` and `hash`: what is hashed.
 *
 *   C1. Equal to the library `canonicalize` wherever that gives a text; a test holds the two beside each other.
 *   C2. A lone surrogate, which RFC 8785 refuses, is written as JSON.stringify writes it (`\ud83d`): half a character at
 *       the end of a cut text must not fail a run. The text stays valid UTF-8, and one value has one text.
 *   C3. The text of what was read from the text is the text: reading and writing again changes nothing.
 */
import type { RunEvent } from '#shared/events/event.ts'

/**
 * Its keys stand in the order of RFC 8785 here, so that nothing has to be sorted; `data` is, and may be handed in where
 * its text is known.
 */
export function canonicalEvent(event: RunEvent, data = canonicalJson(event.data)): string {
  const { attempt, nodeId, path, iteration } = event
  return `{"at":"${event.at}"${attempt === undefined ? '' : `,"attempt":${attempt}`},"causationId":${
    event.causationId === null ? 'null' : quoted(event.causationId)
  },"correlationId":${quoted(event.correlationId)},"data":${data},"id":${quoted(event.id)}${
    iteration === undefined ? '' : `,"iteration":${iteration}`
  }${nodeId === undefined ? '' : `,"nodeId":${quoted(nodeId)}`}${
    path === undefined ? '' : `,"path":${quoted(path)}`
  },"runId":${quoted(event.runId)},"seq":${event.seq},"type":"${event.type}"}`
}

const PLAIN = /^[\w.:/-]*$/

/** Ids are plain words nearly always: a test is cheaper than a call of JSON.stringify. */
export function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** Values that JSON does not know are treated as JSON.stringify does: left out of objects, null elsewhere. */
export function canonicalJson(value: unknown): string {
  // Where all keys stand in order already, JSON.stringify gives the same text, in a fraction of the time.
  if (isInOrder(value)) return JSON.stringify(value) ?? 'null'
  return sorted(value)
}

/** Not of what JSON.stringify asks for another form of itself, which data that is JSON never holds. */
function isInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) if (!isInOrder(value[index])) return false
    return true
  }
  let before = ''
  for (const key in value) {
    if (key < before) return false
    const part = (value as Record<string, unknown>)[key] // a key of its own
    // Most parts are neither list nor object, and need no call.
    if (typeof part === 'object' && !isInOrder(part)) return false
    before = key
  }
  return !('toJSON' in value)
}

function sorted(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value !== 'object' || value === null) return 'null'
  return Array.isArray(value) ? canonicalList(value) : canonicalObject(value)
}

function canonicalList(list: readonly unknown[]): string {
  let text = '['
  for (let index = 0; index < list.length; index += 1) {
    if (index > 0) text += ','
    text += sorted(list[index])
  }
  return `${text}]`
}

function canonicalObject(value: object): string {
  const keys = sortedKeys(value)
  let text = '{'
  for (const key of keys) {
    const part = (value as Record<string, unknown>)[key] // a key of its own
    if (part === undefined) continue
    text += `${text.length > 1 ? ',' : ''}${quoted(key)}:${sorted(part)}`
  }
  return `${text}}`
}

/** By UTF-16 code units, which is how JavaScript compares strings and what RFC 8785 asks for. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value)
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return keys.sort()
  }
  return keys
}
