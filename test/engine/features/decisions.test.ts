/** Answers that come twice, too late, or for a run that is gone. */

import { expect, it, onTestFinished } from 'vitest'
import { RunControl } from '#main/calls/run-control.ts'
import { DATABASE_FILE } from '#main/engine/log/database.ts'
import { RunStore } from '#main/engine/log/run-store.ts'
import { DatabaseSync } from '#main/engine/log/sqlite.ts'
import { Feature } from './support/feature.ts'

const asks = [{ id: 'ok', kind: 'approval', config: { title: 'Sure?', timeout: '1h' } }]
const decision = { decision: 'approved' as const, value: undefined, feedback: undefined, by: 'test' }

function controlOf({ slashflow }: Feature): RunControl {
  const database = new DatabaseSync(`${slashflow.home}/${DATABASE_FILE}`)
  onTestFinished(() => database.close())
  return new RunControl({
    engine: slashflow.engine,
    store: new RunStore(database),
    ownership: { id: 'owner-1', isAlive: () => false },
    owners: () => [],
    forward: () => Promise.reject(new Error('nobody else is there')),
  })
}

const code = (action: () => unknown) => {
  try {
    action()
    return 'done'
  } catch (error) {
    return (error as { code?: string }).code // CallError
  }
}

it('takes a decision once', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run([...asks, { id: 'a', kind: 'work' }], ['start -> ok', 'ok.approved -> a'])
  const live = feature.live(run)
  const id = feature.slashflow.openWait(run, 'ok')
  expect([
    code(() => live.openQuestions.decide(id, decision)),
    code(() => live.openQuestions.decide(id, decision)),
  ]).toEqual(['done', 'approval.not-open'])
  await feature.settle()
  expect(feature.slashflow.trace(run, ['approval.decided'])).toHaveLength(1)
})

it('takes no decision after the time is over', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run([...asks, { id: 'a', kind: 'work' }], ['start -> ok', 'ok.timeout -> a'])
  const id = feature.slashflow.openWait(run, 'ok')
  await feature.slashflow.turn(3_600_000)
  expect(code(() => feature.live(run).openQuestions.decide(id, decision))).toBe('approval.not-open')
  expect(feature.fates(run)).toMatchObject({ ok: 'completed', a: 'running' })
})

it('takes no decision for a node that was withdrawn', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  const run = await feature.run(
    [
      ...asks,
      { id: 'a', kind: 'work' },
      { id: 'stop', kind: 'cancel', config: { nodes: ['ok'] } },
      { id: 'b', kind: 'work' },
    ],
    ['start -> ok', 'start -> a', 'a -> stop', 'start -> b'],
  )
  const id = feature.slashflow.openWait(run, 'ok')
  await feature.release('a')
  expect(code(() => feature.live(run).openQuestions.decide(id, decision))).toBe('approval.not-open')
})

it('keeps the time of a question over a crash', async () => {
  const feature = new Feature()
  const run = await feature.run([...asks, { id: 'late', kind: 'set' }], ['start -> ok', 'ok.timeout -> late'])
  await feature.slashflow.turn(30 * 60_000)
  await feature.crash()
  await feature.slashflow.turn(30 * 60_000 - 1)
  expect(feature.fates(run)).toMatchObject({ ok: 'awaiting' })
  await feature.slashflow.turn(1)
  expect(feature.fates(run)).toMatchObject({ ok: 'completed', late: 'completed' })
})

it('says what is wrong where a run is gone, has ended, or was stopped', async () => {
  const feature = new Feature()
  const control = controlOf(feature)
  const decide = (runId: string) => control.decide({ runId, approvalId: 'any', decision: 'approved' }, 'test')
  await expect(decide('nowhere')).rejects.toMatchObject({ code: 'run.unknown' })
  const ended = await feature.run([{ id: 'a', kind: 'set' }], ['start -> a'])
  await expect(decide(ended)).rejects.toMatchObject({ code: 'approval.not-open' })
  await expect(control.stop({ runId: ended, undo: false }, 'test')).rejects.toMatchObject({ code: 'run.ended' })
  const stopped = await feature.run(asks, ['start -> ok'])
  await feature.slashflow.stop(stopped)
  await expect(decide(stopped)).rejects.toMatchObject({ code: 'approval.not-open' })
})

it('says nothing more of a run whose ending is not stored yet', async () => {
  const feature = new Feature()
  const control = controlOf(feature)
  feature.works.hold('a')
  const run = await feature.run([{ id: 'a', kind: 'work' }], ['start -> a'])
  const live = feature.live(run)
  live.executionsOf('a')[0]?.send({ type: 'completed', leaving: { port: 'out', output: null } })
  live.goOn()
  expect([live.state.status, feature.slashflow.engine.live(run)]).toEqual(['succeeded', live])
  const said = await Promise.allSettled([
    control.holdAtCheckpoint({ runId: run }, 'test'),
    control.breakpoints({ runId: run, nodes: ['a'] }, 'test'),
    control.stopNode({ runId: run, nodeId: 'a' }, 'test'),
    control.stop({ runId: run, undo: false }, 'test'),
  ])
  await feature.settle()
  expect(said).toMatchObject(
    said.map(() => ({
      status: 'rejected',
      reason: { code: 'run.ended', message: expect.stringContaining('already') },
    })),
  )
  expect(feature.slashflow.events.at(-1)).toMatchObject({ runId: run, type: 'run.succeeded' })
})

it('tells a recovery question from an approval, and takes each once', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run([{ id: 'a', kind: 'effect', approve: 'never' }], ['start -> a'])
  await feature.crash()
  expect(feature.slashflow.state(run).active.get('a/0')).toMatchObject({ status: 'awaiting' })
  expect(feature.works.waiting).toEqual([])
  const id = feature.slashflow.openWait(run, 'a')
  expect(code(() => feature.live(run).openQuestions.answer(id, { choice: 'perhaps' }, 'test'))).toBe('input.invalid')
  await feature.slashflow.answer(run, 'a', { choice: 'done', output: 'as it was' })
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'as it was' })
  expect(feature.works.log).toEqual(['a'])
})
