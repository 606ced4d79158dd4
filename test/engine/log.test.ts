import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { externalise, hydrate } from '#main/engine/log/blobs.ts'
import { DATABASE_FILE, openDatabase } from '#main/engine/log/database.ts'
import { verifyLog } from '#main/engine/log/verify.ts'
import type { Json } from '#shared/json.ts'
import { EngineDriver, workflowOf } from '#test/support/engine-driver.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'

const cleanUps: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'slashflow-log-'))
  cleanUps.push(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** Two finished runs, and a hand on their database. */
async function written(): Promise<{
  driver: EngineDriver
  runs: string[]
  database: InstanceType<typeof DatabaseSync>
}> {
  const driver = new EngineDriver(engineKinds(async () => undefined))
  cleanUps.push(() => driver.close())
  const graph = workflowOf(
    [
      { id: 'start', kind: 'start' },
      { id: 'a', kind: 'set', config: { value: 1 } },
    ],
    ['start -> a'],
  )
  const runs = [await driver.start(graph), await driver.start(graph)]
  await driver.settle()
  const database = new DatabaseSync(join(driver.home, DATABASE_FILE))
  cleanUps.unshift(() => database.close())
  return { driver, runs, database }
}

const TAMPERINGS: Record<string, { sql: string; seq: number; says: RegExp }> = {
  'a changed event': {
    sql: `update event set body = replace(body, '"port":"out"', '"port":"off"') where seq = 3 and run_key = 1`,
    seq: 3,
    says: /changed/,
  },
  'a removed event': { sql: 'delete from event where seq = 2 and run_key = 1', seq: 2, says: /missing/ },
  'events cut off at the end': { sql: 'delete from event where seq >= 5 and run_key = 1', seq: 5, says: /cut off/ },
  'two events in each other’s place': {
    sql: 'update event set seq = case seq when 2 then -3 else -2 end where seq in (2, 3) and run_key = 1; update event set seq = -seq where seq < 0',
    seq: 2,
    says: /changed|belong/,
  },
  'an event put in at the end': {
    sql: `insert into event (run_key, seq, body, hash) select run_key, seq + 1, body, hash from event where run_key = 1 order by seq desc limit 1`,
    seq: 8,
    says: /changed|added|belong/,
  },
  'a head moved back with its events': {
    sql: `delete from event where seq >= 5 and run_key = 1; update head set seq = 4, hash = (select hash from event where seq = 4 and run_key = 1) where run_key = 1`,
    seq: 4,
    says: /seal/,
  },
  'a run taken out of the list': { sql: 'delete from run where key = 1', seq: 0, says: /no run/ },
}

for (const [what, { sql, seq, says }] of Object.entries(TAMPERINGS)) {
  it(`finds ${what}`, async () => {
    const { driver, runs, database } = await written()
    expect(driver.verify()).toMatchObject({ ok: true, checked: { runs: 2 } })
    database.exec(sql)
    expect(verifyLog(driver.home)).toMatchObject({
      ok: false,
      findings: [{ runId: runs[0], seq, message: expect.stringMatching(says) }],
    })
  })
}

it('keeps a damaged database aside, says so, and begins a new one', () => {
  const home = folder()
  writeFileSync(join(home, DATABASE_FILE), 'this is not a database, but what is left of one after a bad day')
  const { database, warnings } = openDatabase(home, '2026-01-01T00:00:00.000Z')
  expect(warnings).toEqual([expect.stringMatching(/damaged.*kept as .*damaged-2026-01-01/)])
  expect(readdirSync(home)).toContain(`${DATABASE_FILE}.damaged-2026-01-01T00-00-00-000Z`)
  expect(database.prepare('select count(*) as runs from run').get()).toEqual({ runs: 0 })
  database.close()
})

it('keeps the log from others, also in a folder that they may look into', () => {
  const open = folder()
  chmodSync(open, 0o755)
  const { database } = openDatabase(open, 'now')
  cleanUps.push(() => database.close())
  const modes = readdirSync(open).map((name) => statSync(join(open, name)).mode & 0o077)
  expect(modes).toEqual(modes.map(() => 0))
})

it('says what to do where the data folder cannot be written', () => {
  const home = join(folder(), 'file')
  writeFileSync(home, '')
  expect(() => openDatabase(join(home, 'below'), 'now')).toThrow(/cannot write to its data folder .*SLASHFLOW_HOME/)
})

it('refuses a database of a newer version and leaves it as it is', () => {
  const home = folder()
  mkdirSync(home, { recursive: true })
  const newer = new DatabaseSync(join(home, DATABASE_FILE))
  newer.exec('pragma user_version = 99')
  newer.close()
  expect(() => openDatabase(home, 'now')).toThrow(/newer Slashflow/)
  expect(readdirSync(home).filter((name) => name.includes('damaged'))).toEqual([])
})

it('loses nothing when the disk is full, and goes on when it is not', async () => {
  const driver = new EngineDriver(engineKinds(async () => undefined))
  cleanUps.push(() => driver.close())
  const graph = workflowOf(
    [
      { id: 'start', kind: 'start' },
      { id: 'ok', kind: 'approval' },
      { id: 'a', kind: 'set', config: { value: '{{ nodes.ok.value }}' } },
    ],
    ['start -> ok', 'ok.approved -> a'],
  )
  const run = await driver.start(graph)
  await driver.settle()
  const live = driver.engine.live(run)
  // SQLite itself says "database or disk is full" when it may not grow.
  driver.limitPages(true)
  const before = driver.events.length
  const decided =
    live &&
    driver.engine.decide(live, driver.openWait(run, 'ok'), {
      decision: 'approved',
      value: 'x'.repeat(200_000),
      feedback: undefined,
      by: 'test',
    })
  await driver.settle()
  expect(driver.events.length).toBe(before)
  expect(driver.bugs.splice(0)).toEqual([expect.stringMatching(/cannot write its log: .*full.*hold/)])
  driver.limitPages(false)
  await driver.turn(1_000)
  await decided
  expect(driver.state(run)).toMatchObject({ status: 'succeeded' })
  expect(driver.verify().ok).toBe(true)
})

it('gives back exactly what was put out of an event', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json)
  const large = fc.record({
    small: json,
    list: fc.array(fc.string({ maxLength: 3_000 }), { maxLength: 30 }),
    forged: fc.constant({ $blob: 'f'.repeat(64), bytes: 1, preview: '', of: 'string' }),
  })
  fc.assert(
    fc.property(large, (value) => {
      const blobs = new Map<string, string>()
      const fitted = externalise(value as Json, { put: (hash, body) => blobs.set(hash, body) }, 4_096)
      expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(4_096 * 2)
      expect(hydrate(fitted, (hash) => blobs.get(hash) ?? '')).toEqual(value)
    }),
    { numRuns: 100 },
  )
})
