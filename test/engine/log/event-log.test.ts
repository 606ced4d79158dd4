import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '#main/engine/log/database.ts'
import { EventLog } from '#main/engine/log/event-log.ts'
import { MemoryStore } from '#main/engine/log/memory-store.ts'
import type { RunEvent } from '#shared/events/event.ts'
import { LogUnderTest, stepOf } from '#test/support/log-under-test.ts'

let log: LogUnderTest
beforeEach(() => {
  log = new LogUnderTest()
})
afterEach(() => log.remove())

it('reads back exactly what was heard, from any seq on', () => {
  log.run('r', 3)
  log.begin('s')
  log.run('other', 2)
  log.end('s')
  for (const runId of ['r', 's', 'other']) {
    const heard = log.heard.filter((event) => event.runId === runId)
    for (let from = 0; from <= heard.length; from += 1) expect(log.events(runId, from)).toEqual(heard.slice(from))
  }
  expect(log.store.since(0)).toEqual(log.heard.toSorted((a, b) => a.position - b.position))
  expect(log.store.lastPosition()).toBe(log.heard.at(-1)?.position)
})

it('keeps more events of one turn than a chunk holds, in order', () => {
  log.begin('r')
  for (let step = 0; step < 3_000; step += 1) for (const draft of stepOf(`n${step}`)) log.stage('r', draft)
  log.log.flush()
  expect(log.events('r').map(({ seq }) => seq)).toEqual(Array.from({ length: 9_001 }, (_, seq) => seq))
  expect(log.events('r', 8_999)).toEqual(log.heard.slice(8_999))
  expect(log.verify()).toMatchObject({ ok: true, checked: { events: 9_001 } })
})

it('names an event by its run and place, and its cause by the one before', () => {
  log.begin('r')
  const [first, second] = stepOf('n').map((draft) => log.stage('r', draft))
  expect(first).toMatchObject({ id: 'r.1', causationId: 'r.0', correlationId: 'r' })
  expect(second).toMatchObject({ id: 'r.2', causationId: 'r.1' })
})

it('gives a child run the correlation of its root', () => {
  log.begin('root')
  log.begin('child', { parent: 'root', correlation: 'root' })
  log.log.flush()
  expect(log.events('child')).toMatchObject([{ id: 'child.0', correlationId: 'root' }])
  expect(log.store.children('root').map(({ runId }) => runId)).toEqual(['child'])
  expect(log.store.byCorrelation('root').map(({ runId }) => runId)).toEqual(['root', 'child'])
  expect(log.store.list({ limit: 9, roots: true }).map(({ runId }) => runId)).toEqual(['root'])
  expect(log.verify().ok).toBe(true)
})

it('lists runs by workflow and status, a page at a time', () => {
  for (const run of ['a', 'b', 'c', 'd']) log.run(run, 1, { status: run === 'b' ? 'failed' : 'succeeded' })
  const ids = (filter: Parameters<typeof log.store.list>[0]) => log.store.list(filter).map(({ runId }) => runId)
  expect(ids({ limit: 2 })).toEqual(['d', 'c'])
  expect(ids({ limit: 2, before: log.store.find('c')?.key ?? 0 })).toEqual(['b', 'a'])
  expect(ids({ limit: 9, status: ['failed'], workflow: 'test' })).toEqual(['b'])
  expect(ids({ limit: 9, workflow: 'none' })).toEqual([])
})

it('does not let a second writer fork a run, and keeps the others’ commits', () => {
  log.run('mine', 1)
  log.begin('shared')
  log.log.flush()
  const second = log.another()
  second.open('shared', log.store.find('shared')?.key ?? 0)
  for (const draft of stepOf('theirs')) second.stage('shared', draft)
  second.flush()
  log.begin('alone')
  for (const draft of stepOf('mine')) log.stage('shared', draft)
  log.log.also(() => log.forked.push('written for a lost run'), 'shared')
  expect(log.log.flush()).toBe(true)
  expect(log.forked).toEqual(['shared'])
  expect(log.events('shared').map(({ nodeId }) => nodeId)).toEqual([undefined, 'theirs', 'theirs', 'theirs'])
  expect(log.events('alone')).toHaveLength(1)
  expect(log.verify().ok).toBe(true)
})

