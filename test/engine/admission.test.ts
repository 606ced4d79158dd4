/** Many runs that are begun at once: a share of them in each turn of the event loop, and none is lost. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { NodeKind } from '#main/engine/kind.ts'
import { registryOf } from '#main/nodes/registry.ts'
import { CountedPace } from '#test/support/counted-pace.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { driver, until } from '#test/support/scripted-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const start = { id: 'start', kind: 'start' }
const works = workflowOf([start, { id: 'w', kind: 'work' }], ['start -> w'])
const asks = workflowOf([start, { id: 'ok', kind: 'approval', config: { title: 'Go on?' } }], ['start -> ok'])
const AT_ONCE = 16

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

it('begins a share of them in each turn, in the order in which they were asked for', async () => {
  const slashflow = driver()
  const asked = Array.from({ length: 100 }, (_, index) => slashflow.start(works, { index }))
  const begun = () => slashflow.engine.liveRuns().length
  expect(begun()).toBe(AT_ONCE)
  let most = 0
  let before = -1
  while (before < slashflow.events.length) {
    before = slashflow.events.length
    await nextTurn()
    most = Math.max(most, begun())
  }
  const ids = await Promise.all(asked)
  const started = slashflow.events.filter(({ type }) => type === 'run.started')
  expect(started.map(({ runId }) => runId)).toEqual(ids)
  expect(started.map(({ data }) => data)).toMatchObject(ids.map((_, index) => ({ args: { index } })))
  expect(most).toBeLessThanOrEqual(2 * AT_ONCE)
  for (const runId of ids) expect(slashflow.state(runId).status).toBe('succeeded')
})

it('begins all at once that only wait then', async () => {
  const slashflow = driver()
  const asked = Array.from({ length: 100 }, () => slashflow.start(asks))
  expect(slashflow.engine.liveRuns()).toHaveLength(100)
  await Promise.all(asked)
})

it('goes on with the next where one cannot begin', async () => {
  const slashflow = driver()
  const engine = slashflow.engine
  const asked = Array.from({ length: 40 }, (_, index) =>
    engine.start({
      workflow: works,
      args: {},
      workspace: '',
      trusted: true,
      by: 'test',
      ...(index === 20 && { entry: 'w' }),
    }),
  )
  const ended = await Promise.allSettled(asked)
  expect(ended.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([20])
  expect(ended[20]).toMatchObject({ reason: { code: 'entry.unknown' } })
})

it('is not idle before all have begun, and refuses those that have not when it is closed', async () => {
  const slashflow = driver(({ signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', reject)))
  const asked = Array.from({ length: 50 }, () => slashflow.start(works))
  const settled = Promise.allSettled(asked)
  expect(slashflow.engine.isIdle).toBe(false)
  await slashflow.engine.close()
  const refused = (await settled).flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
  expect(refused).toHaveLength(50 - AT_ONCE)
  for (const reason of refused) expect(reason).toMatchObject({ code: 'app.closing' })
})

describe('a large workflow that many start at once', () => {
  const NODES = 600
  const large = workflowOf(
    [start, ...Array.from({ length: NODES }, (_, index) => ({ id: `n${index}`, kind: 'work' }))],
    Array.from({ length: NODES }, (_, index) => `${index === 0 ? 'start' : `n${index - 1}`} -> n${index}`),
  )

  function opened() {
    let asked = 0
    const kinds = new (class extends Map<string, NodeKind> {
      override get(kind: string): NodeKind | undefined {
        if (kind === 'work') asked += 1
        return super.get(kind)
      }
    })([...registryOf(), ...engineKinds(({ signal }) => until(signal))])
    const slashflow = new EngineDriver(kinds, undefined, undefined, undefined, new CountedPace(1_000_000, true))
    onTestFinished(() => slashflow.close())
    return { slashflow, asked: () => asked }
  }

  it('is made ready once for all of them, which then begin a share a turn', async () => {
    const alone = opened()
    await alone.slashflow.start(large)
    const { slashflow, asked } = opened()
    const all = Array.from({ length: 50 }, () => slashflow.start(large))
    const begun: number[] = []
    while (begun.at(-1) !== all.length) {
      await nextTurn()
      begun.push(slashflow.engine.liveRuns().length)
    }
    await Promise.all(all)
    expect(begun.filter((count, at) => count !== begun[at - 1])).toEqual([0, 16, 32, 48, 50])
    expect(asked()).toBe(alone.asked())
  })

  it('is not idle meanwhile, and refuses all of them where it is closed', async () => {
    const { slashflow } = opened()
    const settled = Promise.allSettled(Array.from({ length: 3 }, () => slashflow.start(large)))
    expect([slashflow.engine.isIdle, slashflow.engine.liveRuns()]).toEqual([false, []])
    await slashflow.engine.close()
    expect(await settled).toMatchObject(Array(3).fill({ status: 'rejected', reason: { code: 'app.closing' } }))
  })
})
