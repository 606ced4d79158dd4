/**
 * Names that an expression takes from the scope (`args`, `item`, `loop` …), found in its text so that they can be written
 * otherwise in place. Inside a predicate, a sort, a group or a map step a bare name is a field of what stands before, as in
 * JSONata itself, so it is none of these.
 */
import { endOfQuoted, expressionSpans } from './expression-spans.ts'

export interface ScopeName {
  readonly root: string
  /** Offsets of the root in the whole text. */
  readonly start: number
  readonly end: number
  /** The name behind it: `base` in `args.base`. `end` is behind it. */
  readonly field: { readonly name: string; readonly end: number } | undefined
}

/** Every name from the scope in the expressions of a text, in order. */
export function scopeNamesIn(text: string): readonly ScopeName[] {
  return expressionSpans(text).flatMap(({ start, end, closed }) =>
    new Scanner(text, start + 2, closed ? end - 2 : end).names(),
  )
}

/** The text with each of its names replaced where `change` gives something else. */
export function rewriteScopeNames(
  text: string,
  change: (name: ScopeName) => { readonly text: string; readonly end: number } | undefined,
): string {
  let result = ''
  let from = 0
  for (const name of scopeNamesIn(text)) {
    const next = change(name)
    if (!next) continue
    result += text.slice(from, name.start) + next.text
    from = next.end
  }
  return from === 0 ? text : result + text.slice(from)
}

const NAME = /[A-Za-z_]\w*/y
const FIELD = /\s*\.\s*(?:`([^`]+)`|"([^"\\]+)"|([A-Za-z_]\w*))/y
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function'])

type Token = 'value' | 'dot' | 'root-dot' | 'operator' | 'sort' | 'function'

interface Frame {
  /** A bare name in it is a field of the value before it. */
  readonly inner: boolean
  readonly opens: Token
}

class Scanner {
  readonly #text: string
  readonly #to: number
  readonly #found: ScopeName[] = []
  readonly #frames: Frame[] = []
  #at: number
  #before: Token = 'operator'

  constructor(text: string, from: number, to: number) {
    this.#text = text
    this.#at = from
    this.#to = to
  }

  names(): readonly ScopeName[] {
    while (this.#at < this.#to) this.#step()
    return this.#found
  }

  #step(): void {
    const char = this.#text[this.#at] ?? ''
    if (/\s/.test(char)) this.#at += 1
    else if (char === '"' || char === "'" || char === '`') this.#skip(endOfQuoted(this.#text, this.#at), 'value')
    else if (this.#text.startsWith('/*', this.#at)) {
      const close = this.#text.indexOf('*/', this.#at + 2)
      this.#at = close < 0 ? this.#to : close + 2
    } else if (char === '$') this.#variable()
    else if (/[A-Za-z_]/.test(char)) this.#name()
    else if (/\d/.test(char)) this.#skip(this.#at + 1, 'value')
    else if ('([{'.includes(char)) this.#open(char)
    else if (')]}'.includes(char)) {
      const frame = this.#frames.pop()
      // The parameters of a function are followed by its body, which is no group.
      this.#skip(this.#at + 1, char === ')' && frame?.opens === 'function' ? 'operator' : 'value')
    } else if (this.#text.startsWith('..', this.#at)) this.#skip(this.#at + 2, 'operator')
    else if (char === '.') this.#skip(this.#at + 1, this.#before === 'root-dot' ? 'root-dot' : 'dot')
    else this.#skip(this.#at + 1, char === '^' ? 'sort' : 'operator')
  }

  #skip(to: number, token: Token): void {
    this.#at = to
    this.#before = token
  }

  #open(char: string): void {
    const inner =
      char === '(' ? this.#before === 'dot' || this.#before === 'sort' : char !== '(' && this.#before === 'value'
    this.#frames.push({ inner: inner || this.#frames.at(-1)?.inner === true, opens: this.#before })
    this.#skip(this.#at + 1, 'operator')
  }

  /** `$` is the scope itself at the top, `$$` everywhere; any other variable is the expression's own. */
  #variable(): void {
    const [name = '$'] = /^\$\$|^\$\w*/.exec(this.#text.slice(this.#at, this.#at + 80)) ?? []
    const isScope = name === '$$' || (name === '$' && this.#frames.at(-1)?.inner !== true)
    const end = this.#at + name.length
    // `$f(x)` is a call and no predicate.
    const calls = this.#text[end] === '('
    this.#skip(end, isScope ? 'root-dot' : calls ? 'operator' : 'value')
  }

  #name(): void {
    NAME.lastIndex = this.#at
    const name = NAME.exec(this.#text)?.[0] ?? ''
    const start = this.#at
    const end = start + name.length
    if (WORDS.has(name) && this.#before !== 'dot') {
      return this.#skip(end, name === 'function' ? 'function' : name.length > 3 ? 'value' : 'operator')
    }
    const isRoot = this.#before === 'root-dot' || (this.#before !== 'dot' && this.#frames.at(-1)?.inner !== true)
    if (!isRoot) return this.#skip(end, 'value')
    FIELD.lastIndex = end
    const match = FIELD.exec(this.#text)
    const field = match?.[1] ?? match?.[2] ?? match?.[3]
    const inside = match !== null && FIELD.lastIndex <= this.#to
    this.#found.push({
      root: name,
      start,
      end,
      field: match && inside && field !== undefined ? { name: field, end: end + match[0].length } : undefined,
    })
    this.#skip(match && inside ? end + match[0].length : end, 'value')
  }
}
