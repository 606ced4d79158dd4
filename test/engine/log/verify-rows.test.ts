/** The table of runs beside the log, which lists and the inbox show: what was changed in it alone. */
import { expect, it } from 'vitest'
import { toRunSummary } from '#main/engine/log/run-summary.ts'
import { verifyLog } from '#main/engine/log/verify.ts'
import type { EventDraft } from '#shared/events/event.ts'
import { stepOf } from '#test/support/log-under-test.ts'
import { twoRuns } from '#test/support/two-runs.ts'

const ROW: readonly (readonly [column: string, sql: string, says: string])[] = [
  ['status', `status = 'failed'`, 'is "failed", but the events say "succeeded"'],
  ['workflow', `workflow = 'other'`, 'is "other", but the events say "test"'],
  ['started_at', `started_at = '2020-01-01T00:00:00.000Z'`, 'is "2020-01-01T00:00:00.000Z", but the events say "2026'],
  ['ended_at', 'ended_at = null', 'is nothing, but the events say "2026'],
  ['waiting', 'waiting = 1', 'is 1, but the events say 0'],
  ['parent', `parent = 'b'`, 'is "b", but the events say nothing'],
  ['summary.steps', `summary = replace(summary, 'completed', 'failed')`, 'is not what the events say'],
  [
    'summary.errorMessage',
    `summary = json_set(summary, '$.errorMessage', 'oh')`,
    'is "oh", but the events say nothing',
  ],
]

it.each(ROW)('finds that “%s” of a run was changed in the list alone', (column, sql, says) => {
  const log = twoRuns()
  log.database.exec(`update run set ${sql} where key = 1`)
  const message = expect.stringContaining(`its “${column}” ${says}`)
  expect(verifyLog(log.home).findings).toEqual([{ runId: 'a', seq: 13, message }])
  expect(log.verify('a').findings).toEqual([{ runId: 'a', seq: 13, message }])
  expect(log.verify('b').ok).toBe(true)
})

it('finds that the list says of a run that it has no events', () => {
  const log = twoRuns()
  log.database.exec('update run set last = null where key = 1')
  expect(verifyLog(log.home).findings).toMatchObject([
    { runId: 'a', seq: 0, message: expect.stringMatching(/no events of this run/) },
  ])
})

const asking: EventDraft = {
  type: 'approval.requested',
  nodeId: 'ok',
  iteration: 0,
  data: { approvalId: 'q', purpose: 'approval', title: 'Delete all?', payload: null },
}

it('finds that the question of an open run was changed in the list alone', () => {
  const log = twoRuns()
  log.begin('c')
  log.stage('c', asking)
  log.log.flush()
  // What is no more than behind is no change.
  for (const draft of stepOf('n')) log.stage('c', draft)
  log.log.flush()
  expect(log.verify('c')).toMatchObject({ ok: true, findings: [] })
  log.database.exec(`update run set summary = replace(summary, 'Delete all?', 'Keep all?') where id = 'c'`)
  expect(log.verify().findings).toMatchObject([
    { runId: 'c', seq: 4, message: expect.stringMatching(/“summary.waits” is not/) },
  ])
})

it('holds a run that went on after it had been stopped against all of its events', () => {
  const log = twoRuns()
  log.run('c', 1, { status: 'interrupted' })
  log.log.open('c', log.store.find('c')?.key ?? 0)
  log.stage('c', { type: 'run.resumed', data: { by: 'test' } })
  log.log.flush()
  expect(log.verify('c').findings).toMatchObject([
    { seq: 5, message: expect.stringContaining('“status” is "interrupted", but the events say "running"') },
    { seq: 5, message: expect.stringMatching(/“ended_at” is ".*", but the events say nothing/) },
  ])
  log.database.exec(`update run set status = 'running', ended_at = null where id = 'c'`)
  expect(log.verify().ok).toBe(true)
})

it('says of an undone step that it was undone, and finds that this was changed; a row of an earlier version says nothing of it', () => {
  const log = twoRuns()
  log.begin('c')
  for (const draft of [...stepOf('a'), ...stepOf('b'), ...stepOf('c')]) log.stage('c', draft)
  const by = { iteration: 0, data: { by: 'undo' } }
  const error = { code: 'test.failed', message: 'no' }
  log.stage('c', { type: 'node.compensated', nodeId: 'c', iteration: 0, data: { by: 'undo', error } })
  log.stage('c', { type: 'node.compensated', nodeId: 'b', ...by })
  log.end('c', 'failed')

  const row = log.store.find('c')
  expect(row && toRunSummary(row, 'nobody').steps).toEqual(['completed', 'undone', 'not-undone'])
  expect(log.verify('c').ok).toBe(true)
  log.database.exec(`update run set summary = json_set(summary, '$.undone[0].status', 'not-undone') where id = 'c'`)
  expect(log.verify('c').findings).toMatchObject([{ message: expect.stringContaining('“summary.undone” is not') }])
  log.database.exec(`update run set summary = json_remove(summary, '$.undone') where id = 'c'`)
  expect(log.verify('c').ok).toBe(true)
})
