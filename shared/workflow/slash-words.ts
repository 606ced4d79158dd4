/**
 * A command line as words with their places. A quote opens only where a word or a value begins and closes only before a
 * blank, so that `don't` is a word. `"…"` takes JSON's escapes, `'…'` only `\'` and `\\`; outside quotes a backslash
 * takes away the meaning of a blank or quote behind it and is itself otherwise (`C:\temp`).
 */
export interface SlashWord {
  /** As it stands in the line, quotes included. */
  readonly raw: string
  /** What is meant. */
  readonly text: string
  readonly quoted: boolean
  readonly start: number
  readonly end: number
}

/** `from` is where the words begin. `headEnd` says how far a word's head (`key=`) goes: a quote may open behind it. */
export function slashWords(line: string, from: number, headLength: (rest: string) => number): readonly SlashWord[] {
  const words: SlashWord[] = []
  let at = from
  while (at < line.length) {
    if (/\s/.test(line.charAt(at))) {
      at += 1
      continue
    }
    const head = headLength(line.slice(at, at + MOST_HEAD))
    const value = readValue(line, at + head)
    words.push({
      raw: line.slice(at, value.end),
      text: line.slice(at, at + head) + value.text,
      quoted: head === 0 && value.quoted,
      start: at,
      end: value.end,
    })
    at = value.end
  }
  return words
}

/** Longer names are none: looking at the whole rest at every word would cost the line's square. */
const MOST_HEAD = 200

interface Value {
  readonly text: string
  readonly quoted: boolean
  readonly end: number
}

/** One value: quoted, or up to the next blank. */
export function readValue(line: string, start: number): Value {
  const quote = line.charAt(start)
  const closing = quote === '"' || quote === "'" ? closingQuote(line, start, quote) : -1
  if (closing >= 0) {
    const inside = line.slice(start + 1, closing)
    return {
      text: quote === '"' ? unescapeDouble(inside) : inside.replace(/\\(['\\])/g, '$1'),
      quoted: true,
      end: closing + 1,
    }
  }
  let text = ''
  let at = start
  for (; at < line.length && !/\s/.test(line.charAt(at)); at += 1) {
    const next = line.charAt(at + 1)
    if (line.charAt(at) === '\\' && /[\s"']/.test(next)) {
      text += next
      at += 1
    } else text += line.charAt(at)
  }
  return { text, quoted: false, end: at }
}

function closingQuote(line: string, start: number, quote: string): number {
  for (let at = start + 1; at < line.length; at += 1) {
    if (line.charAt(at) === '\\') at += 1
    else if (line.charAt(at) === quote && (at + 1 === line.length || /\s/.test(line.charAt(at + 1)))) return at
  }
  return -1
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
  '/': '/',
}

function unescapeDouble(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/g,
    (_all, code: string | undefined, letter: string | undefined) =>
      code === undefined ? (ESCAPES[letter ?? ''] ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** A value so written that it is read back as the same. */
export function quoteValue(text: string): string {
  return text !== '' && !/[\s"'\\]/.test(text) && !hasControl(text) ? text : JSON.stringify(text)
}

const hasControl = (text: string): boolean => [...text].some((letter) => letter < ' ')
