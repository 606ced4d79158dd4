import { expect, it, onTestFinished } from 'vitest'
import { RunQueries } from '#main/calls/run-queries.ts'
import { LogUnderTest } from '#test/support/log-under-test.ts'

it('gives the same events with their hashes and without', () => {
  const log = new LogUnderTest()
  onTestFinished(() => log.remove())
  log.run('a', 3)
  const queries = new RunQueries(log.log, log.store, { id: 'owner', isAlive: () => true })
  const [hashed, bare] = [true, false].map((isHashed) => queries.events({ runId: 'a', fromSeq: 2, hashed: isHashed }))
  expect(hashed?.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true)
  expect(bare).toEqual(hashed?.map((event) => ({ ...event, hash: '' })))
})
