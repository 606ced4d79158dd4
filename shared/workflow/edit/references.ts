/** Names of nodes inside expressions: `nodes.<id>`, found outside quotes and renamed in place. */
import type { Json } from '../../json.ts'
import { endOfQuoted, expressionSpans } from './expression-spans.ts'

export interface Reference {
  readonly id: string
  /** Offsets of the id in the whole text. */
  readonly start: number
  readonly end: number
}

const REFERENCE = /^nodes\s*\.\s*(?:`([^`]+)`|"([^"]+)"|([A-Za-z][A-Za-z0-9_]*))/
const WORD = /[A-Za-z0-9_$]/

/** Every node named in the expressions of a text, in order. */
export function referencesIn(text: string): readonly Reference[] {
  return expressionSpans(text).flatMap((span) =>
    referencesBetween(text, span.start + 2, span.closed ? span.end - 2 : span.end),
  )
}

function referencesBetween(text: string, from: number, to: number): Reference[] {
  const found: Reference[] = []
  let at = from
  while (at < to) {
    const char = text[at] ?? ''
    if (char === '"' || char === "'" || char === '`') {
      at = endOfQuoted(text, at)
      continue
    }
    const match = char === 'n' && startsName(text, at, from) ? REFERENCE.exec(text.slice(at, to)) : null
    const id = match?.[1] ?? match?.[2] ?? match?.[3]
    if (!match || id === undefined) {
      at += 1
      continue
    }
    const end = at + match[0].length - (match[3] === undefined ? 1 : 0)
    found.push({ id, start: end - id.length, end })
    at += match[0].length
  }
  return found
}

/** `nodes` is a name of its own here, not the end of another or a field of something else (`$.nodes` is the scope itself). */
function startsName(text: string, at: number, from: number): boolean {
  if (at === from) return true
  const before = text[at - 1] ?? ''
  if (before !== '.') return !WORD.test(before)
  if (at - 2 >= from && text[at - 2] === '.') return true // the end of a range
  return /(?:^|[^A-Za-z0-9_])\$\$?\.$/.test(text.slice(from, at))
}

/** Every node's name in a text that has another by now. */
export function renameAllInText(text: string, names: ReadonlyMap<string, string>): string {
  if (!text.includes('nodes')) return text
  let result = ''
  let from = 0
  for (const { id, start, end } of referencesIn(text)) {
    const name = names.get(id)
    if (name === undefined) continue
    result += text.slice(from, start) + name
    from = end
  }
  return from === 0 ? text : result + text.slice(from)
}

export const renameInText = (text: string, from: string, to: string): string =>
  renameAllInText(text, new Map([[from, to]]))

/** The same value where nothing changed, so that what is memoised on it stays. */
export function renameInValue<T extends Json>(value: T, names: ReadonlyMap<string, string>): T {
  return mapTexts(value, (text) => renameAllInText(text, names))
}

/** A value with each text in it replaced; the same value where none changed. */
export function mapTexts<T extends Json>(value: T, change: (text: string) => string): T {
  return mapped(value, change) as T // text becomes text, a list a list, an object an object
}

function mapped(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) {
    const items = value.map((item) => mapped(item, change))
    return items.every((item, index) => item === value[index]) ? value : items
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, mapped(item, change)] as const)
  return entries.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(entries)
}

/** Every text in a value. */
export function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((item) => textsIn(item))
}
