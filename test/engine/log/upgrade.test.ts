import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { RunQueries } from '#main/calls/run-queries.ts'
import { DATABASE_FILE, openDatabase } from '#main/engine/log/database.ts'
import { RunStore } from '#main/engine/log/run-store.ts'
import { DatabaseSync } from '#main/engine/log/sqlite.ts'
import { verifyLog } from '#main/engine/log/verify.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import { writeFirstVersion } from '#test/support/first-version-log.ts'
import { LogUnderTest, temporaryFolder } from '#test/support/log-under-test.ts'

const homes: string[] = []
const logs: LogUnderTest[] = []
afterEach(() => {
  for (const log of logs.splice(0)) log.remove()
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true })
})

function folder(): string {
  const home = temporaryFolder()
  homes.push(home)
  return home
}

function firstVersion(
  runs: number,
  events: number,
  sql = '',
  filler = '',
): { home: string; texts: Map<string, string[]> } {
  const home = folder()
  const texts = writeFirstVersion(home, runs, events, filler)
  const database = new DatabaseSync(join(home, DATABASE_FILE))
  if (sql) database.exec(sql)
  database.close()
  return { home, texts }
}

const backups = (home: string) => readdirSync(home).filter((name) => name.includes('backup'))

function versionOf(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true })
  const version = Number(database.prepare('pragma user_version').get()?.user_version)
  database.close()
  return version
}

it('leads a log of the first version to this one, with every event as it was', () => {
  const { home, texts } = firstVersion(3, 700)
  const log = new LogUnderTest(home)
  logs.push(log)
  expect(log.verify()).toEqual({ ok: true, checked: { runs: 3, events: 2_100 }, findings: [] })
  for (const [runId, bodies] of texts) {
    const events = log.events(runId)
    expect(events.map(({ position: _, hash: __, ...event }) => event)).toEqual(bodies.map((body) => JSON.parse(body)))
    expect(foldRun(events, runId).status).toBe('succeeded')
  }
  const order = log.store.since(0).map(({ runId, seq }) => `${runId} ${seq}`)
  expect(order.slice(0, 4)).toEqual(['run-1 0', 'run-2 0', 'run-3 0', 'run-1 1'])
  expect(log.store.list({ limit: 1 })).toMatchObject([{ runId: 'run-3', status: 'succeeded', correlation: 'run-3' }])
})

it('goes on with a run of the first version: the chain and the cause run on', () => {
  const { home } = firstVersion(1, 5)
  const log = new LogUnderTest(home)
  logs.push(log)
  log.log.open('run-1', 1)
  for (const owner of ['first', 'second', 'third']) log.stage('run-1', { type: 'run.recovered', data: { owner } })
  log.log.flush()
  expect(log.events('run-1', 5)).toMatchObject([
    { id: 'run-1.5', seq: 5, causationId: 'run-1-event-4' },
    { id: 'run-1.6', causationId: 'run-1.5' },
    { id: 'run-1.7' },
  ])
  // The run had ended; of the chain nothing is said.
  const behind = [5, 6, 7].map((seq) => ({ runId: 'run-1', seq, message: expect.stringMatching(/behind the ending/) }))
  expect(log.verify().findings).toEqual(behind)
})

it('says what led to an event of the first version, whose ids were not made of run and number', () => {
  const { home } = firstVersion(2, 5)
  const log = new LogUnderTest(home)
  logs.push(log)
  const ownership = { id: 'this', isAlive: () => false }
  const queries = new RunQueries(log.log, log.store, ownership)
  const { chain, missing } = queries.why({ runId: 'run-2', seq: 3 })
  expect(chain.map(({ runId, seq }) => `${runId} ${seq}`)).toEqual(['run-2 0', 'run-2 1', 'run-2 2', 'run-2 3'])
  expect(missing).toBeUndefined()
})

it('backs the whole log up beside it first, for its owner alone', () => {
  const { home } = firstVersion(2, 50)
  openDatabase(home, '2026-01-01T00:00:00.000Z').database.close()
  expect(backups(home)).toEqual([`${DATABASE_FILE}.v1-backup-2026-01-01T00-00-00-000Z`])
  const backup = join(home, backups(home)[0] ?? '')
  expect(statSync(backup).mode & 0o077).toBe(0)
  const old = new DatabaseSync(backup, { readOnly: true })
  expect(old.prepare('select count(*) as events from event').get()).toEqual({ events: 100 })
  old.close()
})

it.each([
  ['a changed event', "update event set body = replace(body, 'n2', 'n3') where run_key = 1 and seq = 2", 'run-1', 2],
  ['an event taken out', 'delete from event where run_key = 1 and seq = 2', 'run-1', 2],
  ['events cut off', 'delete from event where run_key = 1 and seq > 2', 'run-1', 2],
  ['all events cut off', 'delete from event where run_key = 1', 'run-1', 0],
  ['a forged seal', "update head set seal = 'forged' where run_key = 1", 'run-1', 4],
  ['a head taken out', 'delete from head where run_key = 1', 'run-1', 4],
  ['a run taken out of the list', 'delete from run where key = 1', 'run-1', 0],
])('still finds %s that was there before the upgrade', (_, sql, runId, seq) => {
  const { home } = firstVersion(2, 5, sql)
  openDatabase(home, 'now').database.close()
  expect(verifyLog(home).findings).toMatchObject([{ runId, seq }])
})

