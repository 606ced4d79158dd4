/** Runs that somebody took out of the log whole, with their rows. */
import { expect, it, onTestFinished } from 'vitest'
import { LogUnderTest } from '#test/support/log-under-test.ts'
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
  ])
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
