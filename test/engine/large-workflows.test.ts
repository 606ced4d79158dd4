/** A large workflow begins, and goes on after a restart, in pieces: what comes between them is heard, and nothing happens twice. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { registryOf } from '#main/nodes/registry.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { CountedPace } from '#test/support/counted-pace.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const NODES = 600
const kinds = new Map([...registryOf(), ...engineKinds(async () => undefined)])

function driver(): EngineDriver {
  const made = new EngineDriver(kinds, undefined, undefined, undefined, new CountedPace(1_000_000, true))
  onTestFinished(async () => {
    expect(made.bugs).toEqual([])
    expect(made.verify().ok).toBe(true)
    await made.close()
  })
  return made
}

/** A chain at whose end a person is asked. */
function chainOf(length: number): Workflow {
  const ids = Array.from({ length }, (_, index) => `n${index}`)
  return workflowOf(
    [
      { id: 'start', kind: 'start' },
      ...ids.map((id, index) => ({ id, kind: 'set', config: { value: index } })),
      { id: 'ok', kind: 'approval', config: { title: 'Go?' } },
    ],
    [...ids, 'ok'].map((id, index) => `${ids[index - 1] ?? 'start'} -> ${id}`),
  )
}

async function waiting(slashflow: EngineDriver): Promise<string> {
  const run = await slashflow.start(chainOf(NODES))
  await slashflow.until(run, ({ waits }) => waits.size === 1)
  return run
}

it('is made ready while other runs begin', async () => {
  const slashflow = driver()
  const large = slashflow.start(chainOf(NODES))
  const small = await slashflow.start(chainOf(1))
  expect(slashflow.events.filter(({ type }) => type === 'run.started').map(({ runId }) => runId)).toEqual([small])
  const run = await large
  await slashflow.until(run, ({ waits }) => waits.size === 1)
  await slashflow.decide(run, 'ok', 'approved')
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded' })
})

it('is read back while other runs begin, and goes on once however often it is asked for', async () => {
  const slashflow = driver()
  const run = await waiting(slashflow)
  const heir = slashflow.heir()
  const adopting = [heir.adopt(run), heir.adopt(run)]
  const { runId } = await heir.start({ workflow: chainOf(1), args: {}, workspace: '', trusted: true, by: 'test' })
  expect([heir.live(runId)?.runId, heir.live(run)]).toEqual([runId, undefined])
  const [one, other] = await Promise.all(adopting)
  expect(one).toBe(heir.live(run))
  expect(other).toBe(one)
  await slashflow.settle()
  expect(slashflow.events.filter(({ type }) => type === 'run.recovered')).toHaveLength(1)
  await heir.close()
})

it('is resumed once where two people resume it, and not undone meanwhile', async () => {
  const slashflow = driver()
  const run = await waiting(slashflow)
  await slashflow.stop(run)
  const { engine } = slashflow
  const asked = await Promise.allSettled([
    engine.resume(run, 'one'),
    engine.resume(run, 'two'),
    engine.undo(run, 'three'),
  ])
  expect(asked).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'run.not-stopped' } },
    { status: 'rejected', reason: { code: 'run.not-stopped' } },
  ])
  await slashflow.decide(run, 'ok', 'approved')
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded' })
})

it('goes on where it was paused and is resumed while it is read back', async () => {
  const slashflow = driver()
  const run = await waiting(slashflow)
  slashflow.engine.live(run)?.pausing.pause('test')
  await slashflow.settle()
  const heir = slashflow.heir()
  const adopting = heir.adopt(run)
  expect(heir.live(run)).toBeUndefined()
  await heir.resume(run, 'test')
  await adopting
  expect(slashflow.state(run)).toMatchObject({ status: 'running' })
  await heir.close()
})

it('can be stopped while it is read back', async () => {
  const slashflow = driver()
  const run = await waiting(slashflow)
  await slashflow.stop(run)
  const { engine } = slashflow
  const resuming = engine.resume(run, 'test')
  expect(engine.live(run)).toBeUndefined()
  const back = await engine.present(run)
  if (back) await engine.stop(back, 'test', false)
  await resuming
  expect(slashflow.trace(run, ['run.resumed', 'run.interrupted']).slice(-2)).toEqual(['run.resumed', 'run.interrupted'])
})

