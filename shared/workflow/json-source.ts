/** JSON as text: read, or refused with the place and what was expected there; and where each value stands. */
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Json } from '../json.ts'

export type JsonPath = readonly (string | number)[]

/** 1-based. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Where a value stands; for one that is missing, where the object is that should hold it. */
export type Locate = (path: JsonPath) => Place | undefined

/** A key that would be lost in silence: one of two of a name, or one that no object of ours can hold. */
export interface LostKey {
  readonly path: JsonPath
  readonly place: Place
  /** The first of two; undefined for `__proto__`. */
  readonly first: Place | undefined
}

export type JsonSource =
  | { readonly ok: true; readonly value: Json; readonly locate: Locate; readonly lost: readonly LostKey[] }
  | { readonly ok: false; readonly message: string; readonly place: Place }

const BYTE_ORDER_MARK = '\uFEFF'

/** Never throws. */
export function readJson(given: string): JsonSource {
  const text = given.startsWith(BYTE_ORDER_MARK) ? given.slice(1) : given
  const placeAt = placesOf(text)
  try {
    const whole = wholeValue(text)
    if (whole) return { ok: true, value: whole.value, locate: locateLater(text, placeAt), lost: [] }
    const errors: ParseError[] = []
    const tree = parseTree(text, errors, { disallowComments: true })
    const [error] = errors
    if (error) return { ok: false, message: expectation(error, text), place: placeAt(error.offset) }
    const value = JSON.parse(text) as Json // what JSON.parse gives is Json
    const locate: Locate = (path) => tree && placeAt(nearest(tree, path).offset)
    return { ok: true, value, locate, lost: tree ? lostKeysIn(tree, placeAt) : [] }
  } catch (error) {
    const message =
      error instanceof RangeError
        ? 'The file is nested too deep to be read'
        : `The file cannot be read: ${String(error)}`
    return { ok: false, message, place: { line: 1, column: 1 } }
  }
}

/**
 * The value of a text that is JSON and loses no key: nothing of it need be said, so the tree of places, which costs several times
 * as much as the value, is made once somebody asks for one. Undefined for any other text.
 */
function wholeValue(text: string): { readonly value: Json } | undefined {
  if (text.includes('__proto__')) return undefined
  const value = parsedJson(text)
  return value && keysIn(value.value) === keysWritten(text) ? value : undefined
}

function parsedJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json } // what JSON.parse gives is Json
  } catch {
    return undefined // whoever builds the tree can say what is wrong, and where
  }
}

function keysIn(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value)
  return inner.reduce<number>((sum, each) => sum + keysIn(each), Array.isArray(value) ? 0 : inner.length)
}

/** In a text that is JSON a colon stands behind the names of an object alone, and in texts. */
function keysWritten(text: string): number {
  let keys = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    do at = text.indexOf('"', at + 1)
    while (isEscaped(text, at))
    BEHIND_A_KEY.lastIndex = at + 1
    if (BEHIND_A_KEY.test(text)) keys += 1
  }
  return keys
}

const BEHIND_A_KEY = /\s*:/y

function isEscaped(text: string, at: number): boolean {
  let before = at
  while (text[before - 1] === '\\') before -= 1
  return (at - before) % 2 === 1
}

/** Where values stand in a text that is JSON and begins with no byte order mark. */
export const locateIn = (text: string): Locate => locateLater(text, placesOf(text))

function locateLater(text: string, placeAt: (offset: number) => Place): Locate {
  let tree: Node | null | undefined
  return (path) => {
    if (tree === undefined) tree = treeOf(text)
    return tree ? placeAt(nearest(tree, path).offset) : undefined
  }
}

function treeOf(text: string): Node | null {
  try {
    return parseTree(text) ?? null
  } catch {
    return null // nested deeper than the tree can be
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'Expected a name in double quotes',
  ValueExpected: 'Expected a value',
  ColonExpected: 'Expected : between a name and its value',
  CommaExpected: 'Expected a comma, or the end of the list or object',
  CloseBraceExpected: 'Expected } to close an object',
  CloseBracketExpected: 'Expected ] to close a list',
  EndOfFileExpected: 'Expected nothing more here',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'Expected " to close the text (a line break in it is written \\n)',
  UnexpectedEndOfNumber: 'Expected more digits',
  InvalidNumberFormat: 'This is not a number of JSON',
  InvalidUnicode: 'Expected four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'After \\ only " \\ / b f n r t u may stand',
  InvalidCharacter: 'A control character must be written as an escape, such as \\t',
}

function expectation({ error, offset, length }: ParseError, text: string): string {
  if (text.trim() === '') return 'The file is empty'
  const code = printParseErrorCode(error)
  const found = text.slice(offset, offset + length).split(/\s/)[0] ?? ''
  const shown = found === '' ? '' : `, found ${found.length > 20 ? `${found.slice(0, 20)}…` : found}`
  if (code === 'InvalidSymbol') return `Expected JSON${shown} (names and text stand in double quotes)`
  const trailing = code === 'ValueExpected' || code === 'PropertyNameExpected'
  if (trailing && /^[\]}]/.test(found) && /,\s*$/.test(text.slice(0, offset)))
    return `No comma may stand before ${found.charAt(0)}`
  return `${EXPECTED[code] ?? 'Expected JSON'}${offset >= text.trimEnd().length ? ', found the end of the file' : shown}`
}

/** Place of an offset, by a table of line beginnings made once. */
function placesOf(text: string): (offset: number) => Place {
  let beginnings: number[] | undefined
  return (offset) => {
    beginnings ??= [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (match) => match.index + match[0].length)]
    let low = 0
    let high = beginnings.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((beginnings[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (beginnings[low] ?? 0) + 1 }
  }
}

function nearest(tree: Node, path: JsonPath): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const found = findNodeAtLocation(tree, path.slice(0, length))
    if (found) return found
  }
  return tree
}

function lostKeysIn(tree: Node, placeAt: (offset: number) => Place): readonly LostKey[] {
  const lost: LostKey[] = []
  const open: { readonly node: Node; readonly path: JsonPath }[] = [{ node: tree, path: [] }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, path } = next
    const seen = new Map<string, Node>()
    for (const [index, child] of (node.children ?? []).entries()) {
      if (node.type === 'array') open.push({ node: child, path: [...path, index] })
      if (node.type !== 'object') continue
      const [key, value] = child.children ?? []
      if (!key || !value) continue
      const name = String(key.value)
      const first = seen.get(name)
      if (first || name === '__proto__') {
        lost.push({ path: [...path, name], place: placeAt(key.offset), first: first && placeAt(first.offset) })
      }
      if (!first) seen.set(name, key)
      open.push({ node: value, path: [...path, name] })
    }
  }
  return lost.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
}
