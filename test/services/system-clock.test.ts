import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '#main/services/system/system-clock.ts'

const DAY_MS = 86_400_000
const START = Date.UTC(2026, 0, 1)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Counts how often it was called back. */
function timerAt(at: number): { readonly fired: () => number; readonly takeBack: () => void } {
  let fired = 0
  const takeBack = systemClock.setTimer(at, () => {
    fired += 1
  })
  return { fired: () => fired, takeBack }
}

it('calls back once, when its time has come', () => {
  const { fired } = timerAt(START + 30_000)
  vi.advanceTimersByTime(29_999)
  expect(fired()).toBe(0)
  vi.advanceTimersByTime(DAY_MS)
  expect(fired()).toBe(1)
})

it('waits longer than the platform can', () => {
  const { fired } = timerAt(START + 60 * DAY_MS)
  vi.advanceTimersByTime(59 * DAY_MS)
  expect(fired()).toBe(0)
  vi.advanceTimersByTime(DAY_MS)
  expect(fired()).toBe(1)
})

it('notices within a minute that the clock was set forward', () => {
  const { fired } = timerAt(START + 3_600_000)
  vi.setSystemTime(START + DAY_MS)
  vi.advanceTimersByTime(60_000)
  expect(fired()).toBe(1)
})

it('waits no longer because the clock was set back', () => {
  const { fired } = timerAt(START + 30_000)
  vi.advanceTimersByTime(10_000)
  vi.setSystemTime(START - DAY_MS)
  vi.advanceTimersByTime(19_999)
  expect(fired()).toBe(0)
  vi.advanceTimersByTime(2)
  expect(fired()).toBe(1)
})

it('calls back no more once it is taken back', () => {
  const { fired, takeBack } = timerAt(START + 30_000)
  takeBack()
  vi.advanceTimersByTime(DAY_MS)
  expect(fired()).toBe(0)
})
