import isSafe from 'safe-regex2'

/** `(?<=`, `(?<!`, `(?i:`, `(?i-m:`: its parser does not know these, and what they hold counts as in any group. */
const OPENINGS = /\(\?(?:<([=!])|[a-z]*-?[a-z]*:)/g

/** Whether a regular expression ends soon on any text: no part that repeats repeats itself, as in `(a+)+`. */
export function isSafePattern(pattern: RegExp | string): boolean {
  const source = pattern instanceof RegExp ? pattern.source : pattern
  return isSafe(source.replace(OPENINGS, (_opening, sign) => `(?${sign ?? ':'}`))
}
