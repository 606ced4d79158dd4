import { expect } from 'vitest'
import { pattern } from './support/pattern-test.ts'

pattern(11, 'the run is over when the last activity is done, and not before', async (begin) => {
  const run = await begin()
  await run.completes('publish', 'In the paper')
  expect(run.status).toBe('running')
  await run.completes('inform_staff', 'Everybody')
  expect([run.status, run.result]).toEqual([
    'succeeded',
    { publish: { note: 'In the paper' }, inform_staff: { note: 'Everybody' } },
  ])
})

pattern(43, 'the first end that is reached withdraws everything else and ends the run', async (begin) => {
  const run = await begin()
  await run.completes('river', 'Tim')
  expect([run.status, run.result]).toEqual(['succeeded', 'Found at the river: Tim'])
  expect(run.open).toEqual([])
  expect(run.fates('hills', 'drink_tea')).toEqual(['interrupted', 'interrupted'])
})