it('stays as it was where the process ends while it is read back', async () => {
  const slashflow = driver()
  const run = await waiting(slashflow)
  const heir = slashflow.heir()
  const adopting = heir.adopt(run)
  await heir.close()
  expect(await adopting).toBeUndefined()
  expect(slashflow.events.filter(({ type }) => type === 'run.recovered')).toEqual([])
})

it.each([
  ['stopped', 'interrupted', (slashflow: EngineDriver, run: string) => slashflow.stop(run).then(() => undefined)],
  [
    'paused',
    'paused',
    async (slashflow: EngineDriver, run: string) => slashflow.engine.live(run)?.pausing.pause('test'),
  ],
] as const)('is %s with the run that has called it while it is read back', async (_, status, tell) => {
  const slashflow = driver()
  slashflow.commands.set('large', { ...chainOf(NODES), name: 'large' })
  const call = { id: 'call', kind: 'workflow', config: { name: 'large' } }
  const run = await slashflow.start(workflowOf([{ id: 'start', kind: 'start' }, call], ['start -> call']))
  await slashflow.settle()
  const large = slashflow.events.find(({ type, runId }) => type === 'run.started' && runId !== run)?.runId ?? ''
  await slashflow.until(large, ({ waits }) => waits.size === 1)
  await slashflow.stop(run)
  await slashflow.engine.resume(run, 'test')
  expect(slashflow.engine.live(large)).toBeUndefined()
  await tell(slashflow, run)
  await slashflow.settle()
  expect([run, large].map((id) => slashflow.state(id).status)).toEqual([status, status])
  if (status === 'paused') await slashflow.stop(run)
})

it('may still go on while it is read back, so its process is not idle', async () => {
  const slashflow = driver()
  slashflow.commands.set('large', { ...chainOf(NODES), name: 'large' })
  const call = { id: 'call', kind: 'workflow', config: { name: 'large' } }
  const run = await slashflow.start(workflowOf([{ id: 'start', kind: 'start' }, call], ['start -> call']))
  await slashflow.settle()
  await slashflow.stop(run)
  await slashflow.engine.resume(run, 'test')
  expect(slashflow.engine.isIdle).toBe(false)
  await slashflow.settle()
  expect(slashflow.engine.isIdle).toBe(true)
  await slashflow.stop(run)
})

describe('one that is called, and whose caller is paused while it is made ready', () => {
  async function paused() {
    const slashflow = driver()
    slashflow.commands.set('large', { ...chainOf(NODES), name: 'large' })
    const call = { id: 'call', kind: 'workflow', config: { name: 'large' } }
    const run = await slashflow.start(workflowOf([{ id: 'start', kind: 'start' }, call], ['start -> call']))
    slashflow.engine.live(run)?.pausing.pause('test')
    await slashflow.settle()
    expect(begun(slashflow, run)).toBe(0)
    return { slashflow, run }
  }

  const begun = (slashflow: EngineDriver, run: string) => slashflow.trace(run, ['child.started']).length

  it('begins when that is resumed, also after a crash', async () => {
    const { slashflow, run } = await paused()
    await slashflow.crash()
    expect([begun(slashflow, run), slashflow.engine.live(run)?.pausing.held]).toEqual([0, ['call']])
    await slashflow.engine.resume(run, 'test')
    await slashflow.settle()
    expect(begun(slashflow, run)).toBe(1)
    await slashflow.stop(run)
  })

  it('begins when that is stepped', async () => {
    const { slashflow, run } = await paused()
    slashflow.engine.live(run)?.pausing.step('test', 'call')
    await slashflow.settle()
    expect([begun(slashflow, run), slashflow.state(run).status]).toEqual([1, 'paused'])
    await slashflow.stop(run)
  })

  it('never begins where that is stopped', async () => {
    const { slashflow, run } = await paused()
    await slashflow.stop(run)
    expect([begun(slashflow, run), slashflow.state(run).status]).toEqual([0, 'interrupted'])
  })
})
