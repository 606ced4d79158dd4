import { expect } from 'vitest'
import { pattern } from './support/pattern-test.ts'

pattern(6, 'every way whose condition holds is taken, and no other', async (begin) => {
  const run = await begin({ police: true, ambulance: false, fire: true })
  expect(run.open).toEqual(['fire_brigade', 'police'])
  expect(run.fates('ambulance')).toEqual(['skipped'])
})

pattern(7, 'waits for everybody who was sent', async (begin) => {
  const run = await begin({ police: true, ambulance: true, fire: false })
  await run.completes('police')
  expect(run.open).toEqual(['ambulance'])
  await run.completes('ambulance')
  expect(run.open).toEqual(['transfer'])
  await run.completes('transfer')
  expect([run.status, run.starts('transfer')]).toEqual(['succeeded', 1])
})

pattern(7, 'does not wait for one who was not sent', async (begin) => {
  const run = await begin({ police: false, ambulance: true, fire: false })
  await run.completes('ambulance')
  expect(run.open).toEqual(['transfer'])
})

pattern(8, 'what follows runs once for each branch, side by side', async (begin) => {
  const run = await begin()
  await run.completes('foundations')
  expect(run.open).toEqual(['audit', 'labour', 'materials'])
  await run.completes('labour')
  expect(run.open).toEqual(['audit', 'audit', 'materials'])
  await run.completes('audit')
  expect(run.completions('file_audit')).toBe(1)
  await run.completes('audit')
  await run.completes('materials')
  await run.completes('audit')
  expect([run.status, run.starts('audit'), run.completions('file_audit')]).toEqual(['succeeded', 3, 3])
})

pattern(37, 'an office asked from two sides is waited for wherever it was asked', async (begin) => {
  const run = await begin({ listed: true, wooded: true })
  expect(run.open).toEqual(['forestry', 'heritage'])
  await run.completes('forestry')
  expect(run.open).toEqual(['heritage'])
  await run.completes('heritage')
  expect(run.open).toEqual(['neighbours'])
  await run.completes('neighbours')
  expect(run.open).toEqual(['decide'])
  await run.completes('decide')
  expect([run.status, run.starts('decide')]).toEqual(['succeeded', 1])
})

pattern(37, 'a merge does not wait for ways that end before they reach it', async (begin) => {
  const run = await begin({ listed: true, wooded: false })
  await run.completes('heritage')
  await run.completes('neighbours')
  expect(run.open).toEqual(['decide'])
})

pattern(37, 'with no way taken the merge goes on at once', async (begin) => {
  const run = await begin({ listed: false, wooded: false })
  expect([run.open, ...run.fates('neighbours')]).toEqual([['decide'], 'skipped'])
})

pattern(38, 'waits as long as the loop may still deliver', async (begin) => {
  const run = await begin()
  await run.completes('cover')
  await run.approves('write')
  await run.rejects('review')
  expect(run.open).toEqual(['write'])
  await run.approves('write')
  expect(run.open).toEqual(['review'])
  await run.approves('review')
  expect([run.open, ...run.fates('given_up')]).toEqual([['print'], 'skipped'])
  await run.completes('print')
  expect([run.status, run.starts('print')]).toEqual(['succeeded', 1])
})

pattern(38, 'goes on when nothing can come out of the loop any more', async (begin) => {
  const run = await begin()
  await run.completes('cover')
  await run.approves('write')
  await run.rejects('review')
  await run.rejects('write')
  expect([run.open, ...run.fates('given_up', 'review')]).toEqual([['print'], 'completed', 'skipped'])
})

pattern(33, 'tokens of a branch that is ahead are kept until the other branch has caught up', async (begin) => {
  const run = await begin()
  await run.completes('left_part')
  await run.completes('left_part')
  expect([run.open, run.completions('assemble')]).toEqual([['right_part'], 0])
  await run.completes('right_part')
  expect([run.open, run.output('assemble')]).toEqual([['right_part'], 'Pair 1'])
  await run.completes('right_part')
  expect([run.status, run.completions('assemble'), run.output('assemble')]).toEqual(['succeeded', 2, 'Pair 2'])
})

pattern(33, 'a second token of one branch does not stand for one of the other', async (begin) => {
  const run = await begin()
  await run.completes('right_part')
  await run.completes('right_part')
  expect(run.completions('assemble')).toBe(0)
})
