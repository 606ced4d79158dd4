import { afterEach, expect, it } from 'vitest'
import { RunQueries } from '#main/calls/run-queries.ts'
import { CursorTable } from '#main/engine/log/cursor-table.ts'
import { EmissionTable } from '#main/engine/log/emission-table.ts'
import type { RetentionRules } from '#main/engine/log/removable-runs.ts'
import { Retention } from '#main/engine/log/retention.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { LogUnderTest } from '#test/support/log-under-test.ts'

const logs: LogUnderTest[] = []
afterEach(() => {
  for (const log of logs.splice(0)) log.remove()
})

const DAY = 86_400_000

function made(): LogUnderTest {
  const log = new LogUnderTest()
  logs.push(log)
  return log
}

/** Runs `r0` to `r4`, one a day from 1 January on. */
function fiveDays(): LogUnderTest {
  const log = made()
  for (let day = 0; day < 5; day += 1) {
    log.run(`r${day}`, 10)
    log.clock.advance(DAY)
  }
  return log
}

function retain(log: LogUnderTest, rules: RetentionRules) {
  return new Retention(log.database, log.key).retain(rules, new Date(log.clock.now()).toISOString())
}

function kept(log: LogUnderTest): readonly string[] {
  return log.store
    .list({ limit: 100 })
    .filter(({ key }) => !log.database.prepare('select 1 from stub where run_key = ?').get(key))
    .map(({ runId }) => runId)
}

it('removes runs that ended long ago, and verify takes their stubs for what they are', async () => {
  const log = fiveDays()
  expect(await retain(log, { endedBefore: '2026-01-03T00:00:00.000Z' })).toMatchObject({ runs: 2 })
  expect(kept(log)).toEqual(['r4', 'r3', 'r2'])
  expect(log.verify()).toMatchObject({ ok: true, checked: { runs: 5, events: 3 * 32 } })
  expect(log.verify('r0').ok).toBe(true)
  expect(log.store.find('r0')).toMatchObject({
    status: 'succeeded',
    summary: expect.stringContaining('"steps":["completed"'),
  })
})

it.each([
  ['status', `status = 'failed'`],
  ['started_at', `started_at = '2020-01-01T00:00:00.000Z'`],
  ['parent', `parent = 'r4'`],
  ['summary', `summary = replace(summary, 'completed', 'failed')`],
])('finds that “%s” of a run was changed when its events are gone', async (_column, sql) => {
  const log = fiveDays()
  await retain(log, { endedBefore: '2026-01-02T00:00:00.000Z' })
  expect(log.verify().ok).toBe(true)
  log.database.exec(`update run set ${sql} where id = 'r0'`)
  expect(log.verify().findings).toMatchObject([{ runId: 'r0', message: expect.stringMatching(/its row .*was/) }])
  expect(log.verify('r1').ok).toBe(true)
})

it('takes what an earlier version left of a run, which sealed no row, for what it is', async () => {
  const log = fiveDays()
  await retain(log, { endedBefore: '2026-01-02T00:00:00.000Z' })
  const stub = log.database.prepare('select * from stub').get() ?? {}
  const removed = `${stub.removed_at}\n${stub.rule}`
  const seal = log.key.stub('r0', Number(stub.seq), String(stub.hash), Number(stub.chunks), removed)
  log.database.prepare('update stub set seal = ?').run(seal)
  expect(log.verify().ok).toBe(true)
  log.database.exec('update stub set seq = seq - 1')
  expect(log.verify().findings).toMatchObject([{ runId: 'r0', message: expect.stringMatching(/seal/) }])
})

it('takes no stub for one of an earlier version', async () => {
  const log = fiveDays()
  await retain(log, { endedBefore: '2026-01-02T00:00:00.000Z' })
  log.database.exec(`update stub set seal = replace(seal, 'row:', '')`)
  expect(log.verify().ok).toBe(false)
})

it('says of a removed run when its events went and by which setting', async () => {
  const log = fiveDays()
  await retain(log, { endedBefore: '2026-01-02T00:00:00.000Z' })
  expect(() => log.events('r0')).toThrow(CallError)
  expect(() => log.events('r0')).toThrow(/32 events of this run were removed on 2026-01-06 .*ended before 2026-01-02/)
  const queries = new RunQueries(log.log, log.store, { id: 'owner', isAlive: () => true })
  expect(() => queries.why({ runId: 'r0', seq: 3 })).toThrow(/32 events of this run were removed on 2026-01-06/)
  expect(() => queries.why({ runId: 'r0', seq: 32 })).toThrow(/no event r0\.32/)
})

it('keeps as many runs as asked for, the newest', async () => {
  const log = fiveDays()
  expect(await retain(log, { maxRuns: 2 })).toMatchObject({ runs: 3 })
  expect(kept(log)).toEqual(['r4', 'r3'])
  expect(await retain(log, { maxRuns: 2 })).toMatchObject({ runs: 0 })
})

it('gives space back to the system until the log is as small as asked for', async () => {
  const log = made()
  for (let run = 0; run < 10; run += 1) log.run(`r${run}`, 5, { output: `${run}`.repeat(30_000) })
  const size = () =>
    Number(
      log.database.prepare('select page_count * page_size as size from pragma_page_count, pragma_page_size').get()
        ?.size,
    )
  expect(size()).toBeGreaterThan(2_000_000)
  const { bytes = 0, runs } = (await retain(log, { maxBytes: 1_000_000 })) ?? {}
  expect(size()).toBeLessThan(1_100_000)
  expect(bytes).toBeGreaterThan(1_000_000)
  expect(runs).toBeLessThan(10)
  expect(kept(log)[0]).toBe('r9')
  expect(log.verify().ok).toBe(true)
})

