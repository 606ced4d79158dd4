/** What keeps a run from taking more than its share: places, and the time of an expression. */
import { expect, it } from 'vitest'
import { TurnedClock } from '#test/support/turned-clock.ts'
import { Feature, type Node, Works } from './support/feature.ts'

class RealLimits extends TurnedClock {
  override monotonic(): number {
    return performance.now()
  }
}

const many = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `w${index}`, kind: 'work' }))
const fanned = (count: number) => many(count).map(({ id }) => `start -> ${id}`)

it('lets a run do eight things at once, and all runs thirty-two', async () => {
  const feature = new Feature()
  feature.works.hold(...many(10).map(({ id }) => id))
  await feature.run(many(10), fanned(10))
  expect(feature.works.waiting).toHaveLength(8)
  for (let run = 0; run < 4; run += 1) await feature.run(many(10), fanned(10))
  expect(feature.works.waiting).toHaveLength(32)
  await feature.release('w0')
  expect(feature.works.waiting).toHaveLength(32)
})

it('takes no place for waits, questions, containers and child runs', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'ok', kind: 'approval', config: { title: 'Sure?' } }], ['start -> ok'])
  const waiting = Array.from({ length: 10 }, (_, index): Node[] => [
    { id: `p${index}`, kind: 'approval', config: { title: 'Sure?' } },
    { id: `t${index}`, kind: 'delay', config: { for: '1h' } },
    { id: `e${index}`, kind: 'wait', config: { events: [{ port: 'heard', event: 'news' }] } },
    { id: `c${index}`, kind: 'workflow', config: { name: 'inner' } },
    { id: `q${index}`, kind: 'effect' },
  ]).flat()
  await feature.run(
    [...waiting, { id: 'a', kind: 'work' }],
    [...waiting.map(({ id }) => `start -> ${id}`), 'start -> a'],
  )
  expect(feature.works.waiting).toEqual(['a'])
})

it('gives a place back when work fails, is stopped, or runs out of time', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const all: readonly Node[] = [
    { id: 'all', kind: 'each', config: { items: '{{ [1..40] }}', concurrency: 40, onError: 'collect' } },
    { id: 'a', kind: 'work', parent: 'all', timeout: '1s', config: { value: '{{ item }}' } },
  ]
  const run = await feature.run(all, ['start -> all'])
  for (let turn = 0; turn < 5; turn += 1) {
    expect(feature.works.waiting).toHaveLength(8)
    await feature.slashflow.turn(1_000)
  }
  expect(feature.end(run)).toMatchObject({ status: 'succeeded' })
  const again = await feature.run(all, ['start -> all'])
  expect(feature.works.waiting).toHaveLength(8)
  await feature.slashflow.stop(again)
  await feature.run(
    many(8).map((node) => ({ ...node, id: `a${node.id}` })),
    many(8).map(({ id }) => `start -> a${id}`),
  )
  expect(feature.works.log.slice(-8)).toEqual(many(8).map(({ id }) => `a${id}`))
})

it('ends an expression that never ends, and goes on with other runs', async () => {
  const feature = new Feature({ works: new Works(), clock: new RealLimits() })
  const endless = await feature.run(
    [{ id: 'a', kind: 'set', config: { value: '{{ ($f := function($n) { $f($n + 1) }; $f(0)) }}' } }],
    ['start -> a'],
  )
  await feature.slashflow.until(endless, ({ status }) => status !== 'running')
  expect(feature.end(endless)).toMatchObject({ status: 'failed', error: { code: 'expression.failed' } })
  const other = await feature.run([{ id: 'a', kind: 'set', config: { value: '{{ 1 + 1 }}' } }], ['start -> a'])
  expect(feature.end(other)).toEqual({ status: 'succeeded', result: 2 })
})
