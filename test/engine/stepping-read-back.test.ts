/** A single step in a run whose process died, which comes to what it holds over several turns of the event loop. */
import { expect, it, onTestFinished } from 'vitest'
import { stepRun } from '#main/calls/step-run.ts'
import { CountedPace } from '#test/support/counted-pace.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

it('lets the node go on that was named, though the run has not come to it yet, and refuses one that is not held', async () => {
  const kinds = engineKinds(async () => undefined)
  const slashflow = new EngineDriver(kinds, undefined, undefined, undefined, new CountedPace(1))
  onTestFinished(() => slashflow.close())
  const held = ['a', 'b', 'c'].map((id) => ({ id, kind: 'work' }))
  const workflow = workflowOf(
    [{ id: 'start', kind: 'start' }, ...held],
    held.map(({ id }) => `start -> ${id}`),
  )
  const start = { workflow, args: {}, workspace: '', trusted: true, by: 'test', breakpoints: ['a'] }
  const { runId } = await slashflow.engine.start(start)
  await slashflow.settle()
  expect(slashflow.state(runId).status).toBe('paused')

  const heir = slashflow.heir()
  const run = await heir.adopt(runId)
  if (!run) throw new Error('It has not been taken over')
  await stepRun(heir, run, { by: 'test', nodeId: 'c' })
  expect(run.pausing.held).toEqual(['a', 'b'])
  await expect(stepRun(heir, run, { by: 'test', nodeId: 'c' })).rejects.toMatchObject({ code: 'run.not-held' })
  await heir.close()
})
