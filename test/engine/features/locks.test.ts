/** `lock`: nodes that share one never run at once (DESIGN 4.3). */
import { expect, it } from 'vitest'
import { MemoryStore } from '#main/engine/log/memory-store.ts'
import { memoryStores } from '#main/engine/memory-stores.ts'
import { Locks } from '#main/engine/run/locks.ts'
import { Feature } from './support/feature.ts'

const locked = (id: string, more: object = {}) => ({ id, kind: 'work', lock: 'one', ...more })

it('lets one node at a time run, across runs, first come first served', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b', 'c')
  const runs: string[] = []
  for (const id of ['a', 'b', 'c']) runs.push(await feature.run([locked(id)], [`start -> ${id}`]))
  expect(feature.works.waiting).toEqual(['a'])
  expect(feature.slashflow.state(runs[1] ?? '').active.get('b/0')).toMatchObject({
    status: 'waiting',
    waitingFor: { type: 'lock', what: 'one' },
  })
  await feature.release('a')
  expect(feature.works.waiting).toEqual(['b'])
  await feature.release('b', 'c')
  expect(runs.map((run) => feature.end(run))).toEqual(runs.map(() => ({ status: 'succeeded', result: null })))
})

it('says who has it: a node of the same run by its id, one of another by its command', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b', 'c')
  const run = await feature.run([locked('a'), locked('b')], ['start -> a', 'start -> b'])
  const other = await feature.run([locked('c')], ['start -> c'])
  const waitingFor = (of: string, key: string) => feature.slashflow.state(of).active.get(key)?.waitingFor
  const { workflow } = feature.slashflow.state(run)
  expect([waitingFor(run, 'b/0'), waitingFor(other, 'c/0')]).toEqual([
    { type: 'lock', what: 'one', holder: 'node a', holderNode: 'a' },
    { type: 'lock', what: 'one', holder: `/${workflow}, node a` },
  ])
})

it('is kept over retries', async () => {
  const feature = new Feature()
  feature.works.fail('a')
  await feature.run([locked('a', { retry: { attempts: 2, delay: '1m', jitter: false } })], ['start -> a'])
  await feature.run([locked('b')], ['start -> b'])
  expect(feature.works.log).toEqual(['a'])
  await feature.slashflow.turn(60_000)
  expect(feature.works.log).toEqual(['a', 'a', 'b'])
})

it('is freed by a stop, and taken again when the run is resumed', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  const first = await feature.run([locked('a')], ['start -> a'])
  await feature.run([locked('b')], ['start -> b'])
  await feature.slashflow.stop(first)
  expect(feature.works.waiting).toEqual(['b'])
  await feature.resume(first)
  expect(feature.works.waiting).toEqual(['b'])
  await feature.release('b')
  expect(feature.works.waiting).toEqual(['a'])
})

it('may be re-entered by what stands in a container that has it', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [{ id: 'box', kind: 'group', lock: 'one' }, locked('a', { parent: 'box', config: { value: 1 } })],
    ['start -> box'],
  )
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 1 })
})

it('may be re-entered by a child run of a node that has it', async () => {
  const feature = new Feature()
  feature.command('inner', [locked('a', { config: { value: 1 } })], ['start -> a'])
  const run = await feature.run(
    [{ id: 'call', kind: 'workflow', lock: 'one', config: { name: 'inner' } }],
    ['start -> call'],
  )
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 1 })
})

it('keeps others out while a container that has it is under way', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  await feature.run(
    [
      { id: 'box', kind: 'group', lock: 'one' },
      { id: 'a', kind: 'work', parent: 'box' },
    ],
    ['start -> box'],
  )
  await feature.run([locked('b')], ['start -> b'])
  expect(feature.works.log).toEqual(['a'])
  await feature.release('a')
  expect(feature.works.log).toEqual(['a', 'b'])
})

