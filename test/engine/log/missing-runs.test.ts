/** Runs that somebody took out of the log whole, with their rows. */
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '#main/engine/log/database.ts'
import type { EventLog } from '#main/engine/log/event-log.ts'
import { ForkedError } from '#main/engine/log/event-store.ts'
import { RunStore } from '#main/engine/log/run-store.ts'
import type { EventDraft } from '#shared/events/event.ts'
import { LogUnderTest, stepOf } from '#test/support/log-under-test.ts'
import { twoRuns } from '#test/support/two-runs.ts'

it('finds that a run was taken out whole, with its row, and says when it began', () => {
  const log = twoRuns()
  log.database.exec('delete from chunk where run_key = 1; delete from run where key = 1')
  expect(log.verify().findings).toEqual([
    {
      runId: 'unknown',
      seq: 0,
      message: expect.stringMatching(
        /^6 pieces of the log are missing with the runs that they belong to\. A run that began before run b \(.+Z\) can be theirs\.$/,
      ),
    },
  ])
})

it('says of the newest run that it began last', () => {
  const log = twoRuns()
  log.database.exec('delete from chunk where run_key = 2; delete from run where key = 2')
  expect(log.verify().findings).toMatchObject([
    { message: expect.stringMatching(/^5 pieces .* They began last of all/) },
    { runId: 'b', message: 'This run is missing, with all its events. It was the newest of this log.' },
  ])
})

/** Three runs, one after the other: the newest leaves no gap where it is taken out. */
function threeRuns(): LogUnderTest {
  const log = new LogUnderTest()
  onTestFinished(() => log.remove())
  for (const run of ['a', 'b', 'c']) log.run(run, 2)
  expect(log.verify()).toMatchObject({ ok: true, checked: { runs: 3 } })
  return log
}

const takeOut = (key: number) => `delete from chunk where run_key = ${key}; delete from run where key = ${key};`

it('names the newest run where it was taken out whole, though nothing else tells of it', () => {
  const log = threeRuns()
  log.database.exec(takeOut(3))
  expect(log.verify().findings).toEqual([
    { runId: 'c', seq: 0, message: 'This run is missing, with all its events. It was the newest of this log.' },
  ])
})

it('counts the others that were taken out with the newest', () => {
  const log = threeRuns()
  log.database.exec(takeOut(2) + takeOut(3))
  expect(log.verify().findings).toMatchObject([
    { runId: 'c', message: expect.stringMatching(/newest of this log. So are 1 that began before it.$/) },
  ])
})

it('finds that the newest run was taken out also once others have begun in its place', () => {
  const log = threeRuns()
  log.database.exec(takeOut(3))
  log.run('d', 1)
  log.run('e', 1)
  expect(log.verify().findings).toEqual([
    {
      runId: 'unknown',
      seq: 0,
      message: '5 runs were begun in this log, and 1 of them are missing, with all their events.',
    },
  ])
})

it.each([
  ['removed', 'delete from newest_run', /newest run was removed/],
  ['changed', "update newest_run set runs = 2, run = 'b', seal = 'forged'", /newest run was changed/],
])('finds that what the log knows of its newest run was %s, and never seals that anew', (_, sql, message) => {
  const log = threeRuns()
  log.database.exec(takeOut(3) + sql)
  expect(log.verify().findings).toMatchObject([{ message: expect.stringMatching(message) }])
  log.run('d', 1)
  expect(log.verify().findings).toMatchObject([{ message: expect.stringMatching(message) }])
})

it('knows the newest of runs that several processes begin in turn, and of what a failed commit took back', () => {
  const log = new LogUnderTest()
  onTestFinished(() => log.remove())
  const { database } = openDatabase(log.home, 'test')
  const other = log.another(database)
  const stores = new Map([
    [log.log, log.store],
    [other, new RunStore(database)],
  ])
  const begin = (writer: EventLog, runId: string) => {
    const insert = () => stores.get(writer)?.insert({ runId, owner: 'owner', workflow: 'test', startedAt: '' }) ?? 0
    writer.open(runId, insert, {})
    writer.stage(runId, stepOf('n')[0] as EventDraft) // three of them
    return writer.flush()
  }
  expect([begin(log.log, 'a'), begin(other, 'b'), begin(other, 'c'), begin(log.log, 'd')]).toEqual([
    true,
    true,
    true,
    true,
  ])
  other.also(() => {
    throw new ForkedError(new Set(['e']))
  }, 'e')
  begin(other, 'e')
  expect(log.forked).toEqual(['e'])
  begin(other, 'f')
  const row = log.database.prepare('select runs, run from newest_run').get()
  expect(row).toEqual({ runs: 5, run: 'f' })
  other.end()
  database.close()
})

it('names a run that was taken out whole by the event of the run that called it', () => {
  const log = new LogUnderTest()
  onTestFinished(() => log.remove())
  log.begin('a')
  log.stage('a', { type: 'child.started', nodeId: 'n', data: { runId: 'gone', workflow: 'tidy' } })
  log.end('a')
  expect(log.verify().findings).toEqual([
    { runId: 'gone', seq: 0, message: 'This run is missing. It was called by run a.' },
  ])
})

it.each([
  ['the run that called it', "update run set parent = 'gone' where id = 'b'", 'called run b'],
  ['what it published', "insert into emission values (1, 'built', 'gone', 3, null)", 'published the event built'],
])('names a run that was taken out whole by %s', (_, sql, trace) => {
  const log = twoRuns()
  log.database.exec(sql)
  expect(log.verify().findings).toContainEqual({ runId: 'gone', seq: 0, message: `This run is missing. It ${trace}.` })
})
