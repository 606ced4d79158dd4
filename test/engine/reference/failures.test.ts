import { describe, expect, it } from 'vitest'
import { Play } from './play.ts'

describe('the reference, on errors (rule 6) and retries (rule 7)', () => {
  it('tries again as often as `attempts` says, the first included', () => {
    const play = new Play('start -> a\n a: work, retry 3', { a: 'fails fails out' }).moves('a ends')
    expect(play.possible).toEqual(['clock'])
    play.moves('clock', 'a ends', 'clock', 'a ends')
    expect(play.outcomes).toMatchObject({ status: 'succeeded', executions: [{}, { node: 'a', attempts: 3 }] })
  })

  it('does not try again what cannot go well, and leaves by "error" where that has an edge', () => {
    const play = new Play('start -> a\n a: work, retry 3\n a.error -> b\n a -> c', { a: 'final' }).toEnd()
    expect(play.outcomes.executions[1]).toMatchObject({ status: 'failed', port: 'error', attempts: 1 })
    expect(play.outcomes).toMatchObject({ status: 'succeeded', result: 'b~0' })
    expect(play.skipped).toEqual(['c'])
  })

  it('fails the run otherwise, and withdraws what is active', () => {
    const play = new Play('start -> a\n start -> b', { a: 'fails' }).moves('a ends')
    expect(play.of('b')).toEqual(['interrupted'])
    expect(play.outcomes).toMatchObject({ status: 'failed', error: { code: 'boom', node: 'a' } })
  })

  it('fails an effect that a person refuses, without another attempt', () => {
    const play = new Play('start -> a\n a: effect, asks, retry 3', { a: 'refused' }).moves('a is answered')
    expect(play.outcomes).toMatchObject({ status: 'failed', error: { code: 'effect.rejected', node: 'a' } })
  })
})

const PAID = `
  start -> pay
  pay -> ship
  ship -> mail
  pay: work, undo refund
  ship: work, undo fetch
  refund: work
  fetch: work, retry 2`

describe('the reference, on compensation (rule 8)', () => {
  it('compensates each completed node, latest first, and then fails', () => {
    const play = new Play(PAID, { mail: 'final' }).moves('pay ends', 'ship ends', 'mail ends')
    expect(play.possible).toEqual(['fetch ends'])
    expect(play.moves('fetch ends').possible).toEqual(['refund ends'])
    const { status, compensations } = play.moves('refund ends').outcomes
    expect(status).toBe('failed')
    expect(compensations).toEqual([
      { node: 'ship', path: '', by: 'fetch', sees: { start: {}, pay: 'pay~0', ship: 'ship~0' } },
      { node: 'pay', path: '', by: 'refund', sees: { start: {}, pay: 'pay~0' } },
    ])
  })

  it('goes on with the rest when one fails for good', () => {
    const play = new Play(PAID, { mail: 'final', fetch: 'fails', refund: 'fails fails out' }).toEnd()
    expect(play.of('fetch')).toEqual(['failed'])
    expect(play.outcomes.compensations.map(({ by, error }) => [by, error])).toEqual([
      ['fetch', 'boom'],
      ['refund', undefined],
    ])
  })

  it('compensates once per completion, in a loop too', () => {
    const text = 'start -> a\n a -> b\n b.again -> a loop 1\n a: work, undo u\n u: work'
    const play = new Play(text, { b: 'again final' }).toEnd()
    expect(play.outcomes.compensations.map(({ by, sees }) => [by, sees.a])).toEqual([
      ['u', 'a~1'],
      ['u', 'a~0'],
    ])
  })

  it('compensates nothing for an "end", nor for an error that left by "error"', () => {
    const play = new Play(`${PAID}\n mail.error -> end`, { mail: 'final' }).toEnd()
    expect(play.outcomes).toMatchObject({ status: 'succeeded', compensations: [] })
  })
})

describe('the reference, on stop, resume and crash (rules 9 and 10)', () => {
  it('keeps what is active, and runs it again', () => {
    const play = new Play('start -> a\n a -> b').moves()
    play.reference.stop()
    expect([play.possible, play.outcomes.status, play.of('a')]).toEqual([[], 'interrupted', ['active']])
    play.reference.resume()
    expect(play.toEnd().outcomes).toMatchObject({ status: 'succeeded', result: 'b~0' })
  })

  it.each([
    ['again', ['a ends'], 1],
    ['done', ['b ends'], 1],
    ['fail', [], 1],
  ] as const)('asks about an effect that may have happened: %s', (answer, possible, attempts) => {
    const play = new Play('start -> a\n a: effect\n a -> b', {}, { recoveries: { a: answer } })
    play.reference.crash()
    expect(play.possible).toEqual(['a is recovered'])
    play.moves('a is recovered')
    expect(play.possible).toEqual(possible)
    expect(play.outcomes.executions[1]).toMatchObject({ attempts })
  })

  it('compensates on stop-and-undo, and is interrupted', () => {
    const play = new Play(PAID).moves('pay ends')
    play.reference.stop({ undo: true })
    expect(play.possible).toEqual(['refund ends'])
    expect(play.moves('refund ends').outcomes).toMatchObject({
      status: 'interrupted',
      compensations: [{ by: 'refund' }],
    })
    expect(play.of('ship')).toEqual(['interrupted'])
  })
})
