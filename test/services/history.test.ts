import { describe, expect, it, onTestFinished } from 'vitest'
import { History, type HistorySettings } from '#main/calls/history.ts'
import { Retention } from '#main/engine/log/retention.ts'
import type { TrimmedHistory } from '#shared/ipc/views/app-views.ts'
import { LogUnderTest } from '#test/support/log-under-test.ts'

const DAY = 86_400_000
const STUB = 'select 1 from stub where run_key = ?'

function historyOfFiveDays(settings: HistorySettings) {
  return historyOf(5, settings)
}

/** Runs `r0` and on, one a day. */
function historyOf(days: number, settings: HistorySettings) {
  const log = new LogUnderTest()
  for (let day = 0; day < days; day += 1) {
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

describe('by itself', () => {
  const settings = { keepRunsDays: 12, keepMegabytes: 2_048 }
  const keptBy = async ({ log, history }: ReturnType<typeof historyOf>): Promise<number> => {
    await history.trimUnasked()
    return log.store.list({ limit: 100 }).filter(({ key }) => !log.database.prepare(STUB).get(key)).length
  }

  it('removes what is old', async () => {
    expect(await keptBy(historyOf(20, settings))).toBe(12)
  })

  it('keeps everything where the clock jumped ahead, also after runs by that clock, until it has stood for a week', async () => {
    const made = historyOf(20, settings)
    made.log.clock.advance(9_000 * DAY)
    expect(await keptBy(made)).toBe(20)
    for (let day = 0; day < 7; day += 1) {
      made.log.run(`later${day}`, 10)
      expect(await keptBy(made)).toBe(21 + day)
      made.log.clock.advance(DAY)
    }
    expect(await keptBy(made)).toBe(7)
  })

  it('removes what is old once the clock is right again', async () => {
    const made = historyOf(20, settings)
    made.log.clock.set(9_000 * DAY)
    made.log.run('wrong', 10)
    made.log.clock.set(-9_000 * DAY)
    expect(await keptBy(made)).toBe(13)
  })
})
