/** Which ways the plan of a replay names, where what decides is taken over or worked out again. */
import { expect, it } from 'vitest'
import type { Edge, WorkflowNode } from '#shared/workflow/workflow.ts'
import { Replay, work } from './support/replay.ts'

/** `a` decides nothing that is taken over, `way` is decided by what a given field of `said` says. */
function wayBy(when: string, more: readonly (string | Edge)[] = [], join?: WorkflowNode['join']) {
  return new Replay(
    [
      work('said', '{{ { "big": true } }}'),
      work('a'),
      { id: 'way', kind: 'branch', config: { cases: [{ port: 'yes', when }] }, ...(join && { join }) },
      work('big'),
      work('small'),
      work('after', '{{ nodes }}', { join: 'any' }),
    ],
    [
      'start -> said',
      'said -> a',
      'a -> way',
      'way.yes -> big',
      'way.else -> small',
      'big -> after',
      'small -> after',
      ...more,
    ],
  ).first()
}

const named = (replay: Replay, parts: { from?: string }) => replay.plan(parts).plan.again.map(({ nodeId }) => nodeId)

it('names only the way that what is taken over decides, and what of it happens', async () => {
  const replay = await wayBy('{{ nodes.said.big and $exists(args) }}')
  expect(named(replay, { from: 'a' })).toEqual(['a', 'way', 'big', 'after'])
  await replay.play({ from: 'a' })
  expect(replay.feature.works.log.map((line) => line.split(' ')[0])).toEqual(['a', 'big', 'after'])
})

it.each([
  ['what runs again', '{{ nodes.a = 1 or nodes.said.big }}', [], undefined],
  ['the time', '{{ $millis() > 0 and nodes.said.big }}', [], undefined],
  ['the run', '{{ run.id != "" and nodes.said.big }}', [], undefined],
  ['all that there is', '{{ $exists($) and nodes.said.big }}', [], undefined],
  ['what it does not wait for', '{{ nodes.said.big }}', ['start -> way'], 'any'],
  [
    'the pass of a loop',
    '{{ loop.iteration > 0 or nodes.said.big }}',
    [{ from: 'after', to: 'a', loop: { max: 1 } }],
    undefined,
  ],
] as const)('names every way where a branch may be decided anew by %s', async (_, when, more, join) => {
  const replay = await wayBy(when, [...more], join)
  expect(named(replay, { from: 'a' })).toEqual(expect.arrayContaining(['big', 'small', 'after']))
})

it('names from the beginning only the way that the arguments decide', async () => {
  const replay = await wayBy('{{ $exists(args.nothing) }}')
  expect(named(replay, {})).toEqual(['start', 'said', 'a', 'way', 'small', 'after'])
})

it('names every way where a branch reads what runs once for each token: it may have waited for the first alone', async () => {
  const replay = new Replay(
    [
      work('first', '1'),
      work('second', '2'),
      {
        id: 'latest',
        kind: 'set',
        join: 'each',
        config: { value: '{{ $exists(nodes.second) ? "second" : "first" }}' },
      },
      work('a'),
      { id: 'way', kind: 'branch', config: { cases: [{ port: 'yes', when: '{{ nodes.latest = "second" }}' }] } },
      work('big'),
      work('small'),
    ],
    [
      'start -> first',
      'start -> second',
      'first -> latest',
      'second -> latest',
      'start -> a',
      'latest -> way',
      'a -> way',
      'way.yes -> big',
      'way.else -> small',
    ],
  )
  replay.feature.works.hold('second')
  await replay.first()
  await replay.feature.release('second')
  expect(named(replay, { from: 'a' })).toEqual(['a', 'way', 'big', 'small'])
  await replay.play({ from: 'a' })
  expect(replay.feature.works.log.map((line) => line.split(' ')[0])).toEqual(['a', 'big'])
})

it('names only the way that is worked out of the arguments alone, also where all runs again', async () => {
  const replay = await new Replay(
    [
      { id: 'picked', kind: 'set', config: { value: '{{ $exists(args.nothing) ? 9 : 1 }}' } },
      { id: 'more', kind: 'set', config: { value: '{{ nodes.picked + 1 }}' } },
      work('a'),
      { id: 'way', kind: 'branch', config: { cases: [{ port: 'yes', when: '{{ nodes.more > 5 }}' }] } },
      work('big'),
      work('small'),
    ],
    ['start -> picked', 'picked -> more', 'more -> a', 'a -> way', 'way.yes -> big', 'way.else -> small'],
  ).first()
  expect(named(replay, {})).toEqual(['start', 'picked', 'more', 'a', 'way', 'small'])
})

