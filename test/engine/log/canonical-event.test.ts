import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalEvent, canonicalJson } from '#main/engine/log/canonical-event.ts'
import { EventTexts } from '#main/engine/log/event-texts.ts'
import { keptEvent } from '#main/engine/log/kept-event.ts'
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

it('writes what a run adds as its events are written one by one, whatever they have in common', () => {
  const few = fc.constantFrom('', 'a', 'b/c[1]', 'née “x”\n')
  const drafts = fc.array(
    fc.record(
      {
        at: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z'),
        /** How far back the event lies that this one follows from; null: that is another run's. */
        back: fc.option(fc.nat({ max: 2 })),
        type: fc.constantFrom('node.activated', 'node.completed'),
        data: fc.record({ port: fc.string(), output: json }),
        nodeId: few,
        path: few,
        iteration: fc.nat({ max: 1 }),
        attempt: fc.nat({ max: 1 }),
      },
      { requiredKeys: ['at', 'back', 'type', 'data'] },
    ),
    { maxLength: 6 },
  )
  const run = fc.record({ runId: few, correlationId: few, first: fc.nat({ max: 2 }), drafts })
  const texts = new EventTexts()
  fc.assert(
    fc.property(fc.array(run, { maxLength: 4 }), (runs) => {
      for (const { runId, correlationId, first, drafts: made } of runs) {
        texts.begin({ runId, correlationId }, first)
        const kept: string[] = []
        let before = ''
        for (const [index, { back, ...draft }] of made.entries()) {
          const seq = first + index
          const cause = seq - 1 - (back ?? 0)
          const causationId = back === null ? 'other.7' : cause < 0 ? null : `${runId}.${cause}`
          const event = { ...draft, id: `${runId}.${seq}`, runId, correlationId, causationId, seq } as RunEvent // as above
          texts.write(event, `hash ${index}`)
          expect(texts.hashed).toBe(`hash ${index}${canonicalEvent(event)}`)
          kept.push(keptEvent(event, canonicalJson(event.data), { runId, correlationId, seq, at: before }))
          before = event.at
        }
        expect(texts.kept).toBe(kept.join('\n'))
      }
    }),
    { numRuns: 300 },
  )
})
