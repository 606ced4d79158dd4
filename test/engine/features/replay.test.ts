/** A run that takes over the record of an earlier one: from a node on, up to a node, one node alone. */
import { expect, it } from 'vitest'
import { Replay, work } from './support/replay.ts'

const chain = () =>
  new Replay(
    [work('a', 'A'), work('b', '{{ nodes.a & "B" }}'), work('c', '{{ nodes.b & "C" }}')],
    ['start -> a', 'a -> b', 'b -> c'],
  ).first()

it('takes over what had ended before a node, and does the rest again', async () => {
  const replay = await chain()
  const run = await replay.play({ from: 'b' })
  expect(replay.feature.works.log).toEqual(['b "AB"', 'c "ABC"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 'ABC' })
  expect(replay.feature.slashflow.state(run).nodes.get('a')).toMatchObject({ recorded: true, output: 'A' })
})

it('says beforehand what it takes over and what happens again', async () => {
  const replay = await chain()
  const { plan } = replay.plan({ from: 'b' })
  expect(plan.recorded.map(({ nodeId, port }) => [nodeId, port])).toEqual([
    ['start', 'out'],
    ['a', 'out'],
  ])
  expect(plan.again.map(({ nodeId, happened }) => [nodeId, happened])).toEqual([
    ['b', true],
    ['c', true],
  ])
})

it('ends behind a node', async () => {
  const replay = await chain()
  const run = await replay.play({ until: 'b' })
  expect(replay.feature.works.log).toEqual(['a "A"', 'b "AB"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 'AB' })
})

it('does one node alone', async () => {
  const replay = await chain()
  const run = await replay.play({ from: 'b', until: 'b' })
  expect(replay.feature.works.log).toEqual(['b "AB"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 'AB' })
})

it('refuses to go on from a node that was not reached', async () => {
  const replay = await new Replay(
    [work('a', 'A', { config: { value: 'A', port: 'other' } }), work('b')],
    ['start -> a', 'a -> b'],
  ).first()
  expect(() => replay.plan({ from: 'b' })).toThrowError(expect.objectContaining({ code: 'replay.not-reached' }))
  expect(() => replay.plan({ from: 'nobody' })).toThrowError(expect.objectContaining({ code: 'node.unknown' }))
})

it('refuses to end behind a node that does not come after the one it goes on from', async () => {
  const replay = await chain()
  expect(() => replay.plan({ from: 'b', until: 'a' })).toThrowError(
    expect.objectContaining({
      code: 'replay.nothing-runs',
      message: '“a” does not come after “b”, so nothing would run.',
    }),
  )
})

it('takes over a branch beside the node, and each pass of a loop before it', async () => {
  const replay = await new Replay(
    [
      work('a', '{{ "a" & $string(loop.iteration) }}'),
      { id: 'more', kind: 'branch', config: { cases: [{ port: 'again', when: '{{ loop.iteration < 2 }}' }] } },
      work('beside', 'beside'),
      work('c', '{{ nodes.a & nodes.beside }}'),
    ],
    [
      'start -> a',
      'a -> more',
      { from: 'more.again', to: 'a', loop: { max: 3 } },
      'start -> beside',
      'more.else -> c',
      'beside -> c',
    ],
  ).first()
  const run = await replay.play({ from: 'c' })
  expect(replay.feature.works.log).toEqual(['c "a2beside"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 'a2beside' })
})

it('runs the container around a node again, with the recorded nodes inside its items', async () => {
  const replay = await new Replay(
    [
      { id: 'all', kind: 'each', config: { items: '{{ ["x", "y"] }}' } },
      work('a', '{{ item & "1" }}', { parent: 'all' }),
      work('b', '{{ nodes.a & "2" }}', { parent: 'all' }),
    ],
    ['start -> all', 'a -> b'],
  ).first()
  const run = await replay.play({ from: 'b' })
  expect(replay.feature.works.log).toEqual(['b "x12"', 'b "y12"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: ['x12', 'y12'] })
})

it('runs a node of a draft again in every item, of a run only from the last one on', async () => {
  const replay = await new Replay(
    [
      { id: 'all', kind: 'each', config: { items: '{{ ["x", "y"] }}', concurrency: 1 } },
      work('a', '{{ item & "1" }}', { parent: 'all' }),
      {
        id: 'in',
        kind: 'each',
        parent: 'all',
        config: { items: '{{ [nodes.a & "2", nodes.a & "3"] }}', concurrency: 1 },
      },
      work('b', '{{ item }}', { parent: 'in' }),
      work('c', '{{ nodes.b & "4" }}', { parent: 'in' }),
      work('after', '{{ nodes.in[1] }}', { parent: 'all' }),
    ],
    ['start -> all', 'a -> in', 'b -> c', 'in -> after'],
  ).first()
  const draft = await replay.play({ from: 'c', isDraft: true })
  expect(replay.feature.works.log).toEqual([
    'c "x124"',
    'c "x134"',
    'after "x134"',
    'c "y124"',
    'c "y134"',
    'after "y134"',
  ])
  expect(replay.feature.end(draft)).toEqual({ status: 'succeeded', result: ['x134', 'y134'] })

  replay.feature.works.log.length = 0
  const run = await replay.play({ from: 'c' })
  expect(replay.feature.works.log).toEqual(['c "y134"', 'after "y134"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: ['x134', 'y134'] })
})

it('takes over a caught failure', async () => {
  const replay = new Replay([work('a', 'A'), work('b', '{{ nodes.a.error.message }}')], ['start -> a', 'a.error -> b'])
  replay.feature.works.fail('a')
  await replay.first()
  const run = await replay.play({ from: 'b' })
  expect(replay.feature.works.log).toEqual(['b "a \\"A\\" failed"'])
  expect(replay.feature.end(run)).toMatchObject({ status: 'succeeded' })
})

it('takes over outputs that stand beside the log', async () => {
  const long = 'x'.repeat(200_000)
  const replay = await new Replay(
    [work('a', long), work('b', '{{ $length(nodes.a) }}')],
    ['start -> a', 'a -> b'],
  ).first()
  const run = await replay.play({ from: 'b' })
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 200_000 })
})

it('goes on after a crash with what it had taken over', async () => {
  const replay = await chain()
  replay.feature.works.hold('b')
  const run = await replay.play({ from: 'b' })
  await replay.feature.crash()
  await replay.feature.release('b')
  expect(replay.feature.works.log).toEqual(['b "AB"', 'b "AB"', 'c "ABC"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 'ABC' })
})

it('names nothing inside of a container that is taken over, also where the run had taken it over itself', async () => {
  const replay = await new Replay(
    [
      { id: 'all', kind: 'each', config: { items: '{{ [1, 2] }}' } },
      work('inner', '{{ item }}', { parent: 'all' }),
      work('last'),
    ],
    ['start -> all', 'all -> last'],
  ).first()
  const again = replay.of(await replay.play({ from: 'last' }))
  const { plan } = again.plan({ from: 'last' })
  expect(plan.recorded.map(({ nodeId }) => nodeId)).toEqual(['start', 'all'])
  expect(plan.again.map(({ nodeId }) => nodeId)).toEqual(['last'])
  await again.play({ from: 'last' })
  expect(again.feature.works.log.map((line) => line.split(' ')[0])).toEqual(['last'])
})