it('never removes what is open, stopped or waiting, nor its parent or child', async () => {
  const log = made()
  log.run('stopped', 1, { status: 'interrupted' })
  log.begin('open')
  log.begin('child of open', { parent: 'open' })
  log.end('child of open')
  log.begin('parent of open')
  log.begin('open child', { parent: 'parent of open' })
  log.end('parent of open')
  log.run('last', 1)
  log.clock.advance(DAY)
  expect(await retain(log, { maxRuns: 0, endedBefore: '2027-01-01T00:00:00.000Z' })).toMatchObject({ runs: 0 })
  expect(kept(log)).toHaveLength(6)
})

it('counts beforehand what it would remove', async () => {
  const log = fiveDays()
  const retention = new Retention(log.database, log.key)
  expect(await retention.count({})).toBe(0)
  expect(await retention.count({ endedBefore: '2026-01-03T00:00:00.000Z' })).toBe(2)
  expect(await retention.count({ maxBytes: 100_000_000 })).toBe(0)
  expect(kept(log)).toHaveLength(5)
})

it('removes no more than it must where large values take most of the room', async () => {
  const log = made()
  for (let run = 0; run < 10; run += 1) log.run(`r${run}`, 1, { output: `${run}`.repeat(1_000_000) })
  const retention = new Retention(log.database, log.key)
  const rules = { maxBytes: 7_500_000 }
  const counted = await retention.count(rules)
  expect(await retain(log, rules)).toMatchObject({ runs: counted })
  expect(retention.bytes()).toBeLessThan(7_600_000)
  expect(kept(log)).toHaveLength(10 - counted)
  expect(counted).toBeLessThan(5)
})

it('keeps what a trigger has not heard yet, and what an open run may still wait for', async () => {
  const log = made()
  const published = (runId: string) => {
    log.run(runId, 1)
    new EmissionTable(log.database).add({ position: log.store.lastPosition(), name: 'done', runId, seq: 1 })
  }
  published('old')
  log.clock.advance(DAY)
  log.begin('open')
  log.clock.advance(DAY)
  published('heard by open')
  log.run('quiet', 1)
  log.run('last', 1)
  const rules = { endedBefore: '2027-01-01T00:00:00.000Z' }
  const cursors = new CursorTable(log.database)
  cursors.set('on_event', 0)
  await retain(log, rules)
  expect(kept(log)).toEqual(['last', 'heard by open', 'open', 'old'])

  cursors.set('on_event', log.store.lastPosition())
  await retain(log, rules)
  expect(kept(log)).toEqual(['last', 'heard by open', 'open'])
  log.end('open')
  await retain(log, rules)
  expect(kept(log)).toEqual(['open'])
})

it('goes on counting positions up, so a reader that remembers one misses nothing', async () => {
  const log = fiveDays()
  const position = log.store.lastPosition()
  await retain(log, { maxRuns: 0 })
  log.run('next', 1)
  expect(log.store.since(position).map(({ runId }) => runId)).toEqual(Array.from({ length: 5 }, () => 'next'))
})

it('removes large values with the last run that refers to them', async () => {
  const log = made()
  const shared = 's'.repeat(100_000)
  const whole = log.log.fit({ text: 'w'.repeat(100_000), inner: { $blob: 'looks like one' } })
  log.run('first', 1, { output: [shared, 'a'.repeat(100_000)] })
  log.run('second', 1, { output: [shared, whole] })
  log.run('third', 1)
  const blobs = () => Number(log.database.prepare('select count(*) as blobs from blob').get()?.blobs)
  const before = blobs()
  await retain(log, { maxRuns: 2 })
  expect(blobs()).toBeLessThan(before)
  const [, , , last] = log.events('second')
  const output = last?.type === 'node.completed' ? last.data.output : null
  expect(JSON.stringify(log.log.whole(output))).toContain(shared)
  await retain(log, { maxRuns: 1 })
  const left = log.database.prepare('select body from blob').all()
  expect(left.map(({ body }) => body)).toEqual(['{"name":"test"}']) // the workflow of the run that is left
})

it('keeps the endings that a replay took over, for as long as that run is there', async () => {
  const log = made()
  log.run('old', 1)
  log.begin('replay', { recorded: log.log.keep('{"a/0":{"port":"out","output":1}}') })
  log.log.flush()
  log.end('replay')
  await retain(log, { maxRuns: 1 })
  expect(log.verify()).toMatchObject({ ok: true, findings: [] })
})

it.each([
  ['forged stub', `update stub set seq = seq - 1`, /forged or changed/],
  ['stub with another reason', `update stub set rule = 'somebody asked'`, /forged or changed/],
  ['stub taken out', `delete from stub`, /cut off/],
  [
    'stub of a run that retention never removed',
    `insert into stub select 2, seq, hash, chunks, removed_at, rule, seal from stub; delete from chunk where run_key = 2`,
    /forged or changed/,
  ],
])('finds a %s', async (_, sql, says) => {
  const log = fiveDays()
  await retain(log, { endedBefore: '2026-01-02T00:00:00.000Z' })
  log.database.exec(sql)
  expect(log.verify().findings.map(({ message }) => message)).toEqual([expect.stringMatching(says)])
})
