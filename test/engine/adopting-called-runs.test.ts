/** Who goes on with all that a dead process left has the called runs too, though their caller goes on over several turns. */
import { expect, it, onTestFinished } from 'vitest'
import { registryOf } from '#main/nodes/registry.ts'
import { CountedPace } from '#test/support/counted-pace.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

it('a called run that is gone on with is there, however little its caller does a turn', async () => {
  const kinds = new Map([...registryOf(), ...engineKinds(async () => undefined)])
  const slashflow = new EngineDriver(kinds, undefined, undefined, undefined, new CountedPace(1))
  onTestFinished(() => slashflow.close())
  const start = { id: 'start', kind: 'start' }
  const ask = { id: 'ok', kind: 'approval', config: { title: 'Go?' } }
  slashflow.commands.set('asks', { ...workflowOf([start, ask], ['start -> ok']), name: 'asks' })
  const calls = ['a', 'b', 'c'].map((id) => ({ id, kind: 'workflow', config: { name: 'asks' } }))
  const run = await slashflow.start(
    workflowOf(
      [start, ...calls],
      calls.map(({ id }) => `start -> ${id}`),
    ),
  )
  await slashflow.settle()
  const called = slashflow.events.flatMap(({ type, runId }) => (type === 'run.started' && runId !== run ? [runId] : []))
  expect(called).toHaveLength(3)

  const heir = slashflow.heir()
  const adopted = await Promise.all([run, ...called].map((id) => heir.adopt(id)))
  expect(adopted.map((each) => each?.runId)).toEqual([run, ...called])
  await heir.close()
})
