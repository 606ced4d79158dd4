/** Which runs may go, found without holding the process up (M2). */
import { expect, it, onTestFinished } from 'vitest'
import { ChunkReader } from '#main/engine/log/chunk-reader.ts'
import { OPEN, RemovableRuns } from '#main/engine/log/removable-runs.ts'
import { LogUnderTest } from '#test/support/log-under-test.ts'

function made(): LogUnderTest {
  const log = new LogUnderTest()
  onTestFinished(() => log.remove())
  return log
}

it('goes through a long table of runs a page at a time, also to count', async () => {
  const log = made()
  for (let run = 0; run < 1_200; run += 1) {
    log.begin(`r${run}`)
    log.stage(`r${run}`, { type: 'run.succeeded', data: { result: null } })
  }
  log.log.flush()
  const removable = new RemovableRuns(log.database, new ChunkReader(log.database))
  const steps = [...removable.due({ maxRuns: 1_198 })].map((run) => run?.id)
  expect(steps).toEqual([undefined, undefined, undefined, 'r0', 'r1'])
})

it('asks of one run whether it may go without reading the others', () => {
  const log = made()
  log.run('r', 1)
  const plan = log.database
    .prepare(`explain query plan select min(started_at) from run where status in ${OPEN}`)
    .all()
    .map(({ detail }) => String(detail))
  expect(plan).toEqual([expect.stringContaining('run_by_status')])
})
