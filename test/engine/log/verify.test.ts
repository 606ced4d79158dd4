import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { verifyLog } from '#main/engine/log/verify.ts'
import { LogUnderTest } from '#test/support/log-under-test.ts'
import { twoRuns } from '#test/support/two-runs.ts'

/** What keeps writers from forking a chain keeps nobody from changing the file. */
const UNGUARDED = 'drop trigger chunk_begins; drop trigger chunk_follows;'

const MOVED = 'create temp table kept as select * from chunk; delete from chunk;'

const TAMPERINGS: Record<string, { sql: string; seq: number; says: RegExp }> = {
  'a changed event': {
    sql: `update chunk set body = replace(body, '"port":"out"', '"port":"off"') where position = 5`,
    seq: 4,
    says: /changed/,
  },
  'a changed event with its hash': {
    sql: `update chunk set body = replace(body, '"port":"out"', '"port":"off"'), hash = '${'0'.repeat(64)}' where position = 5`,
    seq: 4,
    says: /changed/,
  },
  'a field that no event has': {
    sql: `update chunk set body = replace(body, '"attempt":1', '"attempt":1,"note":1') where position = 5`,
    seq: 5,
    says: /changed/,
  },
  'a field that pretends to be two': {
    sql: `update chunk set body = replace(body, '"attempt":1,"iteration":0', '"attempt":"1,\\"iteration\\":0"') where position = 5`,
    seq: 5,
    says: /changed/,
  },
  'another correlation of the run': { sql: `update run set correlation = 'c' where key = 1`, seq: 0, says: /changed/ },
  'an event taken out of a chunk': {
    sql: `update chunk set body = substr(body, 1, instr(body, char(10)) - 1), count = 1 where position = 5`,
    seq: 4,
    says: /changed/,
  },
  'a chunk cut in the middle of an event': {
    sql: 'update chunk set body = substr(body, 1, length(body) - 20) where position = 5',
    seq: 6,
    says: /cut off or no JSON/,
  },
  'a chunk that holds no JSON': {
    sql: `update chunk set body = 'nonsense' where position = 5`,
    seq: 4,
    says: /no JSON/,
  },
  'a chunk that was removed': { sql: 'delete from chunk where position = 5', seq: 4, says: /missing/ },
  'events cut off at the end': {
    sql: 'delete from chunk where position >= 9 and run_key = 1',
    seq: 10,
    says: /cut off/,
  },
  'all events cut off': { sql: 'delete from chunk where run_key = 1', seq: 0, says: /All events .* cut off/ },
  'events cut off and the seal of the end put on what is left': {
    sql: `update chunk set seal = (select seal from chunk where position = 11) where position = 9; delete from chunk where position = 11`,
    seq: 12,
    says: /seal/,
  },
  'two chunks of a run in each other’s place': {
    sql: `${MOVED} insert into chunk select case position when 3 then 5 when 5 then 3 else position end, run_key, prev, seq, count, hash, seal, body from kept order by position`,
    seq: 1,
    says: /missing|moved/,
  },
  'a chunk in the place of another run’s': {
    sql: `${MOVED} insert into chunk select case position when 5 then 6 when 6 then 5 else position end, run_key, prev, seq, count, hash, seal, body from kept order by position`,
    seq: 7,
    says: /moved/,
  },
  'a chunk given to another run': { sql: 'update chunk set run_key = 2 where position = 11', seq: 13, says: /cut off/ },
  'a chunk put in at the end': {
    sql: `insert into chunk (run_key, prev, seq, count, hash, seal, body) select run_key, position, seq + 1, count, hash, seal, body from chunk where position = 11`,
    seq: 14,
    says: /added behind/,
  },
  'a seal taken off': {
    sql: `update chunk set seal = '${'0'.repeat(64)}' where position = 11`,
    seq: 14,
    says: /cut off/,
  },
  'the seals of two runs in each other’s place': {
    sql: `${MOVED} insert into chunk select position, run_key, prev, seq, count, hash, case position when 11 then (select seal from kept where position = 12) when 12 then (select seal from kept where position = 11) else seal end, body from kept order by position`,
    seq: 13,
    says: /seal/,
  },
  'a run taken out of the list': { sql: 'delete from run where key = 1', seq: 0, says: /no run/ },
}

for (const [what, { sql, seq, says }] of Object.entries(TAMPERINGS)) {
  it(`finds ${what}`, () => {
    const log = twoRuns()
    expect(log.verify()).toEqual({ ok: true, checked: { runs: 2, events: 28 }, findings: [] })
    log.database.exec(`${UNGUARDED} ${sql}`)
    const { ok, findings } = verifyLog(log.home)
    expect({ ok, first: findings[0] }).toEqual({
      ok: false,
      first: { runId: 'a', seq, message: expect.stringMatching(says) },
    })
    if (sql.includes('delete from run ')) return
    expect(log.verify('a').findings[0]).toMatchObject({ runId: 'a', seq })
  })
}

it('checks one run by the beginning of its id, and reads the file only', () => {
  const log = twoRuns()
  log.run('another', 1)
  expect(verifyLog(log.home, 'an').checked).toEqual({ runs: 1, events: expect.any(Number) })
  expect(verifyLog(log.home, 'a').checked.runs).toBe(1)
  expect(() => verifyLog(log.home, 'x')).toThrow(/There is no run x. "slashflow verify" checks the whole log/)
  log.run('another2', 1)
  expect(() => verifyLog(log.home, 'anoth')).toThrow(/Several runs/)
})

