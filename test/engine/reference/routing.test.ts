import { describe, expect, it } from 'vitest'
import { Play } from './play.ts'

const DIAMOND = `
  start -> a
  start -> b
  a -> c
  b -> c
  c -> after`

describe('the reference, on joins (rule 1) and dead paths (rule 2)', () => {
  it('starts a node with "all" once every edge has delivered', () => {
    const play = new Play(DIAMOND)
    expect(play.possible).toEqual(['a ends', 'b ends'])
    expect(play.moves('b ends').possible).toEqual(['a ends'])
    expect(play.moves('a ends').possible).toEqual(['c ends'])
  })

  it('lets "all" pass over a dead edge, and skips it when all are dead', () => {
    const text = `${DIAMOND}
      start -> x
      x: branch
      x.yes -> d
      x.no -> c
      d -> e`
    const yes = new Play(text, { x: 'yes' }).toEnd()
    expect(yes.of('c')).toEqual(['out'])
    const no = new Play(text, { x: 'no' }).toEnd()
    expect(no.skipped).toEqual(['d', 'e'])
  })

  it('starts "any" at the first token and ignores the others', () => {
    const play = new Play(`${DIAMOND}\n c: work, any`).moves('b ends')
    expect(play.possible).toEqual(['a ends', 'c ends'])
    expect(play.toEnd().of('c')).toEqual(['out'])
  })

  it('starts "count" at the k-th token and skips it when fewer can still arrive', () => {
    const text = `${DIAMOND}
      start -> x
      x: branch
      x.yes -> c
      x.no -> d
      c: work, count 3`
    const yes = new Play(text, { x: 'yes' }).moves('a ends')
    expect(yes.possible).toEqual(['b ends'])
    expect(yes.moves('b ends').possible).toEqual(['c ends'])
    expect(new Play(text, { x: 'no' }).skipped).toEqual(['after', 'c'])
  })

  it('starts "each" once per token, and its unused port is dead when nothing can come any more', () => {
    const play = new Play(
      `${DIAMOND}
      c: work, joinEach
      c.odd -> odd`,
      { c: 'out' },
    )
    expect(play.moves('a ends', 'b ends').possible).toEqual(['c ends', 'c ends #2'])
    play.moves('c ends')
    expect(play.skipped).toEqual([])
    play.moves('c ends')
    expect(play.skipped).toEqual(['odd'])
    expect(play.of('c')).toEqual(['out', 'out'])
    expect(play.toEnd().of('after')).toEqual(['out'])
  })

  it('counts for "count" the tokens that an "each" sends over one edge', () => {
    const play = new Play(`${DIAMOND}\n c: work, joinEach\n after: work, count 2`)
    play.moves('a ends', 'c ends')
    expect(play.possible).toEqual(['b ends'])
    expect(play.moves('b ends', 'c ends').possible).toEqual(['after ends'])
  })

  it('takes the entries that did not fire as dead', () => {
    const text = `
      other: start
      start -> a
      other -> b
      a -> c
      b -> c`
    const play = new Play(text, {}, { fired: 'other' })
    expect(play.skipped).toEqual(['a', 'start'])
    expect(play.toEnd().of('c')).toEqual(['out'])
  })

  it('skips what no edge reaches', () => {
    expect(new Play('start -> a\n lost -> b').skipped).toEqual(['b', 'lost'])
  })

  it('runs no more work at a time than the limit, first come first served (rule 3)', () => {
    const play = new Play('start -> a\n start -> b\n start -> c', {}, { limit: 2 })
    expect(play.possible).toEqual(['a ends', 'b ends'])
    expect(play.moves('b ends').possible).toEqual(['a ends', 'c ends'])
  })
})

describe('the reference, on results (rule 11)', () => {
  it('gives the output of the one completed node with no live edge after it', () => {
    const play = new Play('start -> x\n x: branch\n x.yes -> a\n x.no -> b', { x: 'no' }).toEnd()
    expect(play.outcomes).toMatchObject({ status: 'succeeded', result: 'b~0' })
  })

  it('gives an object by node id where there are several', () => {
    expect(new Play('start -> a\n start -> b').toEnd().outcomes.result).toEqual({ a: 'a~0', b: 'b~0' })
  })

  it('ends at the first "end", and withdraws what is still active', () => {
    const play = new Play('start -> a\n start -> b\n a -> end\n b -> done').moves('b ends')
    expect(play.outcomes).toMatchObject({ status: 'succeeded', result: 'result of done' })
    expect(play.of('a')).toEqual(['interrupted'])
    expect(play.of('end')).toEqual([])
  })

  it('takes the edges of a cancelled node as dead', () => {
    const play = new Play('start -> a\n start -> b\n a -> c\n b -> k\n k: cancel, targets a').moves('b ends')
    expect(play.of('a')).toEqual(['interrupted'])
    expect(play.skipped).toEqual(['c'])
    expect(play.outcomes.result).toEqual({ cancelled: ['a'] })
  })
})
