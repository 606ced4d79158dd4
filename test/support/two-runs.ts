import { onTestFinished } from 'vitest'
import { LogUnderTest, stepOf } from './log-under-test.ts'

/** Runs `a` and `b`, each 14 events in 6 chunks, in turns: chunks 1, 3, … are of `a`. Gone when the test has finished. */
export function twoRuns(): LogUnderTest {
  const log = new LogUnderTest()
  onTestFinished(() => log.remove())
  for (const run of ['a', 'b']) {
    log.begin(run)
    log.log.flush()
  }
  for (let step = 0; step < 4; step += 1)
    for (const run of ['a', 'b']) {
      for (const draft of stepOf(`n${step}`)) log.stage(run, draft)
      log.log.flush()
    }
  for (const run of ['a', 'b']) log.end(run)
  return log
}
