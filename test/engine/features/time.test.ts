/** `delay`, timeouts and retries, by a clock that goes on, jumps, and turns back. */
import { describe, expect, it } from 'vitest'
import { Feature, type Node } from './support/feature.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const delay = (config: object) => ({ id: 'pause', kind: 'delay', config: config as never }) // as a file has it

it('waits for a time', async () => {
  const feature = new Feature()
  const run = await feature.run([delay({ for: '2h' })], ['start -> pause'])
  await feature.slashflow.turn(2 * 3_600_000 - 1)
  expect(feature.end(run)).toEqual({ status: 'running' })
  await feature.slashflow.turn(1)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: { firedAt: '2026-01-01T02:00:00.000Z' } })
})

it('waits until a time, and not at all until one that is over', async () => {
  const feature = new Feature()
  const later = await feature.run([delay({ until: '2026-01-02T00:00:00Z' })], ['start -> pause'])
  const over = await feature.run([delay({ until: '2025-12-31T00:00:00Z' })], ['start -> pause'])
  expect([feature.end(later), feature.end(over)]).toMatchObject([{ status: 'running' }, { status: 'succeeded' }])
  await feature.slashflow.turn(DAY_MS)
  expect(feature.end(later)).toMatchObject({ status: 'succeeded' })
})

it('keeps its deadline over a restart, and fires at once where it passed meanwhile', async () => {
  const feature = new Feature()
  const short = await feature.run([delay({ for: '1h' })], ['start -> pause'])
  const long = await feature.run([delay({ for: '3h' })], ['start -> pause'])
  feature.slashflow.clock.advance(30 * 60_000)
  await feature.crash()
  expect(feature.end(short)).toEqual({ status: 'running' })
  await feature.slashflow.turn(30 * 60_000)
  expect(feature.end(short)).toMatchObject({ status: 'succeeded', result: { firedAt: '2026-01-01T01:00:00.000Z' } })
  expect(feature.end(long)).toEqual({ status: 'running' })
})

it('fires what is overdue at start-up in the order of the deadlines', async () => {
  const feature = new Feature()
  const folder = `${feature.slashflow.home}-left`
  await feature.run([delay({ for: '3h' })], ['start -> pause'], {}, 'third')
  await feature.run([delay({ for: '1h' })], ['start -> pause'], {}, 'first')
  await feature.run([delay({ for: '2h' })], ['start -> pause'], {}, 'second')
  feature.slashflow.keepCopy(folder)
  const heir = new Feature({ works: feature.works, folder })
  heir.slashflow.clock.advance(DAY_MS)
  await heir.slashflow.recover()
  await heir.slashflow.turn(0)
  const fired = heir.slashflow.events.filter(({ type }) => type === 'timer.fired')
  const names = fired.map(({ runId }) => heir.slashflow.state(runId).workflow)
  expect(names).toEqual(['first', 'second', 'third'])
})

it('is stopped, and resumed waits for what is left of its time', async () => {
  const feature = new Feature()
  const run = await feature.run([delay({ for: '1h' })], ['start -> pause'])
  await feature.slashflow.turn(20 * 60_000)
  expect(await feature.slashflow.stop(run)).toMatchObject([{ nodeId: 'pause', how: 'kept' }])
  await feature.slashflow.turn(20 * 60_000)
  await feature.resume(run)
  await feature.slashflow.turn(20 * 60_000 - 1)
  expect(feature.end(run)).toEqual({ status: 'running' })
  await feature.slashflow.turn(1)
  expect(feature.end(run)).toMatchObject({ status: 'succeeded' })
})

it('ends work whose time is over, and tries it again as its retry says', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run(
    [{ id: 'a', kind: 'work', timeout: '10s', retry: { attempts: 2, delay: '1s', jitter: false } }],
    ['start -> a'],
  )
  await feature.slashflow.turn(10_000)
  expect(feature.works.log).toEqual(['a', 'a!'])
  await feature.slashflow.turn(1_000)
  expect(feature.works.waiting).toEqual(['a'])
  await feature.slashflow.turn(10_000)
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'node.timeout' } })
  expect(feature.works.waiting).toEqual([])
})

it('counts a timeout from the start of the work, not from a wait for a person or a lock', async () => {
  const feature = new Feature()
  feature.works.hold('holder', 'a')
  const holder = await feature.run([{ id: 'holder', kind: 'work', lock: 'one' }], ['start -> holder'])
  const run = await feature.run([{ id: 'a', kind: 'effect', lock: 'one', timeout: '10s' }], ['start -> a'])
  await feature.slashflow.turn(DAY_MS)
  await feature.slashflow.decide(run, 'a', 'approved')
  await feature.slashflow.turn(DAY_MS)
  await feature.release('holder')
  expect(feature.end(holder)).toMatchObject({ status: 'succeeded' })
  await feature.slashflow.turn(9_999)
  expect(feature.works.waiting).toEqual(['a'])
  await feature.slashflow.turn(1)
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'node.timeout' } })
})

