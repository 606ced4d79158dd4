/** What the plan of a replay names: only what may run, and whether that is known. */
import { expect, it } from 'vitest'
import { Replay, work } from './support/replay.ts'

/** Goes round twice: `check` leaves by `other` in its first pass. */
const looping = (max: number) =>
  new Replay(
    [
      work('draft'),
      { id: 'check', kind: 'set', config: { port: '{{ loop.iteration < 1 ? "other" : "out" }}' } },
      work('improve'),
      work('done'),
    ],
    [
      'start -> draft',
      'draft -> check',
      'check.other -> improve',
      { from: 'improve', to: 'draft', loop: { max } },
      'check -> done',
    ],
  ).first()

it('says of which nodes it is not known whether they run: only if a loop goes round again', async () => {
  const replay = await looping(3)
  const { again } = replay.plan({ from: 'check' }).plan
  expect(again.map(({ nodeId, onlyInLoop, perhaps }) => [nodeId, onlyInLoop, perhaps])).toEqual([
    ['draft', true, false],
    ['check', false, false],
    ['improve', false, true],
    ['done', false, true],
  ])
  expect(replay.plan({ from: 'check', until: 'check' }).plan.again.map(({ nodeId }) => nodeId)).toEqual(['check'])
})

it('names nothing that only a loop leads to which has gone round as often as it may', async () => {
  const replay = await looping(1)
  expect(replay.plan({ from: 'check' }).plan.again.map(({ nodeId }) => nodeId)).toEqual(['check', 'improve', 'done'])
  const run = await replay.play({ from: 'check' })
  expect(replay.feature.works.log.map((line) => line.split(' ')[0])).toEqual(['done'])
  expect(replay.feature.end(run)).toMatchObject({ status: 'succeeded' })
})

it('names nothing that only another entry leads to, and refuses to end behind it', async () => {
  const replay = await new Replay(
    [{ id: 'signal', kind: 'start' }, work('a', 'A'), work('b', 'B'), work('c', 'C', { join: 'any' })],
    ['start -> a', 'signal -> b', 'a -> c', 'b -> c'],
  ).first()
  expect(replay.plan({}).plan.again.map(({ nodeId }) => nodeId)).toEqual(['start', 'a', 'c'])
  expect(() => replay.plan({ until: 'b' })).toThrow(/began at “start”, from which no way leads to “b”/)
})
