/** What comes to a stopped run while its undoing is not yet in the log: it is read back, or the runs that it waited for are undone. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { registryOf } from '#main/nodes/registry.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { CountedPace } from '#test/support/counted-pace.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { workflowOf } from '#test/support/workflow-of.ts'
import { Feature } from './features/support/feature.ts'

const start = { id: 'start', kind: 'start' }
const done = (id: string) => [
  { id, kind: 'work', config: { value: `of ${id}` }, compensate: `un_${id}` },
  { id: `un_${id}`, kind: 'work', config: { value: `{{ nodes.${id} }}` } },
]

describe('a large run', () => {
  const NODES = 600

  /** One that has done `a`, and was stopped at a question that comes after a long chain. */
  function chain(isUndone = true): Workflow {
    const ids = Array.from({ length: NODES }, (_, index) => `n${index}`)
    const sets = ids.map((id, index) => ({ id, kind: 'set', config: { value: index } }))
    const ok = { id: 'ok', kind: 'approval', config: { title: 'Go?' } }
    const [a, unA] = done('a')
    const works = isUndone && a && unA ? [a, unA] : [{ id: 'a', kind: 'work' }]
    const edges = ['a', ...ids, 'ok'].map((id, index, all) => `${all[index - 1] ?? 'start'} -> ${id}`)
    return workflowOf([start, ...works, ...sets, ok], edges)
  }

  async function stopped(isUndone = true) {
    const log: string[] = []
    const kinds = new Map([...registryOf(), ...engineKinds(async ({ nodeId }) => log.push(nodeId))])
    const slashflow = new EngineDriver(kinds, undefined, undefined, undefined, new CountedPace(1_000_000, true))
    onTestFinished(async () => {
      expect(slashflow.bugs).toEqual([])
      expect(slashflow.verify().ok).toBe(true)
      await slashflow.close()
    })
    const run = await slashflow.start(chain(isUndone))
    await slashflow.until(run, ({ waits }) => waits.size === 1)
    await slashflow.stop(run)
    log.length = 0
    return { slashflow, run, log, engine: slashflow.engine }
  }

  it('is read back for its undoing while other runs begin', async () => {
    const { slashflow, run, log, engine } = await stopped()
    const undoing = engine.undo(run, 'test')
    const { runId: small } = await engine.start({
      workflow: workflowOf([start], []),
      args: {},
      workspace: '',
      trusted: true,
      by: 'test',
    })
    expect([slashflow.state(small).status, engine.live(run), engine.isIdle]).toEqual(['succeeded', undefined, false])
    expect([...engine.activeRunIds()]).toEqual([run])
    await undoing
    expect([slashflow.state(run).undone, log]).toEqual([true, ['un_a']])
  })

  it('is undone once where two people undo it, and not resumed meanwhile', async () => {
    const { slashflow, run, log, engine } = await stopped()
    const asked = await Promise.allSettled([
      engine.undo(run, 'one'),
      engine.undo(run, 'two'),
      engine.resume(run, 'three'),
    ])
    expect(asked).toMatchObject([
      { status: 'fulfilled' },
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'run.not-stopped', message: expect.stringContaining('being undone') } },
    ])
    expect([slashflow.state(run).undone, log]).toEqual([true, ['un_a']])
  })

  it('is as it was where nothing is to be undone, and both are told', async () => {
    const { slashflow, run, engine } = await stopped(false)
    const before = slashflow.state(run).seq
    const asked = await Promise.allSettled([engine.undo(run, 'one'), engine.undo(run, 'two')])
    expect(asked).toMatchObject([
      { status: 'rejected', reason: { code: 'run.nothing-to-undo' } },
      { status: 'rejected', reason: { code: 'run.nothing-to-undo' } },
    ])
    expect(slashflow.state(run).seq).toBe(before)
    await engine.resume(run, 'test')
    await slashflow.decide(run, 'ok', 'approved')
    expect(slashflow.state(run).status).toBe('succeeded')
  })

  it('is as it was where the process ends meanwhile', async () => {
    const { slashflow, run, log, engine } = await stopped()
    const before = slashflow.state(run).seq
    const undoing = engine.undo(run, 'test')
    const refused = expect(undoing).rejects.toMatchObject({ code: 'app.closing' })
    await engine.close()
    await refused
    expect([slashflow.state(run).seq, log]).toEqual([before, []])
  })
})

