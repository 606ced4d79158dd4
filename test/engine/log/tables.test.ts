import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CursorTable } from '#main/engine/log/cursor-table.ts'
import { openDatabase } from '#main/engine/log/database.ts'
import { DeliveryTable } from '#main/engine/log/delivery-table.ts'
import { EmissionTable } from '#main/engine/log/emission-table.ts'
import { LetterTable } from '#main/engine/log/letter-table.ts'
import { LockTable } from '#main/engine/log/lock-table.ts'
import { MemoryTable } from '#main/engine/log/memory-table.ts'
import { LogUnderTest } from '#test/support/log-under-test.ts'

let log: LogUnderTest
beforeEach(() => {
  log = new LogUnderTest()
})
afterEach(() => log.remove())

/** The same data, by the connection of a second process. */
function other<T>(use: (database: LogUnderTest['database']) => T): T {
  const { database } = openDatabase(log.home, 'other')
  try {
    return use(database)
  } finally {
    database.close()
  }
}

describe('memory across runs', () => {
  it('gives back what was kept, by scope and key', () => {
    const memory = new MemoryTable(log.database)
    memory.set('review', 'seen', { commits: ['a'] }, 'r/n/0')
    memory.set('review', 'nothing', null, 'r/n/0')
    expect(memory.get('review', 'seen')).toEqual({ commits: ['a'] })
    expect(memory.get('review', 'nothing')).toBeNull()
    expect(memory.get('deploy', 'seen')).toBeUndefined()
    expect(memory.keys('review')).toEqual(['nothing', 'seen'])
    // The same execution is told the same again; another finds nothing.
    const deleted = ['run/d/0', 'run/d/0', 'run/e/0'].map((by) => memory.delete('review', 'seen', by))
    expect(deleted).toEqual([true, true, false])
  })

  it('adds once over processes, and says so again to the execution that added', () => {
    const memory = new MemoryTable(log.database)
    expect(memory.add('s', 'k', 1, 'one')).toBe('added')
    expect(other((database) => new MemoryTable(database).add('s', 'k', 2, 'two'))).toBe('exists')
    expect(memory.add('s', 'k', 1, 'one')).toBe('added')
    expect(memory.get('s', 'k')).toBe(1)
  })
})

describe('locks', () => {
  const allLive = () => true
  const isDead = (owner: string) => owner !== 'dead'
  const of = (owner: string) => new LockTable(log.database, owner)

  it('are taken first come, first served, over processes', () => {
    const locks = of('one')
    const first = locks.ticket('deploy', 'run-1', 'a/0')
    const second = other((database) => new LockTable(database, 'two').ticket('deploy', 'run-2', 'b/0'))
    const third = locks.ticket('deploy', 'run-3', 'c/0')
    expect(locks.tryTake(third, allLive)).toEqual({ taken: false, holder: { runId: 'run-1', key: 'a/0' } })
    expect(locks.tryTake(first, allLive)).toEqual({ taken: true })
    expect(locks.tryTake(first, allLive)).toEqual({ taken: true })
    locks.release(first)
    expect(locks.tryTake(third, allLive)).toMatchObject({ taken: false, holder: { runId: 'run-2' } })
    expect(other((database) => new LockTable(database, 'two').tryTake(second, allLive))).toEqual({ taken: true })
  })

  it('are free when their holder is dead, and do not hold each other up', () => {
    of('dead').ticket('deploy', 'run-1', 'a/0')
    const mine = of('one').ticket('deploy', 'run-2', 'b/0')
    const elsewhere = of('two').ticket('build', 'run-3', 'c/0')
    expect(of('two').tryTake(elsewhere, allLive)).toEqual({ taken: true })
    expect(of('one').tryTake(mine, isDead)).toEqual({ taken: true })
  })

  it('keep the place of an execution that asks again, also under a new owner', () => {
    const before = of('dead').ticket('deploy', 'run-1', 'a/0')
    of('one').ticket('deploy', 'run-2', 'b/0')
    expect(of('heir').ticket('deploy', 'run-1', 'a/0')).toBe(before)
    expect(of('heir').tryTake(before, isDead)).toEqual({ taken: true })
  })

  it('stay the heir’s, whatever the owner that lost the run still does with their tickets', () => {
    const ticket = of('lost').ticket('deploy', 'run-1', 'a/0')
    expect(of('lost').tryTake(ticket, allLive)).toEqual({ taken: true })
    of('heir').ticket('deploy', 'run-1', 'a/0')
    const next = of('third').ticket('deploy', 'run-2', 'b/0')
    of('lost').release(ticket)
    expect(of('lost').tryTake(ticket, allLive)).toBeUndefined()
    expect(of('third').tryTake(next, allLive)).toMatchObject({ taken: false, holder: { runId: 'run-1' } })
    of('heir').release(ticket)
    expect(of('third').tryTake(next, allLive)).toEqual({ taken: true })
  })

  it('are gone once they are given back', () => {
    const locks = of('one')
    const gone = locks.ticket('deploy', 'run-1', 'a/0')
    const next = locks.ticket('deploy', 'run-2', 'b/0')
    locks.release(gone)
    expect(locks.tryTake(next, allLive)).toEqual({ taken: true })
    expect(locks.tryTake(gone, allLive)).toBeUndefined()
  })
})

