import { describe, expect, it } from 'vitest'
import { Play } from './play.ts'

const ALL = `
  start -> all
  all -> after
  a: work, in all
  b: work, in all
  a -> b`

describe('the reference, on containers (rule 5)', () => {
  it('runs its children once per item, and gives the outputs in item order', () => {
    const play = new Play(`${ALL}\n all: each, items 2`)
    expect(play.possible).toEqual(['all[0]/a ends', 'all[1]/a ends'])
    play.moves('all[1]/a ends', 'all[1]/b ends', 'all[0]/a ends', 'all[0]/b ends')
    expect(play.possible).toEqual(['after ends'])
    expect(play.outcomes.executions.find(({ node }) => node === 'all')?.output).toEqual(['all[0]/b~0', 'all[1]/b~0'])
  })

  it('completes at once without items, and runs no more at a time than its concurrency', () => {
    expect(new Play(`${ALL}\n all: each, items 0`).possible).toEqual(['after ends'])
    const play = new Play(`${ALL}\n all: each, items 3, concurrency 1`).moves('all[0]/a ends')
    expect(play.possible).toEqual(['all[0]/b ends'])
    expect(play.moves('all[0]/b ends').possible).toEqual(['all[1]/a ends'])
  })

  it('withdraws the other items and fails with the code of the child', () => {
    const play = new Play(`${ALL}\n all: each, items 2\n all.error -> rescue`, { a: 'out fails' }).moves(
      'all[1]/a ends',
    )
    expect(play.of('a')).toEqual(['interrupted', 'failed'])
    expect(play.outcomes.executions[1]).toMatchObject({ node: 'all', status: 'failed', port: 'error', failure: 'boom' })
    expect(play.possible).toEqual(['rescue ends'])
  })

  it('collects an error in the place of the item', () => {
    const play = new Play(`${ALL}\n all: each, items 2, collect`, { a: 'out fails' }).toEnd()
    const error = { code: 'boom', message: 'boom' }
    expect(play.outcomes.executions[1]?.output).toEqual(['all[0]/b~0', { error }])
  })

  it('ends an item, and no more, at a child "end"', () => {
    const play = new Play(`${ALL}\n all: each, items 2\n a -> out\n out: end, in all`).moves('all[0]/a ends')
    expect(play.of('b')).toEqual(['interrupted'])
    expect(play.toEnd().outcomes.executions[1]?.output).toEqual(['result of out', 'result of out'])
  })

  it('nests, and gives from a group the output of the child that completed last', () => {
    const play = new Play(`
      start -> all
      all: each, items 2
      g: group, in all
      a: work, in g
      b: work, in g`).moves('all[1]/g[0]/b ends', 'all[1]/g[0]/a ends', 'all[0]/g[0]/a ends', 'all[0]/g[0]/b ends')
    expect(play.outcomes.result).toEqual(['all[0]/g[0]/b~0', 'all[1]/g[0]/a~0'])
  })

  it('fires timers in order of their moments, whatever waits in between', () => {
    const play = new Play('start -> d\n start -> w\n d: delay, time 50\n w: wait, time 20\n w.timeout -> t')
    expect(play.moves('clock').of('w')).toEqual(['timeout'])
    expect(play.possible).toEqual(['t ends', 'clock'])
    expect(play.moves('clock').of('d')).toEqual(['out'])
  })
})
