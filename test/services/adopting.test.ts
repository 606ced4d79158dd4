import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Adopting } from '#main/compose/adopting.ts'
import { CallError } from '#shared/ipc/call-error.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('looks for runs that nobody owns again after a look that failed, and tells of that one', async () => {
  const bugs: unknown[] = []
  const sweep = vi.fn().mockImplementationOnce(() => {
    throw new Error('too many open files')
  })
  const adopt = vi.fn(async () => undefined)
  const open = () => [{ runId: 'one' }] as never // of a row the id alone is asked for
  const adopting = new Adopting({
    engine: { adopt },
    store: { open },
    lock: { sweep },
    onBug: (error) => bugs.push(error),
  })
  adopting.keep()
  await vi.advanceTimersByTimeAsync(3_000)
  expect([bugs, adopt.mock.calls]).toEqual([[new Error('too many open files')], []])
  await vi.advanceTimersByTimeAsync(3_000)
  expect(adopt.mock.calls).toEqual([['one']])
  adopting.stop()
})

it('tells once of a run that cannot be read', async () => {
  const bugs: unknown[] = []
  const damaged = new CallError('run.damaged', 'Event 3 cannot be read.')
  const adopting = new Adopting({
    engine: { adopt: () => Promise.reject(damaged) },
    store: { open: () => [{ runId: 'one' }] as never }, // as above
    lock: { sweep: () => undefined },
    onBug: (error) => bugs.push(error),
  })
  adopting.keep()
  await vi.advanceTimersByTimeAsync(9_000)
  expect(bugs).toEqual([damaged])
  adopting.stop()
})
