/**
 * A long step lets the event loop in between two of its nodes. Whatever comes there, a stop or the death of the process,
 * the run comes to the same end as in one turn.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { TurnPace } from '#main/engine/run/pace.ts'
import { registryOf } from '#main/nodes/registry.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { CountedPace } from '#test/support/counted-pace.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { endingOf, RunPlayer } from '#test/support/run-player.ts'
import { arbitraryWorkflow } from '#test/support/small-graphs.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const start = { id: 'start', kind: 'start' }

function chainOf(length: number): Workflow {
  const ids = Array.from({ length }, (_, index) => `n${index}`)
  return workflowOf(
    [start, ...ids.map((id, index) => ({ id, kind: 'set', config: { value: String(index) } }))],
    ids.map((id, index) => `${ids[index - 1] ?? 'start'} -> ${id}`),
  )
}

const kinds = new Map([...registryOf(), ...engineKinds(async () => undefined)])

function driver(pace: CountedPace): EngineDriver {
  const made = new EngineDriver(kinds, undefined, undefined, undefined, pace)
  onTestFinished(async () => {
    expect(made.bugs).toEqual([])
    await made.close()
  })
  return made
}

async function endingIn1Turn(workflow: Workflow): Promise<unknown> {
  const player = new RunPlayer()
  const run = await player.slashflow.start(workflow)
  const ending = endingOf(await player.play(run))
  await player.close()
  return ending
}

it('answers other runs and a stop in the middle of a chain of nodes that end at once', async () => {
  const pace = new CountedPace(50)
  const slashflow = driver(pace)
  const long = await slashflow.start(chainOf(2_000))
  const short = await slashflow.start(chainOf(3))
  await slashflow.until(short, ({ status }) => status === 'succeeded')
  const live = slashflow.engine.live(long)
  expect(live?.state.status).toBe('running')
  if (live) await slashflow.engine.stop(live, 'test', false)
  const stopped = slashflow.state(long)
  expect(stopped).toMatchObject({ status: 'interrupted', receipt: [{ how: 'kept' }] })
  expect(stopped.nodes.size).toBeLessThan(1_500)
  await slashflow.engine.resume(long, 'test')
  expect(await slashflow.until(long, ({ status }) => status !== 'running')).toMatchObject({
    status: 'succeeded',
    result: '1999',
  })
  expect(slashflow.events.filter(({ type, runId }) => type === 'node.started' && runId === long)).toHaveLength(2_001)
  expect(slashflow.verify().ok).toBe(true)
})

it('answers others between the items of a container whose items have nothing to do', async () => {
  const slashflow = driver(new CountedPace(50))
  const items = { id: 'all', kind: 'each', config: { items: '{{ [1..20000] }}' } }
  const long = await slashflow.start(workflowOf([start, items], ['start -> all']))
  const live = slashflow.engine.live(long)
  expect(live?.state.status).toBe('running')
  if (live) await slashflow.engine.stop(live, 'test', false)
  expect(slashflow.state(long).status).toBe('interrupted')
  expect(slashflow.events.filter(({ type }) => type === 'item.started').length).toBeLessThan(10_000)
})

async function stopsInPause(workflow: Workflow, number: number, expected: unknown): Promise<boolean> {
  const pace = new CountedPace(1)
  const player = new RunPlayer(undefined, pace)
  let stopping: Promise<unknown> | undefined
  let run = ''
  pace.onPause = () => {
    const live = run === '' ? undefined : player.slashflow.engine.live(run)
    if (pace.pauses >= number && live?.state.status === 'running')
      stopping ??= player.slashflow.engine.stop(live, 'test', false)
  }
  run = await player.slashflow.start(workflow)
  await player.play(run)
  while (stopping && player.slashflow.engine.live(run)) await player.endAborted()
  await stopping
  if (player.slashflow.state(run).status === 'interrupted') await player.slashflow.engine.resume(run, 'test')
  expect(endingOf(await player.play(run)), `stopped in pause ${number}`).toEqual(expected)
  expect(player.slashflow.verify()).toMatchObject({ ok: true })
  await player.close()
  return stopping !== undefined
}

it('stops any small graph in any pause of a step, and resumes it to the same end', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryWorkflow, async (workflow) => {
      const expected = await endingIn1Turn(workflow)
      for (let number = 1; await stopsInPause(workflow, number, expected); number += 1);
    }),
    { numRuns: 15 },
  )
})

it('comes to the same end where its process dies in any pause of a step', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryWorkflow, async (workflow) => {
      const expected = await endingIn1Turn(workflow)
      const folder = mkdtempSync(join(tmpdir(), 'slashflow-pauses-'))
      const player = new RunPlayer(undefined, new CountedPace(1))
      let copies = 0
      player.slashflow.onCommit(() => player.slashflow.keepCopy(join(folder, String(copies++))))
      const run = await player.slashflow.start(workflow)
      expect(endingOf(await player.play(run))).toEqual(expected)
      await player.close()
      for (let copy = 0; copy < copies; copy += 1) {
        const heir = new RunPlayer(join(folder, String(copy)))
        await heir.slashflow.recover()
        expect(endingOf(await heir.play(run)), `from commit ${copy} of ${copies}`).toEqual(expected)
        expect(heir.slashflow.verify()).toMatchObject({ ok: true })
        await heir.close()
      }
      rmSync(folder, { recursive: true, force: true })
    }),
    { numRuns: 12 },
  )
})

it('holds at a breakpoint that was not come to yet when its process died', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-pauses-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const pace = new CountedPace(2)
  const slashflow = driver(pace)
  const workflow = workflowOf([start, { id: 'a', kind: 'set' }, { id: 'b', kind: 'set' }], ['start -> a', 'a -> b'])
  let copies = 0
  slashflow.onCommit(() => slashflow.keepCopy(join(folder, String(copies++))))
  const { runId } = await slashflow.engine.start({
    workflow,
    args: {},
    workspace: '',
    trusted: true,
    by: 'test',
    breakpoints: ['b'],
  })
  await slashflow.settle()
  expect(slashflow.state(runId)).toMatchObject({ status: 'paused' })
  const heir = new EngineDriver(
    engineKinds(async () => undefined),
    undefined,
    undefined,
    join(folder, '0'),
  )
  await heir.recover()
  expect(heir.state(runId).status).toBe('paused')
  expect(heir.trace(runId, ['node.completed'])).toEqual(['completed start', 'completed a'])
  await heir.engine.resume(runId, 'test')
  await heir.settle()
  expect(heir.state(runId).status).toBe('succeeded')
  await heir.close()
})

it('gives all runs one share of a turn of the event loop, by the clock, and looks at that seldom', async () => {
  let [now, looks] = [0, 0]
  const pace = new TurnPace({
    monotonic: () => {
      looks += 1
      return now
    },
  })
  const begun = (nodes: number): number => {
    let count = 0
    while (count < nodes && !pace.isSpent()) count += 1
    return count
  }
  expect([begun(15), looks]).toEqual([15, 0])
  expect([begun(16), looks]).toEqual([16, 1])
  now += 9
  expect([begun(16), looks]).toEqual([16, 2])
  now += 1
  expect(begun(100)).toBeLessThan(16)
  const order: string[] = []
  const long = (name: string, turns: number): void => {
    order.push(name)
    begun(16)
    now += 10
    begun(16)
    if (turns > 1) pace.putOff(() => long(name, turns - 1))
  }
  pace.putOff(() => long('long', 3))
  pace.putOff(() => long('short', 1))
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(order).toEqual(['long', 'short', 'long', 'long'])
})

it('lets others in between what was put off, also where that asks for no node', async () => {
  let now = 0
  const pace = new TurnPace({ monotonic: () => now })
  const done: number[] = []
  const doneByTurn: number[] = []
  for (let piece = 0; piece < 5; piece += 1)
    pace.putOff(() => {
      done.push(piece)
      now += 6
    })
  while (done.length < 5) {
    await new Promise((resolve) => setImmediate(resolve))
    doneByTurn.push(done.length)
  }
  expect([done, doneByTurn]).toEqual([
    [0, 1, 2, 3, 4],
    [2, 4, 5],
  ])
})
