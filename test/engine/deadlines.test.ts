import { expect, it } from 'vitest'
import { NodeError } from '#main/engine/node-error.ts'
import { durationMs } from '#shared/workflow/duration.ts'
import { driver } from '#test/support/scripted-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

it('waits as long as a provider asks, also where that is for ever', async () => {
  const refuses = async () => new NodeError('model.rate-limited', 'Slow down', { retryAfterMs: 1e18 })
  const slashflow = driver(refuses)
  const run = await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'a', kind: 'work', retry: { attempts: 2 } },
      ],
      ['start -> a'],
    ),
  )
  await slashflow.settle()
  expect(slashflow.state(run).nodes.get('a')).toMatchObject({ status: 'retrying', retryAt: '2125-12-08T00:00:00.000Z' })
})

it('takes a time that no calendar holds for a hundred years', () => {
  expect(durationMs('999999999999999d')).toBe(durationMs('36500d'))
})
