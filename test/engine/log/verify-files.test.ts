/** `verify` where a file of the log is gone, cut off or another one. */
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { DATABASE_FILE } from '#main/engine/log/database.ts'
import { verifyLog } from '#main/engine/log/verify.ts'
import { LogUnderTest } from '#test/support/log-under-test.ts'
import { twoRuns } from '#test/support/two-runs.ts'

it('says what a seal of another key means', () => {
  const log = twoRuns()
  writeFileSync(join(log.home, 'seal.key'), 'a'.repeat(64))
  expect(verifyLog(log.home).findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('another key'),
    expect.stringContaining('another key'),
    expect.stringContaining('another key'),
  ])
})

it('makes no key in place of one that is gone, and says what to do', () => {
  const log = twoRuns()
  rmSync(join(log.home, 'seal.key'))
  expect(verifyLog(log.home)).toMatchObject({
    ok: false,
    findings: [{ message: expect.stringContaining('Put it back from a backup') }],
  })
  expect(existsSync(join(log.home, 'seal.key'))).toBe(false)
})

it('misses a log that was taken away whole, but not one that never was', () => {
  const log = twoRuns()
  log.database.close()
  rmSync(join(log.home, DATABASE_FILE))
  expect(verifyLog(log.home)).toMatchObject({ ok: false, findings: [{ message: expect.stringContaining('is gone') }] })
  rmSync(join(log.home, 'seal.key'))
  expect(verifyLog(log.home)).toEqual({ ok: true, checked: { runs: 0, events: 0 }, findings: [] })
})

it('reports a file that was cut in the middle instead of failing', () => {
  const log = twoRuns()
  log.database.exec('pragma wal_checkpoint(truncate)')
  const file = join(log.home, DATABASE_FILE)
  const copy = new LogUnderTest()
  onTestFinished(() => copy.remove())
  copy.database.close()
  copyFileSync(join(log.home, 'seal.key'), join(copy.home, 'seal.key'))
  const whole = readFileSync(file)
  writeFileSync(join(copy.home, DATABASE_FILE), whole.subarray(0, Math.floor(whole.length / 2)))
  expect(verifyLog(copy.home)).toMatchObject({
    ok: false,
    findings: [{ message: expect.stringMatching(/cannot be read/) }],
  })
})
