import { expect } from 'vitest'
import { pattern } from './support/pattern-test.ts'

pattern(12, 'the run goes on while the instances are still open', async (begin) => {
  const run = await begin({ offences: ['Speed', 'Parking'] })
  expect(run.open).toEqual(['close_file', 'send_notice', 'send_notice'])
  await run.completes('close_file')
  await run.completes('send_notice', '', 1)
  expect([run.open, run.status]).toEqual([['send_notice'], 'running'])
  await run.completes('send_notice')
  expect(run.status).toBe('succeeded')
})

pattern(13, 'as many instances as the file says, and what follows waits for all', async (begin) => {
  const run = await begin()
  expect(run.open).toEqual(['sign', 'sign', 'sign'])
  await run.completes('sign', 'Secretary', 2)
  await run.completes('sign', 'Chair', 0)
  expect(run.open).toEqual(['sign'])
  await run.completes('sign', 'Treasurer')
  expect([run.open, run.starts('publish')]).toEqual([['publish'], 1])
  expect(run.output('signatures')).toEqual([{ note: 'Chair' }, { note: 'Treasurer' }, { note: 'Secretary' }])
})

for (const witnesses of [['Ann'], ['Ann', 'Ben', 'Cem', 'Dee']]) {
  pattern(14, `${witnesses.length} instances when the run is given ${witnesses.length}`, async (begin) => {
    const run = await begin({ witnesses })
    expect(run.open).toEqual(witnesses.map(() => 'statement'))
    for (const _ of witnesses) {
      expect(run.starts('report')).toBe(0)
      await run.completes('statement')
    }
    expect(run.open).toEqual(['report'])
  })
}

pattern(15, 'an instance can be added while others are open, and what follows waits for all', async (begin) => {
  const run = await begin()
  expect(run.open).toEqual(['another', 'statement'])
  await run.approves('another')
  await run.completes('statement', 'First')
  expect(run.open).toEqual(['another', 'statement'])
  await run.approves('another')
  await run.rejects('another')
  expect(run.open).toEqual(['statement', 'statement'])
  await run.completes('statement', 'Third', 1)
  expect(run.starts('report')).toBe(0)
  await run.completes('statement', 'Second')
  expect([run.open, run.output('statements')]).toEqual([['report'], ['First', 'Second', 'Third']])
})

pattern(15, 'it is open whether there are more until somebody says that there are none', async (begin) => {
  const run = await begin()
  await run.completes('statement')
  expect([run.open, run.starts('report')]).toEqual([['another'], 0])
  await run.rejects('another')
  expect(run.open).toEqual(['report'])
})

pattern(34, 'goes on when two instances are done; the others are done without starting it again', async (begin) => {
  const run = await begin({ witnesses: ['Ann', 'Ben', 'Cem', 'Dee'] })
  await run.completes('statement', '', 3)
  expect(run.starts('report')).toBe(0)
  await run.completes('statement', '', 1)
  expect(run.open).toEqual(['report', 'statement', 'statement'])
  await run.completes('report')
  await run.completes('statement')
  expect(run.status).toBe('running')
  await run.completes('statement')
  expect([run.status, run.starts('report'), run.completions('statement')]).toEqual(['succeeded', 1, 4])
})

pattern(34, 'instances that are done at the same moment are all counted', async (begin) => {
  const run = await begin({ witnesses: ['Ann', 'Ben', 'Cem'] })
  await Promise.all([run.completes('statement', '', 0), run.completes('statement', '', 1)])
  expect(run.open).toEqual(['report', 'statement'])
})

pattern(35, 'goes on when two instances are done and withdraws the others', async (begin) => {
  const run = await begin({ witnesses: ['Ann', 'Ben', 'Cem', 'Dee'] })
  await run.completes('statement', '', 2)
  expect(run.open).toEqual(['statement', 'statement', 'statement'])
  await run.completes('statement')
  expect([run.open, ...run.fates('statements')]).toEqual([['report'], 'interrupted'])
  await run.completes('report')
  expect([run.status, run.completions('statement')]).toEqual(['succeeded', 2])
})

pattern(36, 'how many are enough grows with the instances that were added meanwhile', async (begin) => {
  const run = await begin()
  for (const _ of [1, 2, 3]) await run.approves('call')
  expect(run.open).toEqual(['call', 'statement', 'statement', 'statement'])
  await run.completes('statement')
  await run.approves('call')
  await run.completes('statement')
  expect(run.starts('decide')).toBe(0)
  await run.completes('statement')
  expect(run.open).toEqual(['decide', 'statement'])
})

pattern(36, 'when it is enough no instance can be added, and the open ones change nothing', async (begin) => {
  const run = await begin()
  for (const _ of [1, 2, 3]) await run.approves('call')
  await run.completes('statement')
  await run.completes('statement')
  expect([run.open, ...run.fates('call')]).toEqual([['decide', 'statement'], 'interrupted'])
  await run.completes('statement')
  await run.completes('decide')
  expect([run.status, run.starts('decide')]).toEqual(['succeeded', 1])
})

pattern(42, 'one token becomes three, each of which goes through the branch at its own pace', async (begin) => {
  const run = await begin()
  expect(run.open).toEqual(['cut', 'cut', 'cut'])
  await run.completes('cut', '', 1)
  expect(run.open).toEqual(['cut', 'cut', 'polish'])
  await run.completes('polish')
  expect(run.open).toEqual(['cut', 'cut'])
})

pattern(41, 'three threads of one branch go on as one', async (begin) => {
  const run = await begin()
  for (const _ of [1, 2, 3]) await run.completes('cut')
  await run.completes('polish')
  await run.completes('polish')
  expect(run.open).toEqual(['polish'])
  await run.completes('polish')
  expect(run.open).toEqual(['glue'])
  await run.completes('glue')
  expect([run.open, run.starts('glue'), run.starts('paint')]).toEqual([['paint'], 1, 1])
})
