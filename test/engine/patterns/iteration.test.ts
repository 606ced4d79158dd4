import { expect } from 'vitest'
import { pattern } from './support/pattern-test.ts'

pattern(10, 'cycles that overlap go round in any order', async (begin) => {
  const run = await begin({ complete: false })
  await run.approves('collect')
  await run.approves('assess')
  await run.rejects('decide')
  expect(run.open).toEqual(['assess'])
  await run.rejects('assess')
  expect(run.open).toEqual(['collect'])
  await run.approves('collect')
  await run.approves('assess')
  await run.approves('decide')
  expect([run.open, ...run.fates('close')]).toEqual([['pay'], 'skipped'])
  await run.completes('pay')
  expect(run.status).toBe('succeeded')
  expect(['collect', 'assess', 'decide', 'pay'].map((id) => run.starts(id))).toEqual([2, 3, 2, 1])
})

pattern(10, 'the cycle may be entered in its middle', async (begin) => {
  const run = await begin({ complete: true })
  expect([run.open, ...run.fates('collect')]).toEqual([['assess'], 'skipped'])
  await run.rejects('assess')
  expect(run.open).toEqual(['collect'])
})

pattern(10, 'the cycle may be left in its middle, also in a later pass', async (begin) => {
  const run = await begin({ complete: false })
  await run.approves('collect')
  await run.rejects('assess')
  await run.rejects('collect')
  expect([run.open, ...run.fates('pay')]).toEqual([['close'], 'skipped'])
})

pattern(21, 'tested before: the body runs as often as the condition holds', async (begin) => {
  const run = await begin({ pages: 2 })
  await run.completes('read_page')
  expect(run.open).toEqual(['read_page'])
  await run.completes('read_page')
  expect([run.open, run.completions('read_page')]).toEqual([['summarise'], 2])
})

pattern(21, 'tested before: it may not run at all', async (begin) => {
  const run = await begin({ pages: 0 })
  expect([run.open, run.starts('read_page')]).toEqual([['summarise'], 0])
})

pattern(21, 'tested after: the body runs at least once, until the test holds', async (begin) => {
  const run = await begin({ pages: 0 })
  await run.completes('summarise')
  await run.rejects('review')
  await run.completes('summarise')
  await run.approves('review')
  expect([run.status, run.completions('summarise')]).toEqual(['succeeded', 2])
})

pattern(21, 'a loop that goes round more often than it may fails', async (begin) => {
  const run = await begin({ pages: 0 })
  for (const _ of [1, 2, 3]) {
    await run.completes('summarise')
    await run.rejects('review')
  }
  expect([run.status, ...run.fates('review')]).toEqual(['failed', 'failed'])
})

pattern(22, 'a command that starts itself goes on when the inner run has ended', async (begin) => {
  const run = await begin({ level: 1 })
  await run.rejects('decide')
  expect(run.open).toEqual(['decide'])
  await run.rejects('decide')
  expect([run.open, run.starts('decide'), run.completions('handed_down')]).toEqual([['decide'], 3, 0])
  await run.approves('decide')
  expect([run.status, run.result, run.completions('handed_down')]).toEqual(['succeeded', { level: 3 }, 2])
})

pattern(22, 'a command that does not need to does not start itself', async (begin) => {
  const run = await begin({ level: 1 })
  await run.approves('decide')
  expect([run.status, run.result, run.starts('decide')]).toEqual(['succeeded', { level: 1 }, 1])
})
