/** JSONata in pieces, for painting. What cannot be read yet is still painted: this never throws, and always comes to the end. */
export type TokenKind = 'string' | 'number' | 'word' | 'function' | 'variable' | 'comment' | 'pattern'

export interface Token {
  readonly kind: TokenKind
  readonly from: number
  readonly to: number
}

const RULES: readonly (readonly [TokenKind | undefined, RegExp])[] = [
  ['comment', /\/\*[\s\S]*?(?:\*\/|$)/y],
  ['string', /"(?:[^"\\]|\\[\s\S])*(?:"|$)/y],
  ['string', /'(?:[^'\\]|\\[\s\S])*(?:'|$)/y],
  [undefined, /`[^`]*(?:`|$)/y],
  ['function', /\$[A-Za-z_]\w*(?=\s*\()/y],
  ['variable', /\$(?:\$|\w+)?/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y],
  ['word', /(?:and|or|in|true|false|null|function)\b/y],
  [undefined, /[A-Za-z_]\w*/y],
]
const PATTERN = /\/(?:[^/\\\n]|\\.)+\/[im]*/y
/** Behind these a slash divides; anywhere else it begins a pattern. */
const VALUE_BEFORE = /[\w)\]}"'`$]\s*$/

export function jsonataTokens(text: string, from = 0, to = text.length): readonly Token[] {
  const tokens: Token[] = []
  let at = from
  const read = (kind: TokenKind | undefined, rule: RegExp): boolean => {
    rule.lastIndex = at
    const match = rule.exec(text)
    if (!match || match[0] === '') return false
    const end = Math.min(at + match[0].length, to)
    if (kind) tokens.push({ kind, from: at, to: end })
    at = end
    return true
  }
  while (at < to) {
    if (
      text[at] === '/' &&
      text[at + 1] !== '*' &&
      !VALUE_BEFORE.test(text.slice(Math.max(from, at - 8), at)) &&
      read('pattern', PATTERN)
    )
      continue
    if (!RULES.some(([kind, rule]) => read(kind, rule))) at += 1
  }
  return tokens
}
