import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinText, type LivePiece, mergeSignal } from '#renderer/state/live-text.ts'
import type { Signal } from '#shared/events/signal.ts'
import type { NodeState } from '#shared/state/run-state.ts'

const signal = (offset: number, text: string, attempt = 1): Signal => ({
  runId: 'run',
  nodeId: 'review',
  iteration: 0,
  attempt,
  channel: 'text',
  offset,
  text,
})

const node = (attempt = 1): NodeState => ({
  nodeId: 'review',
  path: '',
  iteration: 0,
  attempt,
  status: 'streaming',
  loop: { iteration: 0 },
  streams: {},
  notices: [],
  processes: {},
})

const merged = (...signals: readonly Signal[]): LivePiece | undefined =>
  signals.reduce<LivePiece | undefined>(mergeSignal, undefined)

describe('live text', () => {
  it('continues what is logged, and shows nothing twice', () => {
    expect(joinText(node(), 'Hello', merged(signal(0, 'Hello, '), signal(7, 'world')))).toBe('Hello, world')
  })

  it('waits for the log where this window came late', () => {
    const late = merged(signal(7, 'world'))
    expect(joinText(node(), 'Hel', late)).toBe('Hel')
    expect(joinText(node(), 'Hello, ', late)).toBe('Hello, world')
  })

  it('drops the words of an attempt that failed', () => {
    const again = merged(signal(0, 'Wrong words'), signal(0, 'Right', 2))
    expect(joinText(node(2), '', again)).toBe('Right')
    expect(joinText(node(2), 'Right words', merged(signal(0, 'Wrong words')))).toBe('Right words')
  })

  it('is the written text at every moment, however it is cut, repeated and logged', () => {
    const cuts = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 12 })), { maxLength: 30 })
    fc.assert(
      fc.property(fc.string({ minLength: 60, maxLength: 60 }), cuts, fc.nat(60), (text, pieces, logged) => {
        const live = merged(...pieces.map(([from, length]) => signal(from, text.slice(from, from + length))))
        const shown = joinText(node(), text.slice(0, logged), live)
        expect(text.startsWith(shown)).toBe(true)
        expect(shown.length).toBeGreaterThanOrEqual(Math.min(logged, text.length))
      }),
    )
  })
})
