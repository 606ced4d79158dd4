import { expect } from 'vitest'
import { pattern } from './support/pattern-test.ts'

pattern(1, 'an activity begins when the one before it is done', async (begin) => {
  const run = await begin()
  expect(run.open).toEqual(['pick'])
  await run.completes('pick')
  expect(run.open).toEqual(['pack'])
  await run.completes('pack')
  expect(run.open).toEqual(['hand_over'])
  await run.completes('hand_over')
  expect(run.status).toBe('succeeded')
})

pattern(2, 'all branches are under way at the same time', async (begin) => {
  const run = await begin()
  expect(run.open).toEqual(['accounts', 'contract', 'desk'])
  await run.completes('desk')
  expect(run.open).toEqual(['accounts', 'contract'])
})

pattern(3, 'what follows begins when both branches are done, and once', async (begin) => {
  const run = await begin()
  await run.completes('invoice')
  expect(run.open).toEqual(['pack'])
  await run.completes('pack')
  expect(run.open).toEqual(['dispatch'])
  await run.completes('dispatch')
  expect([run.status, run.starts('dispatch')]).toEqual(['succeeded', 1])
})

const LANES = [
  [5_000, 'board'],
  [100, 'manager'],
  [20, 'clerk'],
] as const

for (const [amount, lane] of LANES) {
  pattern(4, `a claim of ${amount} goes to the ${lane} and to nobody else`, async (begin) => {
    const run = await begin({ amount })
    expect(run.open).toEqual([lane])
    await run.completes(lane)
    expect(run.fates('board', 'manager', 'clerk')).toEqual(
      ['board', 'manager', 'clerk'].map((id) => (id === lane ? 'completed' : 'skipped')),
    )
  })
}

pattern(5, 'what follows runs once, whichever way was taken', async (begin) => {
  const run = await begin({ card: true })
  expect(run.open).toEqual(['credit_card'])
  await run.completes('credit_card')
  expect(run.open).toEqual(['receipt'])
  await run.completes('receipt')
  expect([run.status, run.starts('receipt'), run.starts('pay_cash')]).toEqual(['succeeded', 1, 0])
})

pattern(5, 'the other way leads there too', async (begin) => {
  const run = await begin({ card: false })
  await run.completes('pay_cash')
  expect(run.open).toEqual(['receipt'])
})