it('makes the row of a new run with its first events, or not at all, and tells a trouble that lasts once', () => {
  log.begin('r')
  for (const draft of stepOf('n')) log.stage('r', draft)
  let fails = true
  log.log.also(() => {
    if (fails) throw new Error('the disk is full')
  })
  expect(log.log.flush()).toBe(false)
  expect(log.store.find('r')).toBeUndefined()
  log.clock.advance(3_000)
  fails = false
  log.clock.advance(1_000)
  expect(log.events('r')).toHaveLength(4)
  expect(log.trouble).toEqual([expect.stringContaining('the disk is full'), null])
  expect(log.verify().ok).toBe(true)
})

it('tries a commit that fails once a second, however long and however many ask for one', () => {
  log.begin('r')
  for (const draft of stepOf('n')) log.stage('r', draft)
  log.log.flush()
  // Nothing that a list shows: the row is behind from here on.
  for (const draft of stepOf('m')) log.stage('r', draft)
  log.log.flush()
  let tries = 0
  let fails = true
  log.log.also(() => {
    tries += 1
    if (fails) throw new Error('the disk is full')
  })
  log.log.flush()
  log.clock.advance(600_000)
  expect(tries).toBeLessThan(700)
  expect(log.clock.pending).toBeLessThan(4)
  fails = false
  log.clock.advance(1_000)
  expect(log.trouble.at(-1)).toBeNull()
  expect(log.clock.pending).toBe(0)
  expect(log.verify().ok).toBe(true)
})

it('lets the event loop in, also where each commit brings the next at once', async () => {
  log.begin('r')
  let commits = 0
  let isOver = false
  const again = () => {
    commits += 1
    if (isOver) return
    if (commits > 10_000) throw new Error('It has held the turn for ten thousand commits.')
    for (const draft of stepOf(`n${commits}`)) log.stage('r', draft)
    log.log.afterCommit(again)
  }
  log.log.afterCommit(again)
  await new Promise<void>((resolve) =>
    setTimeout(() => {
      isOver = true
      resolve()
    }),
  )
  log.log.flush()
  expect(log.events('r')).toHaveLength(1 + 3 * (commits - 1))
  expect(log.verify().ok).toBe(true)
})

it('writes the row of a run when a list would show a difference, else within a quarter of a second', () => {
  const written: string[] = []
  let shows = 'running'
  log.log.project({ shows: () => shows, write: (runId) => written.push(`${runId} ${shows}`) })
  log.begin('r')
  log.log.flush()
  for (const draft of stepOf('n')) log.stage('r', draft)
  log.log.flush()
  // As it was made, it is whole.
  expect(written).toEqual([])
  log.clock.advance(250)
  expect(written).toEqual(['r running'])
  shows = 'waiting'
  for (const draft of stepOf('m')) log.stage('r', draft)
  log.log.flush()
  expect(written.at(-1)).toBe('r waiting')
  for (const draft of stepOf('o')) log.stage('r', draft)
  log.log.end()
  expect(written).toHaveLength(3)
})

it('tells an index of its events inside the transaction, with their positions', () => {
  const indexed: RunEvent[] = []
  log.log.index('node.completed', (event) => {
    expect(log.database.isTransaction).toBe(true)
    indexed.push({ ...event })
  })
  log.run('r', 2)
  expect(indexed).toEqual(log.heard.filter(({ type }) => type === 'node.completed'))
})

it('loses nothing that was told when its process is killed: another connection has it', () => {
  log.run('r', 5)
  const { database } = openDatabase(log.home, 'other')
  expect(database.prepare('select sum(count) as events from chunk').get()).toEqual({ events: log.heard.length })
  database.close()
})

it('runs in memory alike, without hashes, and forgets a run when told to', () => {
  const store = new MemoryStore()
  const heard: RunEvent[] = []
  const memory = new EventLog({
    store,
    clock: log.clock,
    publish: (event) => heard.push(event),
    onForked: () => {},
    onTrouble: () => {},
    onError: () => {},
  })
  const key = store.nextKey()
  memory.open('r', key)
  const big = 'b'.repeat(100_000)
  for (const draft of stepOf('n', big)) memory.stage('r', draft)
  const order: string[] = []
  memory.also(() => order.push('inside'))
  memory.afterCommit(() => order.push('after'))
  memory.flush()
  expect(order).toEqual(['inside', 'after'])
  expect(heard.map(({ id, position, hash }) => ({ id, position, hash }))).toEqual([
    { id: 'r.0', position: 1, hash: '' },
    { id: 'r.1', position: 2, hash: '' },
    { id: 'r.2', position: 3, hash: '' },
  ])
  const last = heard.at(-1)
  expect(last?.type === 'node.completed' && memory.whole(last.data.output)).toBe(big)
  expect(store.events(key)).toEqual(heard)
  store.drop(key)
  expect(store.events(key)).toEqual([])
})
