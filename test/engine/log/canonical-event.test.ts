import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalEvent, canonicalJson } from '#main/engine/log/canonical-event.ts'
import type { RunEvent } from '#shared/events/event.ts'

/** Keys that JavaScript puts first, that sort by code unit and not by character, and plain ones. */
const keys = fc.oneof(
  fc.nat({ max: 200 }).map(String),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('__proto__', 'constructor', '\u{1f600}', '\ufb33', 'é', '$blob', ''),
)
const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 1e21, 5e-324, 2 ** 53, 1e-7),
)
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    numbers,
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value

it('writes any JSON value as RFC 8785 does', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value))
    }),
    { numRuns: 500 },
  )
})

it('writes an event as the same text as the library, without position and hash', () => {
  const event = fc.record(
    {
      id: fc.string(),
      runId: fc.string(),
      seq: fc.nat(),
      at: fc.constant('2026-01-01T00:00:00.000Z'),
      correlationId: fc.string(),
      causationId: fc.option(fc.string()),
      type: fc.constant('node.completed'),
      data: fc.record({ port: fc.string(), output: json }),
      nodeId: fc.string(),
      path: fc.string(),
      iteration: fc.nat(),
      attempt: fc.nat(),
    },
    { requiredKeys: ['id', 'runId', 'seq', 'at', 'correlationId', 'causationId', 'type', 'data'] },
  )
  fc.assert(
    fc.property(event, (made) => {
      const text = canonicalEvent({ ...made, position: 1, hash: 'x' } as RunEvent) // a type and data that belong together
      expect(text).toBe(canonicalize(made))
      expect(text).not.toContain('\n')
    }),
    { numRuns: 300 },
  )
})

it('writes half a character as JSON does, where RFC 8785 has no text, so that a cut text fails no run', () => {
  const cut = { text: 'fine \ud83d', '\udc00': 1 }
  expect(() => canonicalize(cut)).toThrow()
  expect(canonicalJson(cut)).toBe(String.raw`{"text":"fine \ud83d","\udc00":1}`)
  expect(JSON.parse(canonicalJson(cut))).toEqual(cut)
})

it('leaves out what JSON does not know, as JSON does', () => {
  expect(canonicalJson({ b: undefined, a: [undefined, Number.NaN] })).toBe('{"a":[null,null]}')
})
