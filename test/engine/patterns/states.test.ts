import { expect } from 'vitest'
import { pattern } from './support/pattern-test.ts'

pattern(16, 'the first event chooses the way, and the other ways are gone', async (begin) => {
  const run = await begin({ offer: 'A7' })
  expect(run.open).toEqual([])
  await run.hears('offer-withdrawn', { offer: 'B2' })
  expect(run.open).toEqual([])
  await run.hears('offer-withdrawn', { offer: 'A7' })
  await run.hears('offer-accepted', { offer: 'A7' })
  await run.afterwards('4d')
  expect([run.open, ...run.fates('deliver', 'remind')]).toEqual([['apologise'], 'skipped', 'skipped'])
})

pattern(16, 'no way is chosen before an event, and time is one of the events', async (begin) => {
  const run = await begin({ offer: 'A7' })
  await run.afterwards('71h')
  expect([run.open, ...run.fates('deliver', 'apologise', 'remind')]).toEqual([[], undefined, undefined, undefined])
  await run.afterwards('1h')
  expect(run.open).toEqual(['remind'])
})

pattern(17, 'no two activities are under way at once, and the given order holds', async (begin) => {
  const run = await begin()
  const examined: string[] = []
  for (let minutes = 0; minutes < 35; minutes += 5) {
    const [now, ...others] = run.underWay('eyes', 'blood', 'weight')
    expect([others, run.open]).toEqual([[], []])
    if (now !== undefined && !examined.includes(now)) examined.push(now)
    await run.afterwards('5m')
  }
  expect([...examined].sort()).toEqual(['blood', 'eyes', 'weight'])
  expect(examined.indexOf('eyes')).toBeLessThan(examined.indexOf('blood'))
  expect(run.open).toEqual(['letter'])
})

pattern(18, 'the activity waits for the milestone', async (begin) => {
  const run = await begin()
  await run.completes('wish')
  expect(run.open).toEqual(['opens'])
  await run.completes('opens')
  expect(run.open).toEqual(['change', 'closes'])
  await run.completes('change')
  await run.completes('closes')
  await run.completes('teach')
  expect([run.status, ...run.fates('change', 'refuse')]).toEqual(['succeeded', 'completed', 'skipped'])
})

pattern(18, 'the activity is withdrawn when the milestone passes', async (begin) => {
  const run = await begin()
  await run.completes('opens')
  await run.completes('wish')
  await run.completes('closes')
  expect([run.open, ...run.fates('change')]).toEqual([['teach'], 'interrupted'])
})

pattern(18, 'the activity is not possible when the milestone has passed', async (begin) => {
  const run = await begin()
  await run.completes('opens')
  await run.completes('closes')
  await run.completes('wish')
  expect([run.open, run.starts('change')]).toEqual([['refuse', 'teach'], 0])
})

pattern(39, 'a section begins only when the other one is over as a whole', async (begin) => {
  const run = await begin()
  await run.completes('board')
  expect(run.open).toEqual(['fuel_plough', 'line_up'])
  await run.completes('fuel_plough')
  expect(run.open).toEqual(['line_up'])
  await run.completes('line_up')
  expect(run.open).toEqual(['accelerate'])
  await run.completes('accelerate')
  expect(run.open).toEqual(['plough'])
  await run.completes('plough')
  await run.completes('salt')
  expect(run.status).toBe('succeeded')
})

pattern(39, 'whichever section is reached first goes first', async (begin) => {
  const run = await begin()
  await run.completes('fuel_plough')
  await run.completes('board')
  expect(run.open).toEqual(['plough'])
  await run.completes('plough')
  await run.completes('salt')
  expect(run.open).toEqual(['line_up'])
})

pattern(40, 'each activity is done once, and never two at the same time', async (begin) => {
  const run = await begin()
  for (let minutes = 0; minutes < 90; minutes += 15) {
    expect(run.underWay('team', 'lead', 'people')).toHaveLength(1)
    await run.afterwards('15m')
  }
  expect(['team', 'lead', 'people'].map((id) => run.completions(id))).toEqual([1, 1, 1])
  expect(run.open).toEqual(['decide'])
})
