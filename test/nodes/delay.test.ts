import { expect, it } from 'vitest'
import { delay } from '#main/nodes/delay.ts'

const { behaviour } = delay
const dueAt = (until: string) => (behaviour.family === 'timer' ? behaviour.dueAt({ until }, 0) : undefined)

it('waits until the date that is written, also a far one', () => {
  expect(dueAt('2026-12-24T18:00:00+01:00')).toBe(Date.UTC(2026, 11, 24, 17))
  expect(dueAt('9999-12-31T00:00:00Z')).toBe(Date.UTC(9999, 11, 31))
  expect(dueAt('2028-02-29T00:00:00Z')).toBe(Date.UTC(2028, 1, 29))
  expect(dueAt('1798131600000')).toBe(1_798_131_600_000)
  expect(dueAt('0001-01-01T00:00:00Z')).toBeLessThan(0)
})

it('refuses what is no date, instead of waiting for another one', () => {
  for (const until of ['2026-02-30T00:00:00Z', '2026-02-29', '2026-13-01', 'tomorrow-ish', ''])
    expect(() => dueAt(until), until).toThrow('is no date and time')
  expect(() => dueAt('99999999999999999')).toThrow('later than the year 9999')
  expect(() => dueAt('+012026-01-01T00:00:00Z')).toThrow('later than the year 9999')
})
