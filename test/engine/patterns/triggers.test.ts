import { expect } from 'vitest'
import { pattern } from './support/pattern-test.ts'

pattern(23, 'a signal that comes while nobody listens is lost', async (begin) => {
  const run = await begin()
  await run.hears('alarm-raised')
  await run.completes('arm')
  expect(run.open).toEqual([])
  await run.afterwards('2h')
  expect([run.open, run.status]).toEqual([[], 'running'])
  await run.hears('alarm-raised')
  expect(run.open).toEqual(['evacuate'])
})

pattern(23, 'another signal is none of its business', async (begin) => {
  const run = await begin()
  await run.completes('arm')
  await run.hears('doorbell-rung')
  expect([run.open, run.status]).toEqual([[], 'running'])
})

pattern(24, 'a signal that came before anybody listened is kept', async (begin) => {
  const run = await begin()
  await run.hears('alarm-raised')
  expect(run.open).toEqual(['arm'])
  await run.afterwards('2h')
  await run.completes('arm')
  expect(run.open).toEqual(['evacuate'])
})

pattern(24, 'a signal that comes later is heard as well, once', async (begin) => {
  const run = await begin()
  await run.completes('arm')
  expect(run.open).toEqual([])
  await run.hears('alarm-raised')
  await run.hears('alarm-raised')
  expect([run.open, run.starts('evacuate')]).toEqual([['evacuate'], 1])
})
