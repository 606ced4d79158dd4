/** Names of nodes inside expressions: `nodes.<id>`, found outside quotes and renamed in place. */
import type { Json } from '#shared/json.ts'
import { endOfQuoted, expressionSpans } from './expression-spans.ts'

export interface Reference {
  readonly id: string
  /** Offsets of the id in the whole text. */
  readonly start: number
  readonly end: number
}

const REFERENCE = /^nodes\s*\.\s*(?:`([a-z][a-z0-9_]*)`|"([a-z][a-z0-9_]*)"|([a-z][a-z0-9_]*))/
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
  return /(?:^|[^A-Za-z0-9_])\$\$?\.$/.test(text.slice(from, at))
}

export function renameInText(text: string, from: string, to: string): string {
  let result = text
  for (const reference of referencesIn(text).toReversed()) {
    if (reference.id === from) result = result.slice(0, reference.start) + to + result.slice(reference.end)
  }
  return result
}

/** The same value where nothing changed, so that what is memoised on it stays. */
export function renameInValue<T extends Json>(value: T, from: string, to: string): T {
  return renamed(value, from, to) as T // text becomes text, a list a list, an object an object
}

function renamed(value: Json, from: string, to: string): Json {
  if (typeof value === 'string') return renameInText(value, from, to)
  if (Array.isArray(value)) {
    const items = value.map((item) => renamed(item, from, to))
    return items.every((item, index) => item === value[index]) ? value : items
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, renamed(item, from, to)] as const)
  return entries.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(entries)
}
