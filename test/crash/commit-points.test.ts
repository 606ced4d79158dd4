/** A process may die after any commit; whoever takes its run over comes to the same end. */
import { expect, it } from 'vitest'
import type { Feature } from '#test/engine/features/support/feature.ts'
import { fromEveryCommit } from '#test/support/crash/every-commit.ts'

const has = (type: string) => (heir: Feature) => heir.slashflow.events.some((event) => event.type === type)
const work = (id: string, more: object = {}) => ({ id, kind: 'work', config: { value: `of ${id}` }, ...more })
const undone = (id: string) => [work(id, { compensate: `un_${id}` }), work(`un_${id}`)]

it('undoes the same where it dies while it undoes', async () => {
  const copies = await fromEveryCommit({
    nodes: [
      ...undone('a'),
      ...undone('b'),
      { id: 'e', kind: 'effect', compensate: 'un_e' },
      { id: 'un_e', kind: 'effect' },
      work('last'),
    ],
    edges: ['start -> a', 'a -> b', 'b -> e', 'e -> last'],
    failing: ['last'],
  })
  expect(copies).toBeGreaterThan(8)
})

it('undoes all of it where it dies after a stop that undoes', async () => {
  const copies = await fromEveryCommit(
    {
      nodes: [...undone('a'), ...undone('b'), work('c')],
      edges: ['start -> a', 'a -> b', 'b -> c'],
      held: ['c'],
      does: (feature, run) => feature.stopAndUndo(run),
    },
    has('run.stopping'),
  )
  expect(copies).toBeGreaterThan(2)
})

it('comes to the same end where it dies while child runs begin and end', async () => {
  const copies = await fromEveryCommit({
    nodes: [
      { id: 'one', kind: 'workflow', config: { name: 'inner', args: { n: 1 } } },
      { id: 'two', kind: 'workflow', config: { name: 'inner', args: { n: 2 } } },
      { id: 'bad', kind: 'workflow', config: { name: 'fails' } },
      { id: 'last', kind: 'set', config: { value: '{{ [nodes.one, nodes.two, nodes.bad.error.code] }}' } },
    ],
    edges: ['start -> one', 'start -> two', 'one -> bad', 'bad.error -> last', 'two -> last'],
    commands: {
      inner: {
        nodes: [work('a'), { id: 'b', kind: 'set', config: { value: '{{ args.n }}' } }],
        edges: ['start -> a', 'a -> b'],
      },
      fails: { nodes: [...undone('a'), work('broken')], edges: ['start -> a', 'a -> broken'] },
    },
    failing: ['broken'],
  })
  expect(copies).toBeGreaterThan(6)
})

it('comes to the same end where it dies between the items of a container', async () => {
  const copies = await fromEveryCommit({
    nodes: [
      { id: 'all', kind: 'each', config: { items: '{{ [1, 2, 3] }}', concurrency: 1, onError: 'collect' } },
      work('a', { parent: 'all', config: { value: '{{ item }}' } }),
      { id: 'inner', kind: 'each', parent: 'all', config: { items: '{{ [item, item * 10] }}', concurrency: 1 } },
      work('b', { parent: 'inner', config: { value: '{{ item + 1 }}' } }),
      { id: 'last', kind: 'set', config: { value: '{{ nodes.all }}' } },
    ],
    edges: ['start -> all', 'a -> inner', 'all -> last'],
    failing: ['b 21'],
  })
  expect(copies).toBeGreaterThan(8)
})

it('comes to the same end where it dies while a container is tried again', async () => {
  const copies = await fromEveryCommit({
    nodes: [
      { id: 'box', kind: 'group', retry: { attempts: 3, delay: '1s' } },
      work('a', { parent: 'box' }),
      work('b', { parent: 'box' }),
      { id: 'last', kind: 'set', config: { value: '{{ nodes.box.error.message }}' } },
    ],
    edges: ['start -> box', 'a -> b', 'box.error -> last'],
    failing: ['b'],
  })
  expect(copies).toBeGreaterThan(6)
})

it('stays paused where it dies while it is paused, and comes to the same end', async () => {
  let paused = 0
  await fromEveryCommit(
    {
      nodes: [work('a'), work('b'), work('c')],
      edges: ['start -> a', 'start -> b', 'a -> c', 'b -> c'],
      held: ['a', 'b'],
      does: async (feature, run) => {
        await feature.tell(run, (live) => live.pausing.pause('test'))
        await feature.release('a', 'b')
      },
    },
    (heir) => {
      if (has('run.paused')(heir) && !has('run.resumed')(heir)) {
        expect(heir.slashflow.engine.liveRuns().map(({ isPaused }) => isPaused)).toEqual([true])
        paused += 1
      }
      return true
    },
  )
  expect(paused).toBeGreaterThan(1)
})

it('holds at its breakpoint where it dies there', async () => {
  let held = 0
  await fromEveryCommit(
    {
      nodes: [work('a'), work('b'), work('c')],
      edges: ['start -> a', 'a -> b', 'b -> c'],
      held: ['a'],
      does: async (feature, run) => {
        await feature.tell(run, (live) => live.pausing.setBreakpoints(['b'], 'test'))
        await feature.release('a')
      },
    },
    (heir) => {
      const [live] = heir.slashflow.engine.liveRuns()
      if (live?.isPaused) {
        expect(live.pausing.held).toEqual(['b'])
        held += 1
      }
      return true
    },
  )
  expect(held).toBeGreaterThan(0)
})

it('withdraws the same where it dies while a loop begins its next pass', async () => {
  const copies = await fromEveryCommit({
    nodes: [
      work('a', { config: { value: '{{ loop.iteration }}' } }),
      { id: 'more', kind: 'branch', config: { cases: [{ port: 'again', when: '{{ loop.iteration < 2 }}' }] } },
      { id: 'all', kind: 'each', config: { items: '{{ [1, 2] }}' } },
      work('b', { parent: 'all', config: { value: '{{ item * 10 + loop.iteration }}' } }),
      { id: 'last', kind: 'set', config: { value: '{{ nodes.all }}' } },
    ],
    edges: [
      'start -> all',
      'all -> a',
      'a -> more',
      { from: 'more.again', to: 'all', loop: { max: 3 } },
      'more.else -> last',
    ],
  })
  expect(copies).toBeGreaterThan(6)
})
