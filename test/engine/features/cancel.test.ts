/** `cancel` of whatever a node may be waiting for: it ends, what follows is skipped, and nothing of it is held any more. */
import { describe, expect, it } from 'vitest'
import { Feature, type Node } from './support/feature.ts'

const named = { id: 'c', kind: 'cancel', config: { nodes: ['a'] } }
const inside = (id: string, more: object = {}): Node => ({ id, kind: 'work', parent: 'a', ...more })

/** What is active when it is cancelled, and what is inside it. */
const ACTIVE: readonly (readonly [string, Node, readonly Node[]])[] = [
  ['work', { id: 'a', kind: 'work' }, []],
  ['work that failed and waits to be tried again', { id: 'a', kind: 'work', retry: { attempts: 3, delay: '1h' } }, []],
  ['an effect that asks', { id: 'a', kind: 'effect' }, []],
  ['a delay', { id: 'a', kind: 'delay', config: { for: '3h' } }, []],
  ['a wait', { id: 'a', kind: 'wait', config: { events: [{ port: 'heard', event: 'never' }], timeout: '2h' } }, []],
  ['an approval', { id: 'a', kind: 'approval', config: { title: 'Go?', timeout: '2h' } }, []],
  ['a question', { id: 'a', kind: 'ask', config: { title: 'How?', fields: [{ name: 'n', type: 'string' }] } }, []],
  ['a checkpoint', { id: 'a', kind: 'checkpoint', config: { when: 'always' } }, []],
  ['a group', { id: 'a', kind: 'group' }, [inside('x'), inside('y', { kind: 'approval', config: { title: 'Go?' } })]],
  [
    'the items of a container',
    { id: 'a', kind: 'each', config: { items: '{{ [1..5] }}', concurrency: 2 } },
    [inside('x')],
  ],
  ['a called run', { id: 'a', kind: 'workflow', config: { name: 'called' } }, []],
]

async function begun(node: Node, children: readonly Node[], lock: string): Promise<[Feature, string]> {
  const feature = new Feature()
  feature.works.hold('gate', 'x', 'called')
  if (node.retry) feature.works.fail('a')
  else feature.works.hold('a')
  feature.command('called', [{ id: 'called', kind: 'work' }], ['start -> called'])
  const run = await feature.run(
    [{ ...node, lock }, ...children, { id: 'gate', kind: 'work' }, named, { id: 'after', kind: 'work' }],
    ['start -> a', 'a -> after', 'start -> gate', 'gate -> c'],
  )
  return [feature, run]
}

describe.each(ACTIVE)('a cancel of %s', (_, node, children) => {
  it.each([
    ['at once', false],
    ['in the process that took the run over', true],
  ])('ends it %s and frees what it held', async (_how, isKilled) => {
    const [feature, run] = await begun(node, children, 'one')
    if (isKilled) await feature.crash()
    await feature.release('gate')
    expect(feature.fates(run)).toMatchObject({ a: 'interrupted', after: 'skipped', c: 'completed' })
    expect(feature.end(run)).toEqual({ status: 'succeeded', result: { cancelled: ['a'] } })
    expect(feature.works.waiting).toEqual([])
    const state = feature.slashflow.state(run)
    expect([state.waits.size, state.active.size]).toEqual([0, 0])
    const statuses = feature.slashflow.events
      .filter(({ type }) => type === 'child.started')
      .map((event) => (event.type === 'child.started' ? feature.slashflow.state(event.data.runId).status : ''))
    expect(statuses).toEqual(node.kind === 'workflow' ? ['interrupted'] : [])

    const next = await feature.run(
      [{ id: 'free', kind: 'set', lock: 'one', config: { value: 'yes' } }],
      ['start -> free'],
    )
    expect(feature.end(next)).toEqual({ status: 'succeeded', result: 'yes' })
    await feature.slashflow.turn(10 * 3_600_000)
    expect(feature.end(run)).toMatchObject({ status: 'succeeded' })
  })
})

it('ends what waits for its lock, which then goes to whoever waits behind it', async () => {
  const feature = new Feature()
  feature.works.hold('holder', 'gate')
  const holder = await feature.run([{ id: 'holder', kind: 'work', lock: 'one' }], ['start -> holder'])
  const run = await feature.run(
    [{ id: 'a', kind: 'work', lock: 'one' }, { id: 'gate', kind: 'work' }, named],
    ['start -> a', 'start -> gate', 'gate -> c'],
  )
  const behind = await feature.run([{ id: 'b', kind: 'work', lock: 'one' }], ['start -> b'])
  await feature.release('gate')
  expect(feature.fates(run)).toMatchObject({ a: 'interrupted' })
  await feature.release('holder')
  expect([holder, run, behind].map((id) => feature.slashflow.state(id).status)).toEqual([
    'succeeded',
    'succeeded',
    'succeeded',
  ])
  expect(feature.works.log).toEqual(['holder', 'gate', 'b'])
})

it('leaves what a cancelled node had completed before to be undone with the run', async () => {
  const feature = new Feature()
  feature.works.hold('gate')
  feature.works.fail('last')
  const run = await feature.run(
    [
      { id: 'a', kind: 'each', config: { items: '{{ [1..2] }}', concurrency: 1 } },
      inside('x', { compensate: 'undo', config: { value: '{{ item }}' } }),
      { id: 'undo', kind: 'work', parent: 'a', config: { value: '{{ item }}' } },
      inside('y', { kind: 'approval', config: { title: 'Go?' } }),
      { id: 'gate', kind: 'work' },
      named,
      { id: 'last', kind: 'work' },
    ],
    ['start -> a', 'x -> y', 'start -> gate', 'gate -> c', 'c -> last'],
  )
  await feature.release('gate')
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'test.failed' } })
  expect(feature.works.log).toEqual(['gate', 'x 1', 'last', 'undo 1'])
})