it('is freed when its owner dies, for a run of another process', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  const first = await feature.run([locked('a')], ['start -> a'])
  const folder = `${feature.slashflow.home}-left`
  feature.slashflow.keepCopy(folder)
  const heir = new Feature({ works: feature.works, folder })
  feature.works.forget()
  const second = await heir.run([locked('b')], ['start -> b'])
  expect(heir.works.waiting).toEqual(['b'])
  await heir.slashflow.recover()
  expect(heir.works.waiting).toEqual(['b'])
  await heir.release('b', 'a')
  expect([heir.end(first), heir.end(second)]).toEqual([
    { status: 'succeeded', result: null },
    { status: 'succeeded', result: null },
  ])
})

it('is waited for by a container that comes back after its owner died, and so is what stands inside', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  const first = await feature.run(
    [
      { id: 'box', kind: 'group', lock: 'one' },
      { id: 'a', kind: 'work', parent: 'box' },
    ],
    ['start -> box'],
  )
  const folder = `${feature.slashflow.home}-left`
  feature.slashflow.keepCopy(folder)
  const heir = new Feature({ works: feature.works, folder })
  feature.works.forget()
  await heir.run([locked('b')], ['start -> b'])
  await heir.slashflow.recover()
  expect(heir.works.waiting).toEqual(['b'])
  await heir.release('b', 'a')
  expect(heir.end(first)).toEqual({ status: 'succeeded', result: null })
})

it('is waited for by a node that comes back after its owner died, and so is the child run that it started', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const first = await feature.run(
    [{ id: 'call', kind: 'workflow', lock: 'one', config: { name: 'inner' } }],
    ['start -> call'],
  )
  const folder = `${feature.slashflow.home}-left`
  feature.slashflow.keepCopy(folder)
  const heir = new Feature({ works: feature.works, folder })
  feature.works.forget()
  await heir.run([locked('b')], ['start -> b'])
  await heir.slashflow.recover()
  expect(heir.works.waiting).toEqual(['b'])
  await heir.release('b', 'a')
  expect(heir.end(first)).toEqual({ status: 'succeeded', result: null })
})

it('is taken after the approval, so that a question keeps nobody waiting', async () => {
  const feature = new Feature()
  const asked = await feature.run([{ id: 'a', kind: 'effect', lock: 'one' }], ['start -> a'])
  await feature.run([locked('b')], ['start -> b'])
  expect(feature.works.log).toEqual(['b'])
  await feature.slashflow.decide(asked, 'a', 'approved')
  expect(feature.works.log).toEqual(['b', 'a'])
})

it('takes no place while it is waited for', async () => {
  const feature = new Feature()
  feature.works.hold('holder', 'free')
  await feature.run([locked('holder')], ['start -> holder'])
  const ids = Array.from({ length: 8 }, (_, index) => `w${index}`)
  await feature.run(
    [...ids.map((id) => locked(id)), { id: 'free', kind: 'work' }],
    [...ids.map((id) => `start -> ${id}`), 'start -> free'],
  )
  expect(feature.works.waiting).toEqual(['holder', 'free'])
})

it('asks once for who is next, however many wait', () => {
  const { locks: source } = memoryStores(new MemoryStore())
  let asked = 0
  const tryTake = (ticket: number) => {
    asked += 1
    return source.tryTake(ticket)
  }
  const locks = new Locks(
    { ...source, ticket: source.ticket.bind(source), release: source.release.bind(source), tryTake },
    () => () => undefined,
    async () => undefined,
  )
  const taken: number[] = []
  const giveBack = Array.from({ length: 500 }, (_, index) =>
    locks.request({
      name: 'one',
      runId: 'run',
      key: `n${index}`,
      taken: () => taken.push(index),
      awaited: () => undefined,
    }),
  )
  for (const give of giveBack) give()
  expect(taken).toEqual(giveBack.map((_, index) => index))
  expect(asked).toBe(2 * giveBack.length - 1)
})
