/** The same thing asked twice: by two clicks, two windows or two processes. */
import { expect, it } from 'vitest'
import type { EngineDriver } from '#test/support/engine-driver.ts'
import { driver } from '#test/support/scripted-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const asks = workflowOf(
  [
    { id: 'start', kind: 'start' },
    { id: 'ok', kind: 'approval' },
  ],
  ['start -> ok'],
)

async function waiting(slashflow: EngineDriver): Promise<string> {
  const run = await slashflow.start(asks)
  await slashflow.settle()
  return run
}

const outcomes = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code?: string }).code)) // CallError

it('resumes a run once, however often it is asked to', async () => {
  const slashflow = driver()
  const run = await waiting(slashflow)
  await slashflow.stop(run)
  const resumed = await Promise.allSettled([slashflow.engine.resume(run, 'one'), slashflow.engine.resume(run, 'other')])
  expect(outcomes(resumed)).toEqual(['done', 'run.not-stopped'])
  await slashflow.settle()
  expect(slashflow.trace(run, ['run.resumed'])).toEqual(['run.resumed'])
  await slashflow.decide(run, 'ok', 'approved')
  expect(slashflow.state(run).status).toBe('succeeded')
})

it('stops a run once and gives everybody who asked the same receipt', async () => {
  const slashflow = driver()
  const run = await waiting(slashflow)
  const receipts = await Promise.all([slashflow.stop(run), slashflow.stop(run)])
  expect(receipts[0]).toMatchObject([{ nodeId: 'ok', how: 'kept' }])
  expect(receipts[1]).toEqual(receipts[0])
  expect(slashflow.trace(run, ['run.stopping', 'run.interrupted'])).toEqual(['run.stopping', 'run.interrupted'])
})

it('takes one decision, and none after a stop was asked for', async () => {
  const slashflow = driver()
  const run = await waiting(slashflow)
  const live = slashflow.engine.live(run)
  if (!live) throw new Error('not live')
  const approvalId = slashflow.openWait(run, 'ok')
  const decide = async (decision: 'approved' | 'rejected') =>
    slashflow.engine.decide(live, approvalId, { decision, value: undefined, feedback: undefined, by: 'test' })
  expect(outcomes(await Promise.allSettled([decide('approved'), decide('rejected')]))).toEqual([
    'done',
    'approval.not-open',
  ])

  const other = await waiting(slashflow)
  const stopping = slashflow.stop(other)
  await expect(slashflow.decide(other, 'ok', 'approved')).rejects.toMatchObject({ code: 'approval.not-open' })
  await stopping
  expect(slashflow.state(other).waits.size).toBe(1)
})

it('lets one process have a run, and the other hear of it', async () => {
  const slashflow = driver()
  const run = await waiting(slashflow)
  const second = slashflow.another()
  expect(await second.adopt(run)).toBeUndefined()
  await expect(second.resume(run, 'second')).rejects.toMatchObject({ code: 'run.owned' })
  await slashflow.stop(run)
  await second.resume(run, 'second')
  await expect(slashflow.engine.resume(run, 'first')).rejects.toMatchObject({ code: 'run.owned' })
  await second.close()
  expect(await slashflow.engine.adopt(run)).toBeDefined()
  await slashflow.decide(run, 'ok', 'approved')
  expect(slashflow.verify()).toMatchObject({ ok: true })
})