it('takes a day that is missing for a day that has passed', async () => {
  const feature = new Feature()
  const run = await feature.run([delay({ for: '1h' })], ['start -> pause'])
  await feature.slashflow.turn(DAY_MS)
  expect(feature.end(run)).toMatchObject({ status: 'succeeded', result: { firedAt: '2026-01-01T01:00:00.000Z' } })
})

it('waits until a date also when the clock was set back in between, in this process or over a restart', async () => {
  for (const isKilled of [false, true]) {
    const feature = new Feature()
    const run = await feature.run([delay({ until: '2026-01-01T01:00:00Z' })], ['start -> pause'])
    expect(feature.slashflow.state(run).nodes.get('pause')?.waitingFor?.setAt).toBeUndefined()
    feature.slashflow.clock.set(-DAY_MS)
    if (isKilled) await feature.crash()
    await feature.slashflow.turn(DAY_MS)
    expect(feature.end(run)).toEqual({ status: 'running' })
    await feature.slashflow.turn(HOUR_MS)
    expect(feature.end(run)).toMatchObject({ status: 'succeeded', result: { firedAt: '2026-01-01T01:00:00.000Z' } })
    const numbers = feature.slashflow.events.filter(({ runId }) => runId === run).map(({ seq }) => seq)
    expect(numbers).toEqual(numbers.map((_, index) => index))
  }
})

/** Whatever waits for a time of an hour, by what it is called in the test's title. */
const WAITS_AN_HOUR: readonly (readonly [string, Node, readonly string[]])[] = [
  ['a delay', { id: 'a', kind: 'delay', config: { for: '1h' } }, []],
  [
    'a wait',
    { id: 'a', kind: 'wait', config: { events: [{ port: 'heard', event: 'never' }], timeout: '1h' } },
    ['timeout'],
  ],
  ['an approval', { id: 'a', kind: 'approval', config: { title: 'Go?', timeout: '1h' } }, ['timeout']],
  [
    'a question',
    { id: 'a', kind: 'ask', config: { title: 'How?', fields: [{ name: 'n', type: 'string' }], timeout: '1h' } },
    ['timeout'],
  ],
  ['a retry', { id: 'a', kind: 'work', retry: { attempts: 2, delay: '1h', max: '1h', jitter: false } }, []],
  ['a container', { id: 'a', kind: 'group', timeout: '1h' }, ['error']],
]

describe.each(WAITS_AN_HOUR)('%s of an hour', (_, node, ports) => {
  const edges = ['start -> a', ...ports.map((port) => `a.${port} -> b`)]
  const inside: readonly Node[] =
    node.kind === 'group' ? [{ id: 'c', kind: 'delay', parent: 'a', config: { for: '9d' } }] : []
  const begun = async (): Promise<[Feature, string]> => {
    const feature = new Feature()
    feature.works.fail('a')
    return [feature, await feature.run([node, ...inside, { id: 'b', kind: 'work' }], edges)]
  }

  it.each([
    ['in this process', false],
    ['over a restart', true],
  ])('takes no day longer where the clock is set back by one %s', async (_how, isKilled) => {
    const [feature, run] = await begun()
    await feature.slashflow.turn(HOUR_MS / 2)
    feature.slashflow.clock.set(-DAY_MS)
    if (isKilled) await feature.crash()
    expect(feature.end(run)).toEqual({ status: 'running' })
    await feature.slashflow.turn(HOUR_MS)
    expect(feature.end(run)).toMatchObject({ status: 'succeeded' })
  })

  it('is over where the clock was set on by a day while it was dead', async () => {
    const [feature, run] = await begun()
    const folder = `${feature.slashflow.home}-left`
    feature.slashflow.keepCopy(folder)
    const heir = new Feature({ works: feature.works, folder })
    heir.slashflow.clock.set(DAY_MS)
    await heir.slashflow.recover()
    await heir.slashflow.turn(0)
    expect(heir.end(run)).toMatchObject({ status: 'succeeded' })
  })
})

it('gives work its time however the clock is set while it works', async () => {
  for (const byMs of [DAY_MS, -DAY_MS]) {
    const feature = new Feature()
    feature.works.hold('a')
    const run = await feature.run([{ id: 'a', kind: 'work', timeout: '10m' }], ['start -> a'])
    feature.slashflow.clock.set(byMs)
    await feature.slashflow.turn(10 * 60_000 - 1)
    expect(feature.works.log).toEqual(['a'])
    await feature.slashflow.turn(1)
    expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'node.timeout' } })
  }
})
