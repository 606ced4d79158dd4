import { expect } from 'vitest'
import { pattern } from './support/pattern-test.ts'

pattern(19, 'the activity is withdrawn and the run goes on without it', async (begin) => {
  const run = await begin()
  await run.completes('take_back')
  expect([run.open, ...run.fates('assess', 'rated')]).toEqual([['close_file'], 'interrupted', 'skipped'])
  await run.completes('close_file')
  expect([run.status, run.starts('close_file')]).toEqual(['succeeded', 1])
})

pattern(19, 'an activity that is done is not withdrawn any more', async (begin) => {
  const run = await begin()
  await run.completes('assess', 'AA')
  expect([run.open, run.output('rated'), ...run.fates('take_back')]).toEqual([['close_file'], 'AA', 'interrupted'])
})

pattern(20, 'everything is withdrawn and the run counts as failed', async (begin) => {
  const run = await begin()
  await run.completes('check_income')
  await run.rejects('wanted')
  expect([run.status, run.open, run.starts('offer')]).toEqual(['failed', [], 0])
  expect(run.fates('check_income', 'value_house')).toEqual(['completed', 'interrupted'])
})

pattern(20, 'a run that is not cancelled goes on', async (begin) => {
  const run = await begin()
  await run.approves('wanted')
  await run.completes('check_income')
  await run.completes('value_house')
  expect(run.open).toEqual(['offer'])
})

pattern(20, 'a person can stop the whole run from outside', async (begin) => {
  const run = await begin()
  expect(await run.stop()).toHaveLength(3)
  expect(run.status).toBe('interrupted')
})

pattern(25, 'the region is withdrawn with the tokens that wait in it, and what is outside goes on', async (begin) => {
  const run = await begin()
  await run.completes('hotel')
  await run.completes('cancels')
  expect([run.open, run.starts('pay')]).toEqual([['refund', 'visa'], 0])
  expect(run.fates('booking', 'pack')).toEqual(['interrupted', 'skipped'])
})

pattern(25, 'the region is withdrawn wherever its tokens are', async (begin) => {
  const run = await begin()
  await run.completes('hotel')
  await run.completes('flight')
  expect(run.open).toEqual(['cancels', 'pay', 'visa'])
  await run.completes('cancels')
  expect([run.open, run.completions('pay')]).toEqual([['refund', 'visa'], 0])
})

pattern(26, 'all instances that are not done are withdrawn, and what follows them does not run', async (begin) => {
  const run = await begin({ subjects: ['Ann', 'Ben', 'Cem'] })
  await run.completes('interview')
  expect(run.open).toEqual(['call_off', 'interview', 'interview'])
  await run.completes('call_off')
  expect([run.open, run.completions('interview')]).toEqual([['inform'], 1])
  expect(run.fates('interviews', 'evaluate')).toEqual(['interrupted', 'skipped'])
})

pattern(27, 'the instances that are not done are withdrawn, and what follows them runs', async (begin) => {
  const run = await begin({ subjects: ['Ann', 'Ben', 'Cem'] })
  await run.completes('interview')
  await run.completes('enough')
  expect([run.open, run.completions('interview')]).toEqual([['evaluate'], 1])
  await run.completes('evaluate')
  expect([run.status, run.starts('evaluate')]).toEqual(['succeeded', 1])
})

pattern(27, 'when all instances are done by themselves nothing is left to force', async (begin) => {
  const run = await begin({ subjects: ['Ann', 'Ben'] })
  await run.completes('interview')
  await run.completes('interview')
  expect([run.open, ...run.fates('enough')]).toEqual([['evaluate'], 'interrupted'])
})