it('names every way where what a branch reads may not run again', async () => {
  const replay = await new Replay(
    [
      work('a'),
      { id: 'here', kind: 'set', config: { value: 1 } },
      { id: 'way', kind: 'branch', join: 'any', config: { cases: [{ port: 'yes', when: '{{ nodes.here = 1 }}' }] } },
      work('big'),
      work('small'),
    ],
    ['start -> a', 'a -> here', 'here -> way', 'a.error -> way', 'way.yes -> big', 'way.else -> small'],
  ).first()
  expect(named(replay, {})).toEqual(['start', 'a', 'here', 'way', 'big', 'small'])
})

it('names only the way that each pass of a loop takes', async () => {
  const way = '{{ $exists(args.nothing) }}'
  const replay = await new Replay(
    [
      work('a'),
      { id: 'way', kind: 'branch', config: { cases: [{ port: 'yes', when: way }] } },
      work('big'),
      work('small'),
      { id: 'again', kind: 'set', config: { port: '{{ loop.iteration < 1 ? "other" : "out" }}' } },
    ],
    [
      'start -> a',
      'a -> way',
      'way.yes -> big',
      'way.else -> small',
      'small -> again',
      { from: 'again.other', to: 'a', loop: { max: 3 } },
    ],
  ).first()
  expect(named(replay, { from: 'a' })).toEqual(['a', 'way', 'small', 'again'])
})

/** For each item `way` decides, and `inner` behind one of its ways. */
function eachBy(when: string, items: string) {
  const branch = (id: string) => ({ id, kind: 'branch', config: { cases: [{ port: 'yes', when }] }, parent: 'all' })
  return new Replay(
    [
      work('a', '{{ [1, 2] }}'),
      { id: 'all', kind: 'each', config: { items } },
      branch('way'),
      work('big', '', { parent: 'all' }),
      work('huge', '', { parent: 'all' }),
      work('small', '', { parent: 'all' }),
    ],
    ['start -> a', 'a -> all', 'way.yes -> big', 'big.error -> huge', 'way.else -> small'],
  ).first()
}

it.each([
  ['the same items were sent', '{{ item > 5 }}', '{{ [1, 2] }}', ['small']],
  ['the same items were sent both ways', '{{ item > 1 }}', '{{ [1, 2] }}', ['big', 'huge', 'small']],
  ['every item goes', '{{ $exists(args.nothing) }}', '{{ nodes.a }}', ['small']],
  ['items went that may be others now', '{{ item > 5 }}', '{{ nodes.a }}', ['big', 'huge', 'small']],
])('names of a container the ways on which %s', async (_, when, items, ways) => {
  const replay = await eachBy(when, items)
  expect(named(replay, { from: 'a' })).toEqual(['a', 'all', 'way', ...ways])
})

it('says of which nodes it is decided anew whether they run', async () => {
  const perhaps = async (when: string) => {
    const replay = await new Replay(
      [
        { id: 'chance', kind: 'transform', config: { value: '{{ $random() }}' } },
        { id: 'way', kind: 'branch', config: { cases: [{ port: 'yes', when }] } },
        work('big'),
        work('small'),
        { id: 'group', kind: 'group' },
        work('first', '', { parent: 'group' }),
        work('second', '', { parent: 'group' }),
      ],
      [
        'start -> chance',
        'chance -> way',
        'way.yes -> big',
        'way.else -> small',
        'chance -> group',
        'first.other -> second',
      ],
    ).first()
    const { again } = replay.plan({}).plan
    return again.map(({ nodeId, perhaps: isPerhaps }) => (isPerhaps ? `${nodeId}?` : nodeId))
  }
  expect(await perhaps('{{ nodes.chance > 0.5 }}')).toEqual([
    'start',
    'chance',
    'way',
    'big?',
    'small?',
    'group',
    'first',
    'second?',
  ])
  expect(await perhaps('{{ $exists(args.nothing) }}')).toEqual([
    'start',
    'chance',
    'way',
    'small',
    'group',
    'first',
    'second?',
  ])
})
