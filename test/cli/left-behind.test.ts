/** A run whose process died: what is said of it, and the way on. Looking changes nothing. */
import { expect } from 'vitest'
import { it } from './command-line.ts'

it('is shown as left behind, with the way on, until somebody goes on with it', async ({ slashflow }) => {
  const run = slashflow.start(['run', 'hello', '--json'], { demo: true })
  const { runId } = await run.event('approval.requested')
  const whileItLives = await slashflow.run(['list', '--limit', '1'])
  expect(whileItLives.stdout).toContain('running, needs you')
  run.kill('SIGKILL')
  await run.exit

  const listed = await slashflow.run(['list', '--limit', '1'])
  expect(listed.stdout).toContain('left behind, needs you')
  const shown = await slashflow.run(['show', runId])
  expect(shown.stdout).toContain('left behind')
  expect(shown.stdout).toContain(`slashflow resume ${runId}`)
  expect((await slashflow.log(runId)).at(-1)?.type).toBe('approval.requested')

  // Let go of in order, it is no more than held.
  expect((await slashflow.run(['resume', runId, '--approve', 'none'])).code).toBe(3)
  expect((await slashflow.run(['list', '--limit', '1'])).stdout).toContain('held, needs you')
})
