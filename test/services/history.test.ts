import { expect, it, onTestFinished } from 'vitest'
import { History, type HistorySettings } from '#main/calls/history.ts'
import { Retention } from '#main/engine/log/retention.ts'
import type { TrimmedHistory } from '#shared/ipc/views/app-views.ts'
import { LogUnderTest } from '#test/support/log-under-test.ts'

const DAY = 86_400_000

/** Runs `r0` to `r4`, one a day. */
function historyOfFiveDays(settings: HistorySettings) {
  const log = new LogUnderTest()
  for (let day = 0; day < 5; day += 1) {
    log.run(`r${day}`, 10)
    log.clock.advance(DAY)
  }
  const told: TrimmedHistory[] = []
  const history = new History({
    retention: new Retention(log.database, log.key),
    clock: log.clock,
    settings: async () => settings,
    onRemoved: (removed) => told.push(removed),
    onError: (error) => {
      throw error
    },
  })
  onTestFinished(async () => {
    await history.close()
    log.remove()
  })
  return { log, history, told }
}

it('says how large it is and how much of it is old', async () => {
  const { history } = historyOfFiveDays({ keepRunsDays: 2, keepMegabytes: 2_048 })

  const { bytes, removable } = await history.read()
  expect(removable).toBe(3)
  expect(bytes).toBeGreaterThan(10_000)
})

it('removes what is old, says so once, and then has nothing left to do', async () => {
  const { log, history, told } = historyOfFiveDays({ keepRunsDays: 2, keepMegabytes: 2_048 })

  expect(await history.trim()).toMatchObject({ runs: 3 })
  expect(await history.trim()).toMatchObject({ runs: 0 })
  expect(told).toEqual([{ runs: 3, bytes: expect.any(Number) }])
  expect(() => log.events('r0')).toThrow(/Its summary is kept/)
  expect(log.events('r4')).not.toEqual([])
  expect(log.verify().ok).toBe(true)
})

it('removes nothing by age where runs are kept for ever', async () => {
  const { history, told } = historyOfFiveDays({ keepRunsDays: null, keepMegabytes: 2_048 })

  expect(await history.read()).toMatchObject({ removable: 0 })
  expect(await history.trim()).toMatchObject({ runs: 0 })
  expect(told).toEqual([])
})

it('removes the oldest where the log is larger than wanted', async () => {
  const { log, history } = historyOfFiveDays({ keepRunsDays: null, keepMegabytes: 0 })

  expect(await history.trim()).toMatchObject({ runs: 4 })
  expect(log.events('r4')).not.toEqual([])
})

it('ends with the process, in the middle of its work', async () => {
  const { log, history } = historyOfFiveDays({ keepRunsDays: 1, keepMegabytes: 2_048 })

  history.keepSmall()
  await history.close()
  expect(log.verify().ok).toBe(true)
})
