import { describe, expect, it } from 'vitest'
import { Play } from './play.ts'

const REVIEW = `
  start -> draft
  draft -> ok
  ok: approval
  ok.rejected -> draft loop 2
  ok.approved -> after
  draft -> notes`

describe('the reference, on loops (rule 4)', () => {
  it('starts the target again with the next iteration and the feedback', () => {
    const play = new Play(REVIEW, { ok: 'rejected approved' }).toEnd()
    expect(play.outcomes.executions.filter(({ node }) => node === 'draft').map(({ loop }) => loop)).toEqual([
      { iteration: 0 },
      { iteration: 1, feedback: 'not like this' },
    ])
  })

  it('holds what leaves the body until the loop has been left, so that it runs once', () => {
    const play = new Play(REVIEW, { ok: 'rejected approved' }).moves('draft ends')
    expect(play.possible).toEqual(['ok is answered'])
    play.moves('ok is answered', 'draft ends', 'ok is answered')
    expect(play.possible).toEqual(['after ends', 'notes ends'])
  })

  it('fails the source when the edge has let through all it may', () => {
    const play = new Play(REVIEW, { ok: 'rejected' }).toEnd()
    expect(play.of('draft')).toEqual(['out', 'out', 'out'])
    expect(play.of('ok')).toEqual(['rejected', 'rejected', 'failed'])
    expect(play.outcomes.error).toEqual({ code: 'loop.exhausted', node: 'ok' })
  })

  it('lets an exhausted loop leave by "error"', () => {
    const play = new Play(`${REVIEW}\n ok.error -> rescue`, { ok: 'rejected' }).toEnd()
    expect(play.of('ok').at(-1)).toBe('error')
    expect(play.of('rescue')).toEqual(['out'])
    expect([play.outcomes.status, play.skipped]).toEqual(['succeeded', ['after']])
  })

  it('withdraws what is still active in the body', () => {
    const play = new Play(
      `
      start -> a
      a -> b
      a -> c
      b -> d
      c -> d
      d: work, any
      d.again -> a loop 1`,
      { d: 'again out' },
    ).moves('a ends', 'b ends', 'd ends')
    expect(play.of('c')).toEqual(['interrupted'])
    expect(play.possible).toEqual(['a ends'])
  })

  it('takes the loop edges of one target as one loop: what leaves is decided by all of them', () => {
    const play = new Play(
      `
      start -> a
      a -> b
      a -> c
      b.again -> a loop 1
      c.again -> a loop 1
      b -> after`,
      { b: 'out', c: 'again out' },
    )
    play.moves('a ends', 'b ends')
    expect(play.possible).toEqual(['c ends'])
    play.moves('c ends', 'a ends', 'b ends', 'c ends')
    expect(play.possible).toEqual(['after ends'])
    expect(play.of('b')).toEqual(['out', 'out'])
  })

  it('counts an inner loop anew in each pass of the outer one', () => {
    const play = new Play(
      `
      start -> a
      a -> b
      b.again -> b loop 1
      b -> c
      c.again -> a loop 1`,
      { b: 'again out', c: 'again out' },
    ).toEnd()
    expect(play.outcomes.status).toBe('succeeded')
    expect(play.of('b')).toEqual(['again', 'out', 'again', 'out'])
    const iterations = play.outcomes.executions.filter(({ node }) => node === 'b').map(({ loop }) => loop.iteration)
    expect(iterations).toEqual([0, 1, 0, 1])
  })

  it('keeps the state of edges into the body from outside', () => {
    const play = new Play(
      `
      start -> a
      start -> side
      side -> b
      a -> b
      b.again -> a loop 1`,
      { b: 'again out' },
    ).moves('side ends', 'a ends', 'b ends', 'a ends')
    expect(play.possible).toEqual(['b ends'])
  })

  const OVERLAPPING = `
    start -> draft
    draft -> check
    check: branch
    check.yes -> draft loop 2
    check.no -> publish
    publish.other -> check loop 2
    publish -> done
    draft -> notes`

  it('goes through loops that overlap: what lies in one does not wait for that one to be left', () => {
    const play = new Play(OVERLAPPING, { check: 'no no yes no', publish: 'other other out' })
    play.moves('draft ends')
    expect(play.possible).toEqual(['publish ends'])
    play.moves('publish ends', 'publish ends', 'draft ends')
    expect(play.possible).toEqual(['publish ends'])
    play.moves('publish ends')
    expect(play.outcomes).toMatchObject({ status: 'succeeded', result: 'result of done' })
    expect(play.of('draft')).toEqual(['out', 'out'])
  })

  it('holds what leaves both of two loops that overlap until both have been left', () => {
    const play = new Play(OVERLAPPING.replace('publish -> done', ''), { check: 'no' }).moves('draft ends')
    expect(play.possible).toEqual(['publish ends'])
    expect(play.moves('publish ends').possible).toEqual(['notes ends'])
  })
})
