import { expect, it } from 'vitest'
import { isSafePattern } from '#shared/workflow/safe-pattern.ts'

it.each(['(?<=nodes\\.)diff', '(?<!a)b', '(?<name>a)\\k<name>', '(?i:a)b+', '(?i-m:a)', '(a|b)+', '\\p{L}+', '[^"]*"'])(
  '/%s/ ends soon',
  (pattern) => expect([isSafePattern(pattern), isSafePattern(new RegExp(pattern, 'u'))]).toEqual([true, true]),
)

it.each(['(a+)+$', '(?<=(a+)+)b', '(?<!(a+)+)b', '(?i:(a+)+)b', '(?i:a+)+b', '(\\w+ )*x'])(
  '/%s/ may go on for ever',
  (pattern) => expect(isSafePattern(pattern)).toBe(false),
)
