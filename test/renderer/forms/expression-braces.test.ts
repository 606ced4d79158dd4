import { describe, expect, it } from 'vitest'
import { blanksBeforeEnd } from '#renderer/inspector/editor/expression-braces.ts'

/** `|` is the caret. */
const blanks = (drawn: string): number | undefined => {
  const caret = drawn.indexOf('|')
  return blanksBeforeEnd(drawn.slice(0, caret) + drawn.slice(caret + 1), caret)
}

describe('a closing brace that is typed', () => {
  it.each([
    ['{{ item | }}', 1],
    ['{{ item| }}', 1],
    ['{{item|}}', 0],
    ['{{ item }|}', 0],
    ['{{ {"a": {"b": 1}} | }}', 1],
    ['{{ "}}" | }}', 1],
    ["It’s what I don't know: {{ item | }}", 1],
    ['{ {{ item | }} }', 1],
    ['{{ a }} and {{ b | }}', 1],
  ])('%s goes over the end that is there', (drawn, expected) => {
    expect(blanks(drawn)).toBe(expected)
  })

  it.each(['{{ {"a": 1| }}', '{{ item }} |', 'a | }}', '\\{{ item | }}', '{{ item |', '{{ a | + b }}', '{ "a": 1 |}'])(
    '%s is one of its own',
    (drawn) => {
      expect(blanks(drawn)).toBeUndefined()
    },
  )
})