describe('a run that waited for others', () => {
  const last = { id: 'last', kind: 'work' }
  const calls = (name: string) => ({ id: 'call', kind: 'workflow', config: { name } })

  /** Stopped: `run` has called a run that has called a third, and each has done something. */
  async function stopped() {
    const feature = new Feature()
    feature.works.hold('last', 'un_c')
    feature.command('inmost', [...done('c'), last], ['start -> c', 'c -> last'])
    feature.command('inner', [...done('b'), calls('inmost')], ['start -> b', 'b -> call'])
    feature.command('idle', [last], ['start -> last'])
    const run = await feature.run(
      [...done('a'), calls('inner'), { ...calls('idle'), id: 'beside' }],
      ['start -> a', 'a -> call', 'a -> beside'],
    )
    await feature.slashflow.stop(run)
    feature.works.log.length = 0
    const inner = feature.childOf(run)
    const [inmost, idle] = [feature.childOf(inner), feature.childOf(run, 1)]
    return { feature, run, inner, inmost, idle, engine: feature.slashflow.engine }
  }

  it('is undone after a called one whose own undoing had begun', async () => {
    const { feature, run, inner, engine } = await stopped()
    const undoing = [engine.undo(inner, 'one')]
    await feature.settle()
    undoing.push(engine.undo(run, 'two'))
    await feature.settle()
    await feature.release('un_c')
    await Promise.all(undoing)
    expect(feature.works.log).toEqual(['un_c "of c"', 'un_b "of b"', 'un_a "of a"'])
    expect([run, inner].map((id) => feature.slashflow.state(id).undone)).toEqual([true, true])
  })

  it.each(['nobody took it over', 'it was taken over'])(
    'is undone after a called one whose own undoing was begun by a process that died, where %s',
    async (how) => {
      const { feature, run, inner, inmost, engine } = await stopped()
      void engine.undo(inner, 'one').catch(() => undefined)
      await feature.settle()
      expect(feature.slashflow.state(inmost).status).toBe('compensating')

      feature.works.forget()
      const heir = how === 'it was taken over' ? await feature.crash().then(() => feature.slashflow.engine) : undefined
      const undoing = (heir ?? feature.slashflow.heir()).undo(run, 'two')
      await feature.settle()
      expect(feature.works.log.slice(1)).toEqual(['un_c "of c"'])
      await feature.release('un_c')
      await undoing
      expect(feature.works.log.slice(1)).toEqual(['un_c "of c"', 'un_b "of b"', 'un_a "of a"'])
      expect([run, inner, inmost].map((id) => feature.slashflow.state(id).undone)).toEqual([true, true, true])
    },
  )

  it('stays as it was where its undoing is stopped before it has begun, and is undone later', async () => {
    const { feature, run, inner, inmost, engine } = await stopped()
    const before = feature.slashflow.state(run).seq
    const refused = expect(engine.undo(run, 'one')).rejects.toMatchObject({ code: 'run.undo-stopped' })
    await feature.settle()
    const receipt = await engine.stop(feature.live(run), 'two', false)
    expect(receipt).toMatchObject([{ nodeId: 'un_c', how: 'ended' }])
    await refused
    expect([run, inner].map((id) => engine.live(id))).toEqual([undefined, undefined])
    expect([feature.slashflow.state(run).seq, feature.works.log]).toEqual([before, ['un_c "of c"', 'un_c "of c"!']])

    const undoing = engine.undo(run, 'three')
    await feature.settle()
    await feature.release('un_c')
    await undoing
    expect(feature.works.log.slice(2)).toEqual(['un_c "of c"', 'un_b "of b"', 'un_a "of a"'])
    expect([run, inner, inmost].map((id) => feature.slashflow.state(id).undone)).toEqual([true, true, true])
  })

  it('is not gone on with by whoever resumes one of those meanwhile', async () => {
    const { feature, run, inner, inmost, idle, engine } = await stopped()
    const undoing = engine.undo(run, 'one')
    await feature.settle()
    for (const id of [run, inner, inmost, idle])
      await expect(engine.resume(id, 'two')).rejects.toMatchObject({ code: 'run.not-stopped' })
    await feature.release('un_c')
    await undoing
    expect(feature.works.log).toEqual(['un_c "of c"', 'un_b "of b"', 'un_a "of a"'])
  })
})