it('leads a log of the second version to this one, which knows its newest run', () => {
  const home = folder()
  const before = new LogUnderTest(home)
  for (const run of ['a', 'b', 'c']) before.run(run, 2)
  before.database.exec('drop table newest_run; pragma user_version = 2')
  before.log.end()
  before.database.close()
  const log = new LogUnderTest(home)
  logs.push(log)
  expect(backups(home)).toEqual([`${DATABASE_FILE}.v2-backup-test`])
  expect(log.verify()).toMatchObject({ ok: true, checked: { runs: 3 } })
  log.database.exec('delete from chunk where run_key = 3; delete from run where key = 3')
  expect(log.verify().findings).toMatchObject([{ runId: 'c', message: expect.stringMatching(/It was the newest/) }])
})

it('says that it was done and where the backup lies, once', () => {
  const { home } = firstVersion(1, 5)
  const first = openDatabase(home, 'then')
  first.database.close()
  expect(first.warnings).toEqual([expect.stringContaining(join(home, backups(home)[0] ?? ''))])
  const second = openDatabase(home, 'now')
  second.database.close()
  expect(second.warnings).toEqual([])
})

it('is refused for a log of a newer Slashflow, by verify too, with the way out', () => {
  const { home } = firstVersion(1, 5, 'pragma user_version = 99')
  expect(() => openDatabase(home, 'now')).toThrow(/newer Slashflow. Update Slashflow/)
  expect(() => verifyLog(home)).toThrow(/newer Slashflow. Update Slashflow/)
  expect(backups(home)).toEqual([])
})

it('changes nothing where the backup cannot be written', () => {
  const { home } = firstVersion(1, 5)
  const file = join(home, DATABASE_FILE)
  expect(() => openDatabase(home, 'no such folder/now')).toThrow(/cannot write to its data folder/)
  expect(versionOf(file)).toBe(1)
  expect(backups(home)).toEqual([])
})

it('verify asks for the upgrade instead of reading what it does not know', () => {
  const { home } = firstVersion(1, 5)
  expect(() => verifyLog(home)).toThrow(/older Slashflow.*slashflow list/)
})

function open(home: string): { child: ChildProcess; ended: Promise<string> } {
  const child = spawn(process.execPath, ['--no-warnings', 'test/support/open-log.ts', home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', (piece) => {
    said += piece
  })
  return { child, ended: new Promise((resolve) => child.on('close', () => resolve(said))) }
}

const EVENTS = 4_000

/** Moments of an upgrade as a look into the folder shows them. */
const MOMENTS: Record<string, (home: string) => boolean> = {
  'the lock is taken': (home) => existsSync(join(home, 'upgrade.lock')),
  'the backup is being written': (home) => backups(home).some((name) => name.endsWith('.unfinished')),
  'the backup is there': (home) => backups(home).some((name) => !name.includes('.unfinished')),
  'new rows are being written': (home) => walOf(home) > 200_000,
  'many new rows are written': (home) => walOf(home) > 1_500_000,
}

function walOf(home: string): number {
  return statSync(join(home, `${DATABASE_FILE}-wal`), { throwIfNoEntry: false })?.size ?? 0
}

for (const [moment, hasCome] of Object.entries(MOMENTS)) {
  it(`leaves the old log or the new one when it is killed once ${moment}`, async () => {
    const { home } = firstVersion(2, EVENTS, '', 'x'.repeat(200))
    const { child, ended } = open(home)
    let isOver = false
    void ended.then(() => {
      isOver = true
    })
    while (!isOver && !hasCome(home)) await new Promise((resolve) => setImmediate(resolve))
    child.kill('SIGKILL')
    await ended
    const database = new DatabaseSync(join(home, DATABASE_FILE))
    const version = Number(database.prepare('pragma user_version').get()?.user_version)
    const table = version === 1 ? 'event' : 'chunk'
    expect(database.prepare(`select count(*) > 0 as kept from ${table}`).get()).toEqual({ kept: 1 })
    database.close()
    openDatabase(home, 'again').database.close()
    expect(verifyLog(home)).toEqual({ ok: true, checked: { runs: 2, events: 2 * EVENTS }, findings: [] })
    expect(backups(home).filter((name) => name.includes('unfinished'))).toEqual([])
  })
}

it('is done once by two processes that start together', async () => {
  const { home } = firstVersion(2, 2_000)
  const both = [open(home), open(home)]
  expect(await Promise.all(both.map(({ ended }) => ended))).toEqual(['opened\n', 'opened\n'])
  expect(backups(home)).toHaveLength(1)
  const { database } = openDatabase(home, 'now')
  expect([...new RunStore(database).events(1)]).toHaveLength(2_000)
  database.close()
  expect(verifyLog(home).ok).toBe(true)
})
