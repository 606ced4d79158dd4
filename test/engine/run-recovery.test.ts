/** What a new owner makes of a run whose owner died. */
import { expect, it } from 'vitest'
import { driver, until } from '#test/support/scripted-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

it('finds a waiting approval again after its owner died', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'ok', kind: 'approval' },
        { id: 'after', kind: 'set', config: { value: '{{ nodes.ok.decision }}' } },
      ],
      ['start -> ok', 'ok.approved -> after'],
    ),
  )
  await slashflow.settle()
  await slashflow.crash()
  await slashflow.decide(run, 'ok', 'approved')
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded', result: 'approved' })
  expect(slashflow.verify().ok).toBe(true)
})

it('runs work without an effect again after a crash, and asks about an effect', async () => {
  let crashed = false
  const slashflow = driver(async ({ signal }) => (crashed ? 'again' : until(signal)))
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'read', kind: 'work' },
        { id: 'push', kind: 'effect', approve: 'never' },
      ],
      ['start -> read', 'start -> push'],
    ),
  )
  await slashflow.settle()
  crashed = true
  await slashflow.crash()
  expect(slashflow.state(run).nodes.get('read')).toMatchObject({ status: 'completed', output: 'again', attempt: 1 })
  expect(slashflow.state(run).nodes.get('push')).toMatchObject({ status: 'awaiting' })
  await slashflow.answer(run, 'push', { choice: 'done', output: 'it was' })
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded', result: { read: 'again', push: 'it was' } })
})

it('lets an approval expire by its port, at the deadline that the log holds', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'ok', kind: 'approval', config: { timeoutMs: 60_000 } },
        { id: 'late', kind: 'set', config: { value: 'late' } },
      ],
      ['start -> ok', 'ok.timeout -> late'],
    ),
  )
  await slashflow.settle()
  await slashflow.crash()
  await slashflow.turn(60_000)
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded', result: 'late' })
})

it('withdraws what a loop was withdrawing when its owner died, and does not run it again', async () => {
  const slashflow = driver(({ nodeId }) => (nodeId === 'slow' ? new Promise(() => undefined) : Promise.resolve()))
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'a', kind: 'set' },
        { id: 'slow', kind: 'effect' },
        { id: 'fast', kind: 'set' },
        { id: 'first', kind: 'set', join: 'any' },
        { id: 'back', kind: 'approval' },
      ],
      [
        'start -> a',
        'a -> slow',
        'a -> fast',
        'slow -> first',
        'fast -> first',
        'first -> back',
        { from: 'back.rejected', to: 'a', loop: { max: 2 } },
      ],
    ),
  )
  await slashflow.settle()
  await slashflow.decide(run, 'slow', 'approved')
  await slashflow.decide(run, 'back', 'rejected')
  // The work does not answer the abort, so the loop waits for it.
  expect(slashflow.state(run).nodes.get('slow')).toMatchObject({ status: 'running', iteration: 0 })
  await slashflow.crash()
  expect(slashflow.trace(run, ['node.interrupted'])).toEqual(['interrupted slow'])
  const asked = [...slashflow.state(run).waits.values()].map(({ nodeId, iteration, request }) => ({
    nodeId,
    iteration,
    purpose: request.purpose,
  }))
  expect(asked).toEqual([
    { nodeId: 'slow', iteration: 1, purpose: 'effect' },
    { nodeId: 'back', iteration: 1, purpose: 'approval' },
  ])
})