it('emissions are found by name behind a position', () => {
  const emissions = new EmissionTable(log.database)
  expect(emissions.lastPosition()).toBe(0)
  for (const [position, name] of [
    [10, 'built'],
    [11, 'tested'],
    [12, 'built'],
    [13, 'shipped'],
  ] as const)
    emissions.add({ position, name, runId: 'r', seq: position, ...(position === 12 && { workspace: '/w' }) })
  expect(emissions.since(['built', 'shipped'], 10, 10)).toEqual([
    { position: 12, name: 'built', runId: 'r', seq: 12, workspace: '/w' },
    { position: 13, name: 'shipped', runId: 'r', seq: 13 },
  ])
  expect(emissions.since(['built'], 0, 1)).toHaveLength(1)
  expect(emissions.lastPosition()).toBe(13)
})

it('a delivery is taken once, and only with the run that it starts', () => {
  const deliveries = new DeliveryTable(log.database)
  log.begin('r')
  log.log.also(() => deliveries.take('hook-1', 'now', 'r'))
  expect(deliveries.find('hook-1')).toBeUndefined()
  log.log.flush()
  expect(deliveries.find('hook-1')).toEqual({ runId: 'r', at: 'now' })
  expect(deliveries.take('hook-1', 'later')).toBe(false)
  expect(other((database) => new DeliveryTable(database).take('hook-2', 'now'))).toBe(true)
  expect(deliveries.find('hook-2')).toEqual({ at: 'now' })
})

it('dead letters stay until they are replayed or discarded, once', () => {
  const letters = new LetterTable(log.database)
  const letter = (id: string, code: string, at: string) => ({
    id,
    source: 'webhook',
    cause: { code, message: `${code} at ${at}` },
    payload: { id },
    at,
  })
  letters.bury({ ...letter('a', 'json.invalid', '1'), workflow: 'deploy', runId: 'r' })
  letters.bury(letter('b', 'json.invalid', '2'))
  letters.bury(letter('c', 'queue.full', '3'))
  letters.bury({ ...letter('c', 'other', '4') })
  expect(letters.groups()).toEqual([
    { code: 'json.invalid', open: 2, message: 'json.invalid at 2', at: '2' },
    { code: 'queue.full', open: 1, message: 'queue.full at 3', at: '3' },
  ])
  expect(letters.markReplayed('a', { runId: 'again', payload: { id: 'edited' }, at: '5' })).toBe(true)
  expect(letters.markReplayed('a', { runId: 'twice', at: '6' })).toBe(false)
  expect(letters.discard('b', '7')).toBe(true)
  expect(letters.find('a')).toEqual({
    ...letter('a', 'json.invalid', '1'),
    workflow: 'deploy',
    runId: 'r',
    payload: { id: 'edited' },
    state: 'replayed',
    settledAt: '5',
    replayedAs: 'again',
  })
  expect(letters.list({ limit: 10, open: true }).map(({ id }) => id)).toEqual(['c'])
  expect(letters.list({ limit: 10, code: 'json.invalid' }).map(({ id }) => id)).toEqual(['b', 'a'])
})

it('a reader finds its place again', () => {
  const cursors = new CursorTable(log.database)
  expect(cursors.get('mail')).toBeUndefined()
  cursors.set('mail', 12)
  cursors.set('mail', 13)
  expect(cursors.get('mail')).toBe(13)
})