/** Larger than an event may be. */
const LARGE = 'large '.repeat(20_000)

const BESIDE: Record<string, { sql: string; seq: number; says: RegExp }> = {
  'a large value that was changed': {
    sql: `update blob set body = replace(body, 'large', 'small') where body like '%large%'`,
    seq: 2,
    says: /beside the log was changed/,
  },
  'a large value that was removed': {
    sql: `delete from blob where body like '%large%'`,
    seq: 2,
    says: /beside the log is missing/,
  },
  'another workflow of the run': {
    sql: `update blob set body = '{"name":"other"}' where body like '{"name"%'`,
    seq: 0,
    says: /beside the log was changed/,
  },
}

for (const [what, { sql, seq, says }] of Object.entries(BESIDE))
  it(`finds ${what}`, () => {
    const log = new LogUnderTest()
    onTestFinished(() => log.remove())
    log.run('a', 2, { output: { inner: LARGE } })
    expect(log.verify()).toMatchObject({ ok: true, findings: [] })
    log.database.exec(sql)
    expect(log.verify().findings).toEqual([{ runId: 'a', seq, message: expect.stringMatching(says) }])
  })

it('finds nothing wrong with a run whose first events are not stored yet', () => {
  const log = twoRuns()
  log.store.insert({ runId: 'new', owner: 'owner', workflow: 'test', startedAt: '2026-01-01T00:00:00.000Z' })
  expect(log.verify()).toMatchObject({ ok: true, checked: { runs: 3 } })
})

it('names each event behind the ending of its run, and takes what goes on with a stopped one for what it is', () => {
  const log = twoRuns()
  log.begin('late')
  log.stage('late', { type: 'run.interrupted', data: { receipt: [] } })
  log.stage('late', { type: 'run.resumed', data: { by: 'test' } })
  log.stage('late', { type: 'run.succeeded', data: { result: null } })
  log.stage('late', { type: 'node.skipped', nodeId: 'a', data: { reason: 'late' } })
  log.log.flush()
  log.end('late', 'failed')
  expect(log.verify('late').findings.slice(0, 2)).toEqual([
    { runId: 'late', seq: 4, message: expect.stringMatching(/Event 4 \(node.skipped\) .* \(run.succeeded, event 3\)/) },
    { runId: 'late', seq: 5, message: expect.stringMatching(/Event 5 \(run.failed\) .* \(run.succeeded, event 3\)/) },
  ])
  expect(log.verify('a').ok).toBe(true)
})

type Tampering = (database: DatabaseSyncInstance, chunk: number, at: number) => void

/** What somebody with a hand on the file may do to one chunk. */
const RANDOM: Record<string, Tampering> = {
  'a byte of a body': (database, chunk, at) => {
    const body = String(database.prepare('select body from chunk where position = ?').get(chunk)?.body)
    const index = at % body.length
    const changed = body.slice(0, index) + (body[index] === 'x' ? 'y' : 'x') + body.slice(index + 1)
    database.prepare('update chunk set body = ? where position = ?').run(changed, chunk)
  },
  'a body cut off': (database, chunk, at) => {
    database.prepare('update chunk set body = substr(body, 1, ? % length(body)) where position = ?').run(at, chunk)
  },
  'a chunk removed': (database, chunk) => database.prepare('delete from chunk where position = ?').run(chunk),
  'a chunk and all behind it removed': (database, chunk) =>
    database.exec(
      `delete from chunk where position >= ${chunk} and run_key = (select run_key from chunk where position = ${chunk})`,
    ),
  'a chunk moved to the end': (database, chunk) =>
    database.prepare('update chunk set position = 99 where position = ?').run(chunk),
  'a column of a chunk': (database, chunk, at) => {
    const column = ['run_key', 'prev', 'seq', 'count'][at % 4]
    database.exec(`update chunk set ${column} = ${column} + 1 where position = ${chunk}`)
  },
  'a hash': (database, chunk) => database.exec(`update chunk set hash = '${'1'.repeat(64)}' where position = ${chunk}`),
  'a seal': (database, chunk) => database.exec(`update chunk set seal = '${'1'.repeat(64)}' where position = ${chunk}`),
  'a chunk doubled': (database, chunk) =>
    database.exec(
      `insert into chunk (run_key, prev, seq, count, hash, seal, body) select run_key, prev, seq, count, hash, seal, body from chunk where position = ${chunk}`,
    ),
}

it('finds whatever is done to any chunk', () => {
  const log = twoRuns()
  const { database } = log
  database.exec(UNGUARDED)
  const tampering = fc.record({
    what: fc.constantFrom(...Object.keys(RANDOM)),
    chunk: fc.integer({ min: 1, max: 12 }),
    at: fc.nat(),
  })
  fc.assert(
    fc.property(tampering, ({ what, chunk, at }) => {
      database.exec('create temp table intact as select * from chunk')
      RANDOM[what]?.(database, chunk, at)
      const found = log.verify()
      database.exec('delete from chunk; insert into chunk select * from intact; drop table intact')
      expect(found.ok).toBe(false)
    }),
    { numRuns: 300 },
  )
  expect(log.verify().ok).toBe(true)
})
